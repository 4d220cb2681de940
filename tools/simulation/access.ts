import { decide, type Decision, PolicyError, type Rejection } from "../evaluators/policy";
import { type Hop, labelOf, type ResourceRef, type Step } from "../proof/report";
import type { Policy } from "./model/stack-model";
import type { Caller, Owner } from "./callers";
import { markedStatement } from "./marked-statement";
import { failed } from "./steps";

/** Something that a caller wants of a resource, and the documents that should allow it. */
export interface Question {
    readonly hop: Hop;
    /** What the policy is, such as "topic policy". */
    readonly document: string;
    /** What the policy protects; the resource to name when there is none. */
    readonly of: { readonly resource: ResourceRef; readonly arn: string; readonly policy: Policy | undefined };
    readonly caller: Caller;
    readonly action: string;
    /** @default - the ARN of what the policy protects */
    readonly target?: string;
    /** Policies of the caller, when it is a role. */
    readonly identityPolicies?: readonly Policy[];
    /** Whether the policy of the resource is asked in a step of its own. */
    readonly isDelegated?: boolean;
}

/** Whether a request is allowed, and in one sentence which statement decided and why. */
export function ask({ account }: Owner, question: Question): Step {
    const { hop, of, caller, action, target = of.arn, identityPolicies = [], isDelegated = false } = question;
    const document = documentOf(question);
    const resource = (of.policy ?? identityPolicies[0] ?? of).resource;
    if (of.policy === undefined && identityPolicies.length === 0)
        return failed(hop, resource, `There is no ${document}, so nothing allows ${asked(question)}.`);
    try {
        const decision = decide({
            resourcePolicy: of.policy?.document,
            identityPolicies: identityPolicies.map((identity) => identity.document),
            request: { ...caller, action, resource: target, resourceAccount: account },
            isDelegated,
        });
        const reason = reasonOf(decision, question);
        if (decision.outcome === "Allowed") return { hop, resource, passed: true, reason };
        return { ...failed(hop, resource, reason), ...decisiveStatement(decision, question) };
    } catch (error) {
        if (error instanceof PolicyError) return failed(hop, resource, `AWS refuses the ${document}: ${error.message}`);
        throw error;
    }
}

/** "topic policy of aws:sns/topic:Topic alert-topic". */
function documentOf({ document, of }: Question): string {
    return `${document} of ${labelOf(of.resource)}`;
}

function asked({ action, caller }: Question): string {
    return `${action} for ${caller.principal}`;
}

function reasonOf(decision: Decision, question: Question): string {
    const subject = `The ${documentOf(question)}`;
    if (decision.outcome === "ImplicitlyDenied") return `${subject}: ${refusal(decision.rejections, question)}.`;
    const names = decision.decidedBy.map(nameOf).join(" together with ");
    const verb = decision.outcome === "Allowed" ? "allows" : "denies";
    return `${subject}: ${names} ${verb} ${asked(question)}.`;
}

/** Only the statements that come nearest are worth reporting. */
function refusal(rejections: readonly Rejection[], question: Question): string {
    const meant = rejections.filter(isMeant);
    if (meant.length > 0) {
        const near = meant.map(
            ({ statement, reasons }) => `${nameOf(statement)} allows ${asked(question)}, but ${textOf(reasons)}`,
        );
        return near.join("; ");
    }
    const reasons = nearest(rejections).map(({ statement, reasons }) => `${nameOf(statement)}: ${textOf(reasons)}`);
    return [`no statement allows ${asked(question)}`, ...reasons].join("; ");
}

/** Whether a statement is about this caller and this action. */
function isMeant({ reasons }: Rejection): boolean {
    return reasons.every(({ about }) => about !== "principal" && about !== "action");
}

function nearest(rejections: readonly Rejection[]): readonly Rejection[] {
    const fewest = Math.min(...rejections.map(({ reasons }) => reasons.length));
    return rejections.filter(({ reasons }) => reasons.length === fewest);
}

/** The statement that denies, or else the one that comes nearest to allowing it, if any is about the caller. */
function decisiveStatement(decision: Decision, { of, identityPolicies = [] }: Question): Pick<Step, "statement"> {
    const { statement, reasons = [] } = deciding(decision);
    const policy = statement?.policy === "resource" ? of.policy : identityPolicies[statement?.policyIndex ?? 0];
    if (statement === undefined || policy === undefined) return {};
    return { statement: markedStatement(policy.document, statement, reasons) };
}

function deciding(decision: Decision): Partial<Rejection> {
    if (decision.outcome !== "ImplicitlyDenied") return { statement: decision.decidedBy[0] };
    const { rejections } = decision;
    const isForCaller = ({ reasons }: Rejection) => reasons.every(({ about }) => about !== "principal");
    return rejections.find(isMeant) ?? nearest(rejections).find(isForCaller) ?? {};
}

function textOf(reasons: Rejection["reasons"]): string {
    return reasons.map(({ text }) => text).join("; ");
}

function nameOf({ sid, index }: Rejection["statement"]): string {
    return sid === undefined ? `statement ${index}` : `statement ${sid}`;
}
