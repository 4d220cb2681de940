import { EventRule, EventTarget } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { relayPattern } from "../findings/patterns";
import type { Account } from "../policies/account";
import { alarmArn, type AlarmTopics, alarmWhenAbove } from "./alarm";
import { DeadLetterQueue } from "./dead-letter-queue";
import { retryPolicy } from "./delivery";
import type { FindingsBus } from "./findings-bus";
import { failedInvocations, invocationsSentToDlq, type Metric, queueDepth } from "./metrics";
import { namePrefix } from "./names";
import { tagsOf } from "./tags";

export interface RegionalRelayArgs {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    readonly bus: FindingsBus;
    /**
     * Topics of this Region for the relay's alarms: the home Region's short cut.
     * @default - the alarms' state changes travel over the relay, because an alarm reaches no topic of another Region
     */
    readonly tells?: AlarmTopics | undefined;
}

/**
 * Carries what one Region's default event bus hears of the three services to the findings bus: every finding, whatever
 * its severity, the news that a service has lost sight of a resource, and the heartbeats. What cannot be carried lands in the Region's
 * dead-letter queue, and three alarms say so.
 */
export class RegionalRelay extends pulumi.ComponentResource {
    public readonly region: string;
    public readonly ruleName: string;
    public readonly deadLetterQueue: DeadLetterQueue;

    constructor(name: string, args: RegionalRelayArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:RegionalRelay", name, {}, opts);
        const { region, bus, tells } = args;
        const ruleName = bus.relayRuleName;
        const tags = tagsOf("RegionalRelay");
        const failed = `${name}-failed-invocations`;
        const sentToDlq = `${name}-sent-to-dead-letters`;
        const deadLetters = `${name}-dead-letters`;

        const relayedAlarms = tells === undefined ? [failed, sentToDlq, deadLetters] : [];
        const pattern = pulumi.output(args.account).apply((account) => {
            const arns = relayedAlarms.map((alarm) => alarmArn(account, region, alarm));
            return relayPattern(arns, namePrefix());
        });
        const rule = new EventRule(
            name,
            {
                region,
                name: ruleName,
                description:
                    "Carries findings, lost coverage, heartbeats and the relay's own alarms to the findings bus.",
                eventPattern: pulumi.jsonStringify(pattern),
                tags,
            },
            { parent: this },
        );
        const queue = new DeadLetterQueue(
            deadLetters,
            { region, sender: "rules", sourceArns: [rule.arn], tags },
            { parent: this },
        );
        new EventTarget(
            name,
            {
                region,
                rule: rule.name,
                arn: bus.busArn,
                roleArn: bus.relayRoleArn,
                retryPolicy,
                deadLetterConfig: { arn: queue.arn },
            },
            // No event may find the bus or the way to the dead letters closed: what a role may not do is not tried again.
            { parent: this, dependsOn: [bus, queue] },
        );

        const alarms: [name: string, description: string, metric: Metric][] = [
            [
                failed,
                `The relay of ${region} could not put findings on the findings bus.`,
                failedInvocations({ ruleName }),
            ],
            [
                sentToDlq,
                `The relay of ${region} gave up on findings; they went to its dead-letter queue.`,
                invocationsSentToDlq({ ruleName }),
            ],
            [
                deadLetters,
                `Findings of ${region} that were not relayed wait in its dead-letter queue.`,
                queueDepth(queue.queueName),
            ],
        ];
        for (const [alarm, description, metric] of alarms)
            alarmWhenAbove(alarm, { region, description, metric, tags, tells }, { parent: this });

        this.region = region;
        this.ruleName = ruleName;
        this.deadLetterQueue = queue;
        this.registerOutputs({ deadLetterQueueUrl: queue.url });
    }
}
