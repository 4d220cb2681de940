import { failureOfCondition } from "./check-condition";
import type { PatternElement, PolicyDocument, Statement } from "./policy-document";
import { resolveVariables } from "./policy-variables";
import { matchPrincipal, type PrincipalMatch } from "./principal";
import type { AccessRequest } from "./request";
import { escapeBackslashes, matchesArn, matchesPattern } from "./wildcard-pattern";

/** Whether a statement applies to a request. */
export interface StatementMatch {
    readonly statement: Statement;
    /** Every element that does not fit, in the order principal, action, resource, conditions; none if it applies. */
    readonly failures: readonly string[];
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

function failureOfPrincipal({ principal }: Statement, request: AccessRequest): string {
    const named = principal?.principals.map(({ value }) => value) ?? [];
    return principal?.negated
        ? `principal: ${request.principal} is in NotPrincipal`
        : `principal: ${request.principal} is not ${named.join(" or ")}`;
}

/** The names of actions ignore case. */
function failureOfAction(element: PatternElement, request: AccessRequest): string | undefined {
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
): string | undefined {
    if (element === undefined) {
        return undefined;
    }
    const matches = element.patterns.some((text) => {
        const pattern = hasVariables ? resolveVariables(text, request) : escapeBackslashes(text);
        return pattern !== undefined && matchesArn(pattern, request.resource);
    });
    return failureOf(element, matches, "resource", request.resource);
}

function failureOf(element: PatternElement, matches: boolean, what: string, asked: string): string | undefined {
    if (matches !== element.negated) {
        return undefined;
    }
    return `${what}: ${asked} is ${element.negated ? `in ${element.name}` : `not ${element.patterns.join(" or ")}`}`;
}
