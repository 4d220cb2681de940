import type { JsonObject } from "../json";
import { parsePolicy, type PolicyKind } from "./policy-document";
import { accountOf } from "./principals";
import type { AccessRequest } from "./request";
import { matchStatements, type Reason, type StatementMatch } from "./statement-match";

/** The policies that decide about a request, as text or as the JSON object in it. */
export interface AccessQuestion {
    readonly resourcePolicy?: string | JsonObject;
    /** The policies of the principal; a service has none. */
    readonly identityPolicies?: readonly (string | JsonObject)[];
    readonly request: AccessRequest;
    /** Whether the resource's policy, which is not asked, leaves the decision to the account. */
    readonly isDelegated?: boolean;
}

/** A statement of one of the policies that were asked. */
export interface StatementReference {
    readonly policy: PolicyKind;
    /** Which of the identity policies; 0 for the resource policy. */
    readonly policyIndex: number;
    /** The place of the statement in the policy. */
    readonly index: number;
    readonly sid?: string;
}

/** A statement that could have allowed the request, and why it did not. */
export interface Rejection {
    readonly statement: StatementReference;
    /** At least one. */
    readonly reasons: readonly Reason[];
}

/** What policies say to a request. */
export type Decision =
    | {
          readonly outcome: "Allowed" | "ExplicitlyDenied";
          /** One statement, or two when the resource policy and an identity policy both had to allow it. */
          readonly decidedBy: readonly StatementReference[];
      }
    | {
          /** Nothing allows it. */
          readonly outcome: "ImplicitlyDenied";
          /** Every Allow statement that was asked, in the order of the policies. */
          readonly rejections: readonly Rejection[];
      };

/** A statement as it was asked. */
interface Candidate extends StatementMatch {
    readonly reference: StatementReference;
}

/**
 * Whether policies allow a request, which statements decide, and if none does, why each does not.
 *
 * Service control policies, boundaries and session policies are not asked.
 *
 * AWS: IAM user guide, "Policy evaluation logic" and "Cross-account policy evaluation logic"; KMS developer guide,
 * "Default key policy".
 *
 * @throws PolicyError when a policy is not JSON or AWS would refuse it
 */
export function decide({
    resourcePolicy,
    identityPolicies = [],
    request,
    isDelegated = false,
}: AccessQuestion): Decision {
    const fromResource = resourcePolicy === undefined ? [] : candidatesOf(resourcePolicy, "resource", 0, request);
    const fromIdentity = identityPolicies.flatMap((policy, index) => candidatesOf(policy, "identity", index, request));
    const isService = accountOf(request.principal) === undefined;
    const candidates = isService ? fromResource : [...fromResource, ...fromIdentity];

    const denial = candidates.find((candidate) => applies(candidate, "Deny"));
    if (denial !== undefined) return { outcome: "ExplicitlyDenied", decidedBy: [denial.reference] };
    const allowing = allowedBy(candidates, request, isDelegated);
    if (allowing !== undefined) return { outcome: "Allowed", decidedBy: allowing.map(({ reference }) => reference) };
    return { outcome: "ImplicitlyDenied", rejections: rejectionsOf(candidates, request) };
}

function candidatesOf(
    source: string | JsonObject,
    policy: PolicyKind,
    policyIndex: number,
    request: AccessRequest,
): Candidate[] {
    return matchStatements(parsePolicy(source, policy), request).map((match) => {
        const { index, sid } = match.statement;
        return { ...match, reference: { policy, policyIndex, index, ...(sid === undefined ? {} : { sid }) } };
    });
}

function applies(candidate: Candidate, effect: "Allow" | "Deny"): boolean {
    return candidate.statement.effect === effect && candidate.failures.length === 0;
}

/** The statements that allow the request together, or undefined. */
function allowedBy(
    candidates: readonly Candidate[],
    request: AccessRequest,
    isDelegated: boolean,
): Candidate[] | undefined {
    const allowing = candidates.filter((candidate) => applies(candidate, "Allow"));
    const identity = allowing.find(({ reference }) => reference.policy === "identity");
    const resource = allowing.filter(({ reference }) => reference.policy === "resource");
    const direct = resource.find(({ principal }) => principal === "principal");
    if (direct !== undefined && !isOfAnotherAccount(request)) return [direct];
    if (identity === undefined) return undefined;
    const first = direct ?? resource[0];
    if (first !== undefined) return [first, identity];
    return needsResourcePolicy(request) && !isDelegated ? undefined : [identity];
}

function rejectionsOf(candidates: readonly Candidate[], request: AccessRequest): Rejection[] {
    return candidates
        .filter(({ statement }) => statement.effect === "Allow")
        .map(({ reference, failures }) => ({
            statement: reference,
            reasons: failures.length > 0 ? failures : [whyNotEnough(reference.policy, request)],
        }));
}

/** Why a statement that applies does not allow the request by itself. */
function whyNotEnough(policy: PolicyKind, request: AccessRequest): Reason {
    const isForeign = isOfAnotherAccount(request);
    if (policy === "identity" && !isForeign) {
        const text = "resource: is a key whose policy does not name the account, so identity policies do not count";
        return { about: "resource", element: "Resource", text };
    }
    const how = isForeign ? "is of another account" : "is named by its account only";
    const other = policy === "resource" ? "an identity policy" : "the resource policy";
    const text = `principal: ${how}, so ${other} has to allow the request as well`;
    return { about: "principal", element: "Principal", text };
}

function isOfAnotherAccount(request: AccessRequest): boolean {
    const account = accountOf(request.principal);
    return account !== undefined && account !== request.resourceAccount;
}

/** A key heeds identity policies only if its key policy hands the decision to the account. */
function needsResourcePolicy(request: AccessRequest): boolean {
    return isOfAnotherAccount(request) || request.action.toLowerCase().startsWith("kms:");
}
