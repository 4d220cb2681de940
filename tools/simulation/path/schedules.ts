import type { Step } from "../../proof/report";
import { ask } from "../access";
import { callers } from "../callers";
import type { Schedule } from "../model/function-model";
import type { StackModel } from "../model/stack-model";
import { failed, passed, walk } from "../steps";

/** What a schedule does: the action on its target, and condition keys of it. */
interface Doing {
    readonly action: string;
    readonly context?: Readonly<Record<string, string>>;
}

/**
 * Whether a schedule runs as it should, and may do what it is for.
 *
 * AWS: EventBridge Scheduler user guide, "Setting up the execution role"; what a role may do within its account needs no
 * policy of the target.
 */
export function scheduleSteps(
    stack: StackModel,
    schedule: Schedule,
    expression: string,
    { action, context }: Doing,
): Step[] {
    const { resource, roleArn, targetArn } = schedule;
    if (!schedule.enabled) return [failed("schedule", resource, "It is DISABLED.")];
    if (schedule.expression !== expression)
        return [failed("schedule", resource, `It runs at ${schedule.expression}, not at ${expression}.`)];
    const role = stack.roles.find(({ arn }) => arn === roleArn);
    if (role === undefined) return [failed("schedule role", resource, `Its role ${roleArn} is not in the stack.`)];
    const session = callers.functionRole(stack, role, "scheduler");
    return walk(
        () => passed("schedule", resource, `It runs at ${expression}.`),
        () =>
            ask(stack, {
                ...{ hop: "schedule role", document: "trust policy", action: "sts:AssumeRole" },
                ...{ of: { ...role, policy: role.trust }, caller: callers.schedulerToRole(stack, schedule) },
            }),
        () =>
            ask(stack, {
                ...{ hop: "schedule role", document: "permission", action, target: targetArn },
                ...{ of: { ...role, policy: undefined }, identityPolicies: role.permissions },
                caller: { ...session, context: { ...session.context, ...context } },
            }),
    );
}
