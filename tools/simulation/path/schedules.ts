import type { Step } from "../../proof/report";
import { callers } from "../callers";
import type { Schedule } from "../model/function-model";
import type { StackModel } from "../model/stack-model";
import { failed, passed, walk } from "../steps";
import { roleSteps } from "./role";

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
    return walk(
        () => passed("schedule", resource, `It runs at ${expression}.`),
        () =>
            roleSteps(stack, {
                ...{ hop: "schedule role", user: resource, roleArn, session: "scheduler" },
                trusted: callers.schedulerToRole(stack, schedule),
                wanted: [{ action, target: targetArn, ...(context && { context }) }],
            }),
    );
}
