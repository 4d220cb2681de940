/** How `pulumi up` would meet something, worst first. */
export const kinds = ["blocked", "collision", "loss", "change", "note"] as const;

/**
 * - `blocked`: `up` would fail, or somebody else decides, and no import helps
 * - `collision`: it exists, and `up` would make another: import it first
 * - `loss`: `up` would lose something, or overwrite somebody's choice
 * - `change`: `up` would change it as the settings say
 * - `note`: good to know
 */
export type Kind = (typeof kinds)[number];

/** One thing in the account that `pulumi up` would meet. */
export interface Finding {
    readonly kind: Kind;
    /** `undefined`: it concerns the whole account. */
    readonly region: string | undefined;
    readonly subject:
        | "Account"
        | "Region"
        | "GuardDuty"
        | "Macie"
        | "Inspector"
        | "ECR"
        | "Slack"
        | "Microsoft Teams"
        | "User Notifications"
        | "SQS"
        | "S3"
        | "IAM";
    /** What is there. */
    readonly is: string;
    /** What `pulumi up` does about it. */
    readonly up: string;
}

/** The worst that can be said: also the exit code of the command. */
export const outcomes = { clean: 0, resolvable: 1, blocked: 2 } as const;
export type Outcome = keyof typeof outcomes;

export function outcomeOf(findings: readonly Pick<Finding, "kind">[]): Outcome {
    const has = (...some: readonly Kind[]) => findings.some(({ kind }) => some.includes(kind));
    return has("blocked") ? "blocked" : has("collision", "loss") ? "resolvable" : "clean";
}
