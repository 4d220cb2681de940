import { type JsonValue, kindOfJson } from "../json";
import { EventPatternError, type Matcher, valueMatcher } from "./matcher";

const comparisons = {
    "=": (value, limit) => value === limit,
    "<": (value, limit) => value < limit,
    "<=": (value, limit) => value <= limit,
    ">": (value, limit) => value > limit,
    ">=": (value, limit) => value >= limit,
} satisfies Record<string, (value: number, limit: number) => boolean>;

export const comparisonNames: readonly string[] = Object.keys(comparisons);

interface Bound {
    readonly comparison: keyof typeof comparisons;
    readonly limit: number;
}

/**
 * Reads the operand of `numeric`: `["=", 5]`, one bound, or a lower bound followed by an upper one.
 *
 * AWS: EventBridge user guide, "Comparison operators for use in event patterns", numeric matching.
 *
 * @throws EventPatternError when EventBridge would refuse the operand
 */
export function parseNumeric(operand: JsonValue, path: string): Matcher {
    if (!Array.isArray(operand))
        throw new EventPatternError(path, `must be a list such as [">=", 7], but is ${kindOfJson(operand)}`);
    if (operand.length !== 2 && operand.length !== 4)
        throw new EventPatternError(path, "must be one comparison and its number, or two of both");
    const bounds = operand.length === 2 ? [parseBound(operand, 0, path)] : parseRange(operand, path);
    return valueMatcher(
        `numeric ${operand.map(String).join(" ")}`,
        (value) =>
            typeof value === "number" && bounds.every(({ comparison, limit }) => comparisons[comparison](value, limit)),
    );
}

function parseRange(operand: readonly JsonValue[], path: string): Bound[] {
    const lower = parseBound(operand, 0, path);
    const upper = parseBound(operand, 2, path);
    if (!lower.comparison.startsWith(">") || !upper.comparison.startsWith("<"))
        throw new EventPatternError(path, "must have the lower bound of a range (> or >=) before the upper (< or <=)");
    if (lower.limit >= upper.limit)
        throw new EventPatternError(path, "must have a lower bound that is less than the upper");
    return [lower, upper];
}

function parseBound(operand: readonly JsonValue[], start: number, path: string): Bound {
    const [comparison, limit] = operand.slice(start);
    if (!isComparison(comparison)) {
        const problem = `must be a comparison (=, <, <=, > or >=), not ${JSON.stringify(comparison)}`;
        throw new EventPatternError(`${path}[${start}]`, problem);
    }
    if (typeof limit !== "number")
        throw new EventPatternError(`${path}[${start + 1}]`, `must be a number, but is ${kindOfJson(limit)}`);
    return { comparison, limit };
}

function isComparison(name: JsonValue | undefined): name is Bound["comparison"] {
    return typeof name === "string" && Object.hasOwn(comparisons, name);
}
