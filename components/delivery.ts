import { type EventRule, EventTarget, type EventTargetArgs } from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { type AlarmTopics, alarmWhenAbove } from "./alarm";
import { DeadLetterQueue } from "./dead-letter-queue";
import { failedInvocations, invocationsSentToDlq, type Metric, queueDepth, type RuleReference } from "./metrics";

/** How long EventBridge tries to deliver before an event goes to the dead letters: the longest it offers, 24 hours. */
export const retryPolicy = {
    maximumEventAgeInSeconds: 86_400,
    maximumRetryAttempts: 185,
} satisfies EventTargetArgs["retryPolicy"];

export interface DeliveryArgs {
    readonly region: string;
    readonly rule: EventRule;
    /** @default - the rule is on the Region's default event bus */
    readonly busName?: pulumi.Input<string>;
    readonly targetArn: pulumi.Input<string>;
    /** Under which EventBridge may use the target. */
    readonly roleArn: pulumi.Input<string>;
    /** What an event must not find closed: what a role may not do is not tried again. */
    readonly after: readonly pulumi.Resource[];
    /** What the alarms say. */
    readonly says: LossWords & { readonly waiting: string };
    /** @default - the alarms tell only the Region's default event bus */
    readonly tells?: AlarmTopics | undefined;
    readonly tags: Record<string, string>;
}

/** What is said where the target refuses events, and where the rule gives up on them. */
export interface LossWords {
    readonly refused: string;
    readonly gaveUp: string;
}

/** The alarms of a delivery. */
export function deliveryAlarms(name: string): string[] {
    return [`${name}-failed-invocations`, `${name}-sent-to-dead-letters`, `${name}-dead-letters`];
}

/**
 * Has a rule deliver to one target, as children of a component. What cannot be delivered lands in a dead-letter queue,
 * and three alarms say so.
 */
export function deliver(name: string, args: DeliveryArgs, parent: pulumi.Resource): DeadLetterQueue {
    const { region, rule, busName, says, tells, tags } = args;
    const queue = new DeadLetterQueue(
        `${name}-dead-letters`,
        { region, sender: "rules", sourceArns: [rule.arn], tags },
        { parent },
    );
    new EventTarget(
        name,
        {
            region,
            eventBusName: busName,
            rule: rule.name,
            arn: args.targetArn,
            roleArn: args.roleArn,
            retryPolicy,
            deadLetterConfig: { arn: queue.arn },
        },
        { parent, dependsOn: [...args.after, queue] },
    );
    const alarms: LossAlarm[] = [
        ...lossAlarms(name, { busName, ruleName: rule.name }, says),
        [`${name}-dead-letters`, says.waiting, queueDepth(queue.queueName)],
    ];
    for (const [alarm, description, metric] of alarms)
        alarmWhenAbove(alarm, { region, description, metric, tells, tags }, { parent });
    return queue;
}

export type LossAlarm = [name: string, description: string, metric: Metric];

/** What alarms on a rule watch: that its target refuses events, and that it gives up on them. */
export function lossAlarms(name: string, rule: RuleReference, { refused, gaveUp }: LossWords): LossAlarm[] {
    return [
        [`${name}-failed-invocations`, refused, failedInvocations(rule)],
        [`${name}-sent-to-dead-letters`, gaveUp, invocationsSentToDlq(rule)],
    ];
}
