/** A list of patterns of which one has to match, or none when the element has `Not` before its name. */
export interface PatternElement {
    readonly name: "Action" | "NotAction" | "Resource" | "NotResource";
    readonly negated: boolean;
    readonly patterns: readonly string[];
}

/** One principal of a statement; `"*"` alone is `{ type: "AWS", value: "*" }`, which means the same. */
export interface StatementPrincipal {
    readonly type: "AWS" | "Service" | "Federated" | "CanonicalUser";
    readonly value: string;
}

/** The principals of a statement of a resource policy. */
export interface PrincipalElement {
    readonly negated: boolean;
    readonly principals: readonly StatementPrincipal[];
}

/** One key of one operator in the Condition element. */
export interface Condition {
    /** As the policy writes it, such as `ForAllValues:StringLikeIfExists`. */
    readonly operator: string;
    readonly key: string;
    readonly values: readonly string[];
}

/** A statement of a policy. */
export interface Statement {
    readonly index: number;
    readonly sid?: string;
    readonly effect: "Allow" | "Deny";
    /** Undefined in identity policies, whose principal is the one they are attached to. */
    readonly principal?: PrincipalElement;
    readonly action: PatternElement;
    /** Undefined in the trust policy of a role, which speaks only of that role. */
    readonly resource?: PatternElement;
    /** All of them have to hold. */
    readonly conditions: readonly Condition[];
}

/** A policy that IAM accepts. */
export interface PolicyDocument {
    /** Only from this version on are `${...}` policy variables. */
    readonly hasVariables: boolean;
    readonly statements: readonly Statement[];
}

/** A resource policy names principals, an identity policy is attached to one. */
export type PolicyKind = "resource" | "identity";

/** The policy is not JSON, or AWS would refuse it; the message is one sentence that begins with the path of the mistake. */
export class PolicyError extends Error {
    public override readonly name = "PolicyError";

    public constructor(path: string, problem: string) {
        super(path === "" ? `The policy ${problem}.` : `${path} ${problem}.`);
    }
}
