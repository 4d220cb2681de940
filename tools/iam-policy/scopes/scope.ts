import type { DeployedStack } from "../deployed-stack";
import type { Conditions } from "../policy";

/** How far some actions may reach: a statement of the policy, without knowing yet which of its actions a stack needs. */
export interface Scope {
    /** Letters and digits; where the resources are "*", it says why. */
    readonly sid: string;
    /** Actions by name, or all of a service that no scope names, as in `sqs:*`. */
    readonly covers: readonly string[];
    /** ARN patterns; none if the stack has nothing of the kind, and then there is no statement. */
    readonly resources: (stack: DeployedStack) => readonly string[];
    readonly conditions?: (stack: DeployedStack) => Conditions;
    /** IAM answers in no Region that a condition could name. */
    readonly global?: true;
}

/** For actions that take no resource at all. */
export function everything(): readonly string[] {
    return ["*"];
}
