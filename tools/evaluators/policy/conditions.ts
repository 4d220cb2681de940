import { parseIpRange } from "../ip-range";
import { type JsonValue, kindOfJson, listOf } from "../json";
import { escapeBackslashes, literalOf, matchesArn, matchesPattern, type WildcardPattern } from "../text-patterns";
import { PolicyError, readObject } from "./policy-json";
import { type AccessRequest, patternFor, valuesOfKey } from "./request";

/** Whether a value of the request is what the policy wants. */
interface Comparison {
    /** Whether the value of the policy may have policy variables. */
    readonly acceptsVariables: boolean;
    matches(wanted: WildcardPattern, actual: string): boolean;
}

/** How a condition operator treats the values of the request and of the policy. */
interface Operator {
    /** Compares one value of the policy with one of the request; `null` asks only whether the key is there. */
    readonly comparison: Comparison | "null";
    /** Whether no value of the policy may match, instead of any. */
    readonly negated: boolean;
    /** Whether a request without the key satisfies it. */
    readonly ifExists: boolean;
    readonly quantifier?: "any" | "all";
}

/** One key of one operator in the Condition element. */
export interface Condition {
    readonly operator: Operator;
    /** The operator as the policy writes it, such as `ForAllValues:StringLikeIfExists`. */
    readonly operatorName: string;
    readonly key: string;
    readonly values: readonly string[];
}

/** The comparisons of the condition operators, by their names in lower case. */
const comparisons = new Map<string, Comparison>([
    ["stringequals", text((wanted, actual) => literalOf(wanted) === actual)],
    ["stringequalsignorecase", text((wanted, actual) => literalOf(wanted).toLowerCase() === actual.toLowerCase())],
    ["stringlike", text(matchesPattern)],
    ...ordered("numeric", toNumber),
    ...ordered("date", toDate),
    [
        "bool",
        plain((wanted, actual) => /^(?:true|false)$/i.test(wanted) && wanted.toLowerCase() === actual.toLowerCase()),
    ],
    ["binaryequals", plain((wanted, actual) => wanted === actual)],
    ["ipaddress", plain((wanted, actual) => parseIpRange(wanted)?.contains(actual) ?? false)],
    // The two are one: ArnEquals accepts wildcards as well.
    ["arnequals", text(matchesArn)],
    ["arnlike", text(matchesArn)],
]);

/** The negated operators, each with the one that it negates. */
const negations = new Map([
    ["stringnotequals", "stringequals"],
    ["stringnotequalsignorecase", "stringequalsignorecase"],
    ["stringnotlike", "stringlike"],
    ["numericnotequals", "numericequals"],
    ["datenotequals", "dateequals"],
    ["notipaddress", "ipaddress"],
    ["arnnotequals", "arnequals"],
    ["arnnotlike", "arnlike"],
]);

/**
 * Reads the Condition element of a statement.
 *
 * AWS: IAM user guide, "IAM JSON policy elements: Condition".
 *
 * @throws PolicyError when it is not an object of operators, keys and values, or an operator is unknown
 */
export function readConditions(element: JsonValue | undefined, path: string): Condition[] {
    if (element === undefined) return [];
    return Object.entries(readObject(element, path)).flatMap(([operatorName, keys]) => {
        const operatorPath = `${path}.${operatorName}`;
        const operator = parseOperator(operatorName);
        if (operator === undefined) throw new PolicyError(operatorPath, "is not a condition operator");
        return Object.entries(readObject(keys, operatorPath)).map(([key, values]) => ({
            operator,
            operatorName,
            key,
            values: readValues(values, `${operatorPath}.${key}`),
        }));
    });
}

/** Numbers and booleans count as their text, as in AWS. */
function readValues(value: JsonValue, path: string): string[] {
    return listOf(value).map((single) => {
        if (typeof single === "object")
            throw new PolicyError(path, `must be a value or a list of values, but is ${kindOfJson(single)}`);
        return String(single);
    });
}

function parseOperator(name: string): Operator | undefined {
    const [, set, operator, ifExists] = /^(?:(ForAnyValue|ForAllValues):)?([a-z]+?)(IfExists)?$/i.exec(name) ?? [];
    const base = operator?.toLowerCase() ?? "";
    const positive = negations.get(base);
    const comparison = base === "null" ? "null" : comparisons.get(positive ?? base);
    // Null is about the key itself: neither more values nor a missing one change its sense.
    if (comparison === undefined || (comparison === "null" && (set ?? ifExists) !== undefined)) return undefined;
    return {
        comparison,
        negated: positive !== undefined,
        ifExists: ifExists !== undefined,
        ...(set === undefined ? {} : { quantifier: /any/i.test(set) ? "any" : "all" }),
    };
}

/**
 * Why a request does not satisfy a condition, such as `condition aws:SourceAccount: key absent from the request`.
 *
 * AWS: IAM user guide, "IAM JSON policy elements: Condition operators", "Conditions with multiple context keys or
 * values" and "Set operators for multivalued context keys".
 *
 * @returns undefined when the request satisfies it
 */
export function failureOfCondition(
    condition: Condition,
    request: AccessRequest,
    hasVariables: boolean,
): { about: "condition"; element: string; text: string } | undefined {
    const { key, operatorName, values } = condition;
    const actual = valuesOfKey(request, key);
    if (isSatisfied(condition, actual, request, hasVariables)) return undefined;
    const failure =
        actual.length === 0
            ? "key absent from the request"
            : `${quote(actual)} does not satisfy ${operatorName} ${quote(values)}`;
    return { about: "condition", element: `${operatorName} ${key}`, text: `condition ${key}: ${failure}` };
}

function isSatisfied(
    { operator, values }: Condition,
    actual: readonly string[],
    request: AccessRequest,
    hasVariables: boolean,
): boolean {
    const { comparison, negated, ifExists, quantifier } = operator;
    if (comparison === "null") return values.some((value) => value.toLowerCase() === String(actual.length === 0));
    // Without a set operator several values are like one that is any of them: a negated operator wants none to match.
    const all = quantifier === undefined ? negated : quantifier === "all";
    if (actual.length === 0) return ifExists || all;
    const wanted = values.map((value) =>
        comparison.acceptsVariables ? patternFor(value, request, hasVariables) : escapeBackslashes(value),
    );
    const satisfies = (value: string): boolean =>
        wanted.some((pattern) => pattern !== undefined && comparison.matches(pattern, value)) !== negated;
    return all ? actual.every(satisfies) : actual.some(satisfies);
}

function text(matches: Comparison["matches"]): Comparison {
    return { acceptsVariables: true, matches };
}

function plain(matches: (wanted: string, actual: string) => boolean): Comparison {
    return { acceptsVariables: false, matches: (wanted, actual) => matches(literalOf(wanted), actual) };
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
    const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/i;
    if (/^\d{4}(?:-\d{2}){0,2}$/.test(value) || time.test(value)) return Date.parse(value.toUpperCase());
    return /^\d+(?:\.\d+)?$/.test(value) ? Number(value) * 1000 : Number.NaN;
}

function quote(values: readonly string[]): string {
    return values.map((value) => JSON.stringify(value)).join(" or ");
}
