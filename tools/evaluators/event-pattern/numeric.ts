import { type JsonValue, kindOfJson } from "../json";
import { EventPatternError } from "./event-pattern";
import { type ValueMatcher, valueMatcher } from "./matcher";

type Comparison = (value: number) => boolean;

/**
 * Reads the operand of `numeric`: `["=", 5]`, one bound, or a lower bound followed by an upper one.
 *
 * AWS: EventBridge user guide, "Comparison operators for use in event patterns", numeric matching.
 *
 * @throws EventPatternError when EventBridge would refuse the operand
 */
export function parseNumeric(operand: JsonValue, path: string): ValueMatcher {
    if (!Array.isArray(operand)) {
        throw new EventPatternError(path, `must be a list such as [">=", 7], but is ${kindOfJson(operand)}`);
    }
    if (operand.length !== 2 && operand.length !== 4) {
        throw new EventPatternError(path, "must be one comparison and its number, or two of both");
    }
    const [operator, limit] = readComparison(operand, 0, path);
    const accepts = [compare(operator, limit, path)];
    if (operand.length === 4) {
        const [upperOperator, upperLimit] = readComparison(operand, 2, path);
        if (!operator.startsWith(">") || !upperOperator.startsWith("<")) {
            throw new EventPatternError(
                path,
                "must have the lower bound of a range (> or >=) before the upper (< or <=)",
            );
        }
        if (!(limit < upperLimit)) {
            throw new EventPatternError(path, "must have a lower bound that is less than the upper");
        }
        accepts.push(compare(upperOperator, upperLimit, path));
    }
    return valueMatcher(
        `numeric ${operand.map(String).join(" ")}`,
        (value) => typeof value === "number" && accepts.every((comparison) => comparison(value)),
    );
}

function readComparison(operand: readonly JsonValue[], start: number, path: string): [string, number] {
    const operator = operand[start];
    const limit = operand[start + 1];
    if (typeof operator !== "string") {
        throw new EventPatternError(`${path}[${start}]`, "must be a comparison: =, <, <=, > or >=");
    }
    if (typeof limit !== "number") {
        throw new EventPatternError(`${path}[${start + 1}]`, `must be a number, but is ${kindOfJson(limit)}`);
    }
    return [operator, limit];
}

function compare(operator: string, limit: number, path: string): Comparison {
    switch (operator) {
        case "=":
            return (value) => value === limit;
        case "<":
            return (value) => value < limit;
        case "<=":
            return (value) => value <= limit;
        case ">":
            return (value) => value > limit;
        case ">=":
            return (value) => value >= limit;
        default:
            throw new EventPatternError(path, `knows only =, <, <=, > and >=, not ${JSON.stringify(operator)}`);
    }
}
