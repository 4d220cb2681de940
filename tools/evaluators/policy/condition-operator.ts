import { COMPARISONS, type Comparison } from "./comparisons";

/** How a condition operator treats the values of the request and of the policy. */
export interface ConditionOperator {
    /** Compares one value of the policy with one of the request; `null` asks only whether the key is there. */
    readonly comparison: Comparison | "null";
    /** Whether no value of the policy may match, instead of any. */
    readonly negated: boolean;
    /** Whether a request without the key satisfies it. */
    readonly ifExists: boolean;
    readonly quantifier?: "ForAnyValue" | "ForAllValues";
}

// The negated operators, each with the one that it negates.
const NEGATIONS = new Map([
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
 * Reads the name of a condition operator.
 *
 * AWS: IAM user guide, "IAM JSON policy elements: Condition operators" and "Set operators for multivalued context keys".
 *
 * @returns undefined when there is no such operator
 */
export function parseOperator(name: string): ConditionOperator | undefined {
    const match = /^(?:(ForAnyValue|ForAllValues):)?([a-z]+?)(IfExists)?$/i.exec(name);
    if (match === null) {
        return undefined;
    }
    const [, set, operator = "", ifExists] = match;
    const base = operator.toLowerCase();
    const positive = NEGATIONS.get(base);
    const comparison = base === "null" ? "null" : COMPARISONS.get(positive ?? base);
    // Null is about the key itself: neither more values nor a missing one change its sense.
    if (comparison === undefined || (comparison === "null" && (set ?? ifExists) !== undefined)) {
        return undefined;
    }
    const quantifier = set === undefined ? undefined : /any/i.test(set) ? "ForAnyValue" : "ForAllValues";
    return {
        comparison,
        negated: positive !== undefined,
        ifExists: ifExists !== undefined,
        ...(quantifier === undefined ? {} : { quantifier }),
    };
}
