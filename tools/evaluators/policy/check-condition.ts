import { parseOperator, type ConditionOperator } from "./condition-operator";
import type { Comparison } from "./comparisons";
import type { Reason } from "./decision";
import type { Condition } from "./policy-document";
import { resolveVariables } from "./policy-variables";
import { type AccessRequest, valuesOfKey } from "./request";
import { escapeBackslashes } from "./wildcard-pattern";

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
): Reason | undefined {
    const operator = parseOperator(condition.operator);
    const actual = valuesOfKey(request, condition.key);
    if (operator !== undefined && isSatisfied(operator, condition.values, actual, request, hasVariables)) {
        return undefined;
    }
    if (actual.length === 0) {
        return { about: "condition", text: `condition ${condition.key}: key absent from the request` };
    }
    const unsatisfied = `${quote(actual)} does not satisfy ${condition.operator} ${quote(condition.values)}`;
    return { about: "condition", text: `condition ${condition.key}: ${unsatisfied}` };
}

function isSatisfied(
    operator: ConditionOperator,
    wanted: readonly string[],
    actual: readonly string[],
    request: AccessRequest,
    hasVariables: boolean,
): boolean {
    const { comparison, negated, quantifier } = operator;
    if (comparison === "null") {
        return wanted.some((value) => value.toLowerCase() === String(actual.length === 0));
    }
    if (actual.length === 0) {
        return operator.ifExists || (quantifier === undefined ? negated : quantifier === "ForAllValues");
    }
    const matches = (value: string): boolean =>
        wanted.some((single) => matchesValue(comparison, single, value, request, hasVariables));
    const satisfies = (value: string): boolean => matches(value) !== negated;
    // Without a set operator several values are like one that is any of them: a negated operator wants none to match.
    const all = quantifier === undefined ? negated : quantifier === "ForAllValues";
    return all ? actual.every(satisfies) : actual.some(satisfies);
}

function matchesValue(
    comparison: Comparison,
    wanted: string,
    actual: string,
    request: AccessRequest,
    hasVariables: boolean,
): boolean {
    const pattern =
        hasVariables && comparison.takesVariables ? resolveVariables(wanted, request) : escapeBackslashes(wanted);
    return pattern !== undefined && comparison.matches(pattern, actual);
}

function quote(values: readonly string[]): string {
    return values.map((value) => JSON.stringify(value)).join(" or ");
}
