import { matchesArn, matchesPattern, escapeBackslashes } from "../text-patterns";
import { failureOfCondition } from "./conditions";
import type { PatternElement, PolicyDocument, Statement } from "./policy-document";
import { matchPrincipal, type PrincipalMatch } from "./principals";
import { type AccessRequest, patternFor } from "./request";

/** Why a statement does not allow a request. */
export interface Reason {
    /** The element of the statement that does not fit. */
    readonly about: "principal" | "action" | "resource" | "condition";
    /** As the policy writes it: `NotAction`; of a condition operator and key, `StringEquals aws:SourceAccount`. */
    readonly element: string;
    /** Such as `condition aws:SourceAccount: key absent from the request`. */
    readonly text: string;
}

/** Whether a statement applies to a request. */
export interface StatementMatch {
    readonly statement: Statement;
    /** Every element that does not fit, in the order principal, action, resource, conditions; none if it applies. */
    readonly failures: readonly Reason[];
    readonly principal: PrincipalMatch;
}

/**
 * Compares every statement of a policy with a request.
 *
 * AWS: IAM user guide, "IAM JSON policy element reference".
 */
export function matchStatements(
    { statements, hasVariables }: PolicyDocument,
    request: AccessRequest,
): StatementMatch[] {
    // The names of actions ignore case.
    const matchesAction = (pattern: string): boolean =>
        matchesPattern(escapeBackslashes(pattern.toLowerCase()), request.action.toLowerCase());
    const matchesResource = (text: string): boolean => {
        const pattern = patternFor(text, request, hasVariables);
        return pattern !== undefined && matchesArn(pattern, request.resource);
    };
    return statements.map((statement) => {
        const principal =
            statement.principal === undefined ? "principal" : matchPrincipal(statement.principal, request.principal);
        const failures = [
            principal === "none" ? failureOfPrincipal(statement, request) : undefined,
            failureOf(statement.action, "action", request.action, matchesAction),
            statement.resource && failureOf(statement.resource, "resource", request.resource, matchesResource),
            ...statement.conditions.map((condition) => failureOfCondition(condition, request, hasVariables)),
        ].filter((failure) => failure !== undefined);
        return { statement, failures, principal };
    });
}

function failureOfPrincipal({ principal }: Statement, request: AccessRequest): Reason {
    const named = principal?.principals.map(({ value }) => value) ?? [];
    const reason = principal?.negated ? "in NotPrincipal" : `not ${named.join(" or ")}`;
    const element = principal?.negated ? "NotPrincipal" : "Principal";
    return { about: "principal", element, text: `principal: ${request.principal} is ${reason}` };
}

function failureOf(
    { name, negated, patterns }: PatternElement,
    about: "action" | "resource",
    asked: string,
    matches: (pattern: string) => boolean,
): Reason | undefined {
    if (patterns.some(matches) !== negated) return undefined;
    return {
        about,
        element: name,
        text: `${about}: ${asked} is ${negated ? `in ${name}` : `not ${patterns.join(" or ")}`}`,
    };
}
