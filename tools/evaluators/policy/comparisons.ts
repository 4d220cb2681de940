import { parseIpRange } from "../ip-range";
import { literalOf, matchesArn, matchesPattern, type WildcardPattern } from "./wildcard-pattern";

/** Whether a value of the request is what the policy wants. */
export interface Comparison {
    /** Whether the value of the policy may have policy variables. */
    readonly takesVariables: boolean;
    matches(wanted: WildcardPattern, actual: string): boolean;
}

/**
 * The comparisons of the condition operators that are not negated, by their names in lower case.
 *
 * AWS: IAM user guide, "IAM JSON policy elements: Condition operators".
 */
export const COMPARISONS: ReadonlyMap<string, Comparison> = new Map([
    ["stringequals", text((wanted, actual) => literalOf(wanted) === actual)],
    ["stringequalsignorecase", text((wanted, actual) => literalOf(wanted).toLowerCase() === actual.toLowerCase())],
    ["stringlike", text(matchesPattern)],
    ...ordered("numeric", toNumber),
    ...ordered("date", toDate),
    ["bool", plain((wanted, actual) => isBoolean(wanted) && wanted.toLowerCase() === actual.toLowerCase())],
    ["binaryequals", plain((wanted, actual) => wanted === actual)],
    ["ipaddress", plain((wanted, actual) => parseIpRange(wanted)?.contains(actual) ?? false)],
    // The two are one: ArnEquals takes wildcards as well.
    ["arnequals", text(matchesArn)],
    ["arnlike", text(matchesArn)],
]);

function text(matches: Comparison["matches"]): Comparison {
    return { takesVariables: true, matches };
}

function plain(matches: (wanted: string, actual: string) => boolean): Comparison {
    return { takesVariables: false, matches: (wanted, actual) => matches(literalOf(wanted), actual) };
}

/** The comparisons of values that have an order. A value that cannot be read compares to nothing. */
function ordered(type: string, read: (text: string) => number): [string, Comparison][] {
    const compare = (test: (actual: number, wanted: number) => boolean): Comparison =>
        plain((wanted, actual) => test(read(actual), read(wanted)));
    return [
        [`${type}equals`, compare((actual, wanted) => actual === wanted)],
        [`${type}lessthan`, compare((actual, wanted) => actual < wanted)],
        [`${type}lessthanequals`, compare((actual, wanted) => actual <= wanted)],
        [`${type}greaterthan`, compare((actual, wanted) => actual > wanted)],
        [`${type}greaterthanequals`, compare((actual, wanted) => actual >= wanted)],
    ];
}

function toNumber(value: string): number {
    return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value) ? Number(value) : Number.NaN;
}

/** A date of ISO 8601, or the seconds since 1970. */
function toDate(value: string): number {
    if (
        /^\d{4}(?:-\d{2}){0,2}$|^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/i.test(value)
    ) {
        return Date.parse(value.toUpperCase());
    }
    return /^\d+(?:\.\d+)?$/.test(value) ? Number(value) * 1000 : Number.NaN;
}

function isBoolean(value: string): boolean {
    return /^(?:true|false)$/i.test(value);
}
