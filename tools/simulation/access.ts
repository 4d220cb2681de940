import { type AccessRequest, decide, type Decision, PolicyError, type Rejection } from "../evaluators/policy";
import { type Hop, labelOf, type ResourceRef, type Step } from "../proof/report";
import type { Policy } from "./model/stack-model";
import type { Owner } from "./callers";
import { failed } from "./steps";

/** A request, and the document that should allow it. */
export interface Gate {
    readonly hop: Hop;
    /** What the policy is, such as "topic policy". */
    readonly document: string;
    /** Whose policy it is; the resource to name when there is none. */
    readonly resource: ResourceRef;
    readonly policy: Policy | undefined;
    /** Policies of the caller, when it is a role. */
    readonly identityPolicies?: readonly Policy[];
    readonly request: Omit<AccessRequest, "resourceAccount">;
}

/** Whether a request is allowed, and in one sentence which statement decided and why. */
export function ask(gate: Gate, { account }: Owner): Step {
    const { hop, policy, identityPolicies = [] } = gate;
    const document = documentOf(gate);
    const resource = policy?.resource ?? identityPolicies[0]?.resource ?? gate.resource;
    if (policy === undefined && identityPolicies.length === 0)
        return failed(hop, resource, `There is no ${document}, so nothing allows ${asked(gate)}.`);
    try {
        const decision = decide({
            resourcePolicy: policy?.document,
            identityPolicies: identityPolicies.map((identity) => identity.document),
            request: { ...gate.request, resourceAccount: account },
        });
        return { hop, resource, passed: decision.outcome === "Allowed", reason: reasonOf(decision, gate) };
    } catch (error) {
        if (error instanceof PolicyError) return failed(hop, resource, `AWS refuses the ${document}: ${error.message}`);
        throw error;
    }
}

/** "topic policy of aws:sns/topic:Topic alert-topic". */
function documentOf({ document, resource }: Gate): string {
    return `${document} of ${labelOf(resource)}`;
}

function asked({ request }: Gate): string {
    return `${request.action} for ${request.principal}`;
}

function reasonOf(decision: Decision, gate: Gate): string {
    const subject = capitalised(`the ${documentOf(gate)}`);
    if (decision.outcome === "ImplicitlyDenied") return `${subject}: ${refusal(decision.rejections, gate)}.`;
    const names = decision.decidedBy.map(nameOf).join(" together with ");
    const verb = decision.outcome === "Allowed" ? "allows" : "denies";
    return `${subject}: ${names} ${verb} ${asked(gate)}.`;
}

/** Only the statements that come nearest are worth reporting. */
function refusal(rejections: readonly Rejection[], gate: Gate): string {
    const meant = rejections.filter(({ reasons }) =>
        reasons.every(({ about }) => about !== "principal" && about !== "action"),
    );
    if (meant.length > 0) {
        const near = meant.map(
            ({ statement, reasons }) => `${nameOf(statement)} allows ${asked(gate)}, but ${textOf(reasons)}`,
        );
        return near.join("; ");
    }
    const fewest = Math.min(...rejections.map(({ reasons }) => reasons.length));
    const nearest = rejections.filter(({ reasons }) => reasons.length === fewest);
    const reasons = nearest.map(({ statement, reasons }) => `${nameOf(statement)}: ${textOf(reasons)}`);
    return [`no statement allows ${asked(gate)}`, ...reasons].join("; ");
}

function textOf(reasons: Rejection["reasons"]): string {
    return reasons.map(({ text }) => text).join("; ");
}

function nameOf({ sid, index }: Rejection["statement"]): string {
    return sid === undefined ? `statement ${index}` : `statement ${sid}`;
}

function capitalised(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
