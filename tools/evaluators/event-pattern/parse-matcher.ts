import { isJsonObject, type JsonObject, type JsonValue, kindOfJson } from "../json";
import { parseIpRange } from "../ip-range";
import { parseAnythingBut } from "./anything-but";
import { EventPatternError } from "./event-pattern";
import { type Matcher, stringMatcher, valueMatcher } from "./matcher";
import { parseNumeric } from "./numeric";
import { equalsIgnoreCase, parseAffix, parseWildcard } from "./text-matchers";

/**
 * Reads one element of a field's list: a value to be equal to, or an object with one operator.
 *
 * AWS: EventBridge user guide, "Comparison operators for use in event patterns".
 *
 * @param path where the element is in the pattern, for errors
 * @throws EventPatternError when EventBridge would refuse the element
 */
export function parseMatcher(element: JsonValue, path: string): Matcher {
    if (isJsonObject(element)) {
        return parseOperator(element, path);
    }
    if (Array.isArray(element)) {
        throw new EventPatternError(path, "must be a value or an operator, not a list");
    }
    // Equal as JSON values: 5, 5.0 and 5e0 are one number, and "5" is none.
    return valueMatcher(JSON.stringify(element), (value) => value === element);
}

function parseOperator(element: JsonObject, path: string): Matcher {
    const [entry, ...others] = Object.entries(element);
    if (entry === undefined || others.length > 0) {
        throw new EventPatternError(path, "must have exactly one operator");
    }
    const [operator, operand] = entry;
    const operandPath = `${path}.${operator}`;
    switch (operator) {
        case "prefix":
        case "suffix":
            return parseAffix(operator, operand, operandPath);
        case "equals-ignore-case":
            return equalsIgnoreCase(requireString(operand, operandPath));
        case "wildcard":
            return parseWildcard(requireString(operand, operandPath), operandPath);
        case "anything-but":
            return parseAnythingBut(operand, operandPath);
        case "numeric":
            return parseNumeric(operand, operandPath);
        case "cidr":
            return parseCidr(requireString(operand, operandPath), operandPath);
        case "exists":
            return parseExists(operand, operandPath);
        default:
            throw new EventPatternError(operandPath, "is not an operator of EventBridge");
    }
}

function requireString(operand: JsonValue, path: string): string {
    if (typeof operand !== "string") {
        throw new EventPatternError(path, `must be a string, but is ${kindOfJson(operand)}`);
    }
    return operand;
}

/** Only leaves exist: a field that is an object, or a list without values, does not. */
function parseExists(operand: JsonValue, path: string): Matcher {
    if (typeof operand !== "boolean") {
        throw new EventPatternError(path, `must be true or false, but is ${kindOfJson(operand)}`);
    }
    return operand ? valueMatcher("any value", () => true) : { kind: "absence", wanted: "no value" };
}

/** EventBridge wants a range: a single address is to be written as a value. */
function parseCidr(operand: string, path: string): Matcher {
    const range = operand.includes("/") ? parseIpRange(operand) : undefined;
    if (range === undefined) {
        throw new EventPatternError(path, `must be a range such as 10.0.0.0/24, not ${JSON.stringify(operand)}`);
    }
    if (range.prefixLength === (range.family === 4 ? 32 : 128)) {
        throw new EventPatternError(path, "must be a range of more than one address");
    }
    return stringMatcher(`an address in ${operand}`, (text) => range.contains(text));
}
