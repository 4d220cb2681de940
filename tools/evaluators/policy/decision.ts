import type { PolicyKind, Statement } from "./policy-document";

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

/** Why a statement does not allow a request. */
export interface Reason {
    /** The element of the statement that does not fit. */
    readonly about: "principal" | "action" | "resource" | "condition";
    /** Such as `condition aws:SourceAccount: key absent from the request`. */
    readonly text: string;
}

/** The request is allowed or denied by the statements named. */
export interface ExplicitDecision {
    readonly outcome: "Allowed" | "ExplicitlyDenied";
    /** One statement, or two when the resource policy and an identity policy both had to allow it. */
    readonly decidedBy: readonly StatementReference[];
}

/** The request is denied because nothing allows it. */
export interface ImplicitDecision {
    readonly outcome: "ImplicitlyDenied";
    /** Every Allow statement that was asked, in the order of the policies. */
    readonly rejections: readonly Rejection[];
}

/** What policies say to a request. */
export type Decision = ExplicitDecision | ImplicitDecision;

/** A reference to a statement. */
export function referenceTo(statement: Statement, policy: PolicyKind, policyIndex: number): StatementReference {
    const { index, sid } = statement;
    return { policy, policyIndex, index, ...(sid === undefined ? {} : { sid }) };
}

/** Says a decision in words, with the reasons of every statement that did not allow the request on a line of its own. */
export function explainDecision(decision: Decision): string {
    if (decision.outcome !== "ImplicitlyDenied") {
        return `${decision.outcome} by ${decision.decidedBy.map(nameOf).join(" together with ")}.`;
    }
    const lines = decision.rejections.map(
        ({ statement, reasons }) => `${nameOf(statement)}: ${reasons.map(({ text }) => text).join("; ")}`,
    );
    return ["ImplicitlyDenied: no statement allows it.", ...lines].join("\n");
}

function nameOf({ policy, policyIndex, index, sid }: StatementReference): string {
    const owner = policy === "resource" ? "the resource policy" : `identity policy ${policyIndex}`;
    return `statement ${index}${sid === undefined ? "" : ` (${sid})`} of ${owner}`;
}
