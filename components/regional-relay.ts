import { EventRule } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { relayPattern } from "../findings/patterns";
import type { Account } from "../policies/account";
import { alarmArn, type AlarmTopics } from "./alarm";
import type { DeadLetterQueue } from "./dead-letter-queue";
import { deliver, deliveryAlarms } from "./delivery";
import type { FindingsBus } from "./findings-bus";
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

        const relayedAlarms = tells === undefined ? deliveryAlarms(name) : [];
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
        const queue = deliver(
            name,
            {
                region,
                rule,
                targetArn: bus.busArn,
                roleArn: bus.relayRoleArn,
                after: [bus],
                says: {
                    refused: `The relay of ${region} could not put findings on the findings bus.`,
                    gaveUp: `The relay of ${region} gave up on findings; they went to its dead-letter queue.`,
                    waiting: `Findings of ${region} that were not relayed wait in its dead-letter queue.`,
                },
                tells,
                tags,
            },
            this,
        );

        this.region = region;
        this.ruleName = ruleName;
        this.deadLetterQueue = queue;
        this.registerOutputs({ deadLetterQueueUrl: queue.url });
    }
}
