import { Dashboard } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { alarmWhenAbove } from "./alarm";
import type { AlertRules } from "./alert-rules";
import type { AlertTopic } from "./alert-topic";
import { dashboardBody } from "./dashboard";
import type { FindingsBus } from "./findings-bus";
import { failedInvocations, invocationsSentToDlq, queueDepth } from "./metrics";
import { physicalName } from "./names";
import { alarmTopics, type Notifier } from "./notifier";
import type { RegionalRelay } from "./regional-relay";
import { tagsOf } from "./tags";

export interface AlertHealthArgs {
    /** The home Region, where rules, queue and topic are. */
    readonly region: string;
    readonly bus: FindingsBus;
    readonly topic: AlertTopic;
    readonly rules: AlertRules;
    /** @default - the mailboxes are on the alert topic */
    readonly notifier?: Notifier | undefined;
    /** The relays of all Regions, for the dashboard; each has alarms of its own. */
    readonly relays: readonly RegionalRelay[];
}

/** Watches the watchers: alarms on every alert that could not be sent, and a dashboard of the whole way. */
export class AlertHealth extends pulumi.ComponentResource {
    public readonly dashboardUrl: string;

    constructor(name: string, args: AlertHealthArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:AlertHealth", name, {}, opts);
        const { region, bus, topic, rules, notifier } = args;
        const { busName } = bus;
        const alarm = { region, tells: alarmTopics(topic, notifier), tags: tagsOf("AlertHealth") };

        for (const { key, title, ruleName } of rules.rules) {
            alarmWhenAbove(
                `${name}-${key}-failed-invocations`,
                {
                    ...alarm,
                    description: `The alert topic refused alerts of the rule for ${title}.`,
                    metric: failedInvocations({ busName, ruleName }),
                },
                { parent: this },
            );
            alarmWhenAbove(
                `${name}-${key}-sent-to-dead-letters`,
                {
                    ...alarm,
                    description: `Alerts of the rule for ${title} were not sent; they went to the dead-letter queue.`,
                    metric: invocationsSentToDlq({ busName, ruleName }),
                },
                { parent: this },
            );
        }
        alarmWhenAbove(
            `${name}-dead-letters`,
            {
                ...alarm,
                // What keeps alerts from their topic would keep this from it, too.
                tells: notifier?.tells ?? alarm.tells,
                description: "Alerts that were not sent wait in the dead-letter queue.",
                metric: queueDepth(rules.deadLetterQueue.queueName),
            },
            { parent: this },
        );
        if (topic.deadLetterQueue !== undefined) {
            alarmWhenAbove(
                `${name}-endpoint-dead-letters`,
                {
                    ...alarm,
                    description: "Alerts that an HTTPS endpoint did not take wait in the topic's dead-letter queue.",
                    metric: queueDepth(topic.deadLetterQueue.queueName),
                },
                { parent: this },
            );
        }

        const dashboardName = physicalName("dashboard", "alerts");
        new Dashboard(
            name,
            {
                region,
                dashboardName,
                dashboardBody: pulumi.jsonStringify(dashboardBody(args)),
            },
            { parent: this },
        );

        this.dashboardUrl = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName}`;
        this.registerOutputs({ dashboardUrl: this.dashboardUrl });
    }
}
