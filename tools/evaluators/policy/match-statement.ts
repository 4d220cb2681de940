import { failureOfCondition } from "./check-condition";
import type { Reason } from "./decision";
import type { PatternElement, PolicyDocument, Statement } from "./policy-document";
import { resolveVariables } from "./policy-variables";
import { matchPrincipal, type PrincipalMatch } from "./principal";
import type { AccessRequest } from "./request";
import { escapeBackslashes, matchesArn, matchesPattern } from "./wildcard-pattern";

/** Whether a statement applies to a request. */
export interface StatementMatch {
    readonly statement: Statement;
    /** Every element that does not fit, in the order principal, action, resource, conditions; none if it applies. */
    readonly failures: readonly Reason[];
    readonly principal: PrincipalMatch;
}

/**
 * Holds every statement of a policy to a request.
 *
 * AWS: IAM user guide, "IAM JSON policy element reference".
 */
export function matchStatements(policy: PolicyDocument, request: AccessRequest): StatementMatch[] {
    return policy.statements.map((statement) => {
        const principal =
            statement.principal === undefined ? "principal" : matchPrincipal(statement.principal, request.principal);
        const failures = [
            principal === "none" ? failureOfPrincipal(statement, request) : undefined,
            failureOfAction(statement.action, request),
            failureOfResource(statement.resource, request, policy.hasVariables),
            ...statement.conditions.map((condition) => failureOfCondition(condition, request, policy.hasVariables)),
        ].filter((failure) => failure !== undefined);
        return { statement, failures, principal };
    });
}

function failureOfPrincipal({ principal }: Statement, request: AccessRequest): Reason {
    const named = principal?.principals.map(({ value }) => value) ?? [];
    const reason = principal?.negated ? "in NotPrincipal" : `not ${named.join(" or ")}`;
    return { about: "principal", text: `principal: ${request.principal} is ${reason}` };
}

/** The names of actions ignore case. */
function failureOfAction(element: PatternElement, request: AccessRequest): Reason | undefined {
    const action = request.action.toLowerCase();
    const matches = element.patterns.some((pattern) =>
        matchesPattern(escapeBackslashes(pattern.toLowerCase()), action),
    );
    return failureOf(element, matches, "action", request.action);
}

function failureOfResource(
    element: PatternElement | undefined,
    request: AccessRequest,
    hasVariables: boolean,
): Reason | undefined {
    if (element === undefined) {
        return undefined;
    }
    const matches = element.patterns.some((text) => {
        const pattern = hasVariables ? resolveVariables(text, request) : escapeBackslashes(text);
        return pattern !== undefined && matchesArn(pattern, request.resource);
    });
    return failureOf(element, matches, "resource", request.resource);
}

function failureOf(
    element: PatternElement,
    matches: boolean,
    about: "action" | "resource",
    asked: string,
): Reason | undefined {
    if (matches !== element.negated) {
        return undefined;
    }
    const reason = element.negated ? `in ${element.name}` : `not ${element.patterns.join(" or ")}`;
    return { about, text: `${about}: ${asked} is ${reason}` };
}
