import { Dashboard } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { type AlarmTopics, alarmWhenAbove } from "./alarm";
import { dashboardBody, type DashboardFacts } from "./dashboard";
import { type LossAlarm, lossAlarms } from "./delivery";
import { queueDepth } from "./metrics";
import { physicalName } from "./names";
import { alarmTopics } from "./notifier";
import { tagsOf } from "./tags";

/** Watches the watchers: alarms on every alert that could not be sent, and a dashboard of the whole way. */
export class AlertHealth extends pulumi.ComponentResource {
    public readonly dashboardUrl: string;

    constructor(name: string, args: DashboardFacts, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:AlertHealth", name, {}, opts);
        const { region, bus, topic, rules, notifier, events } = args;
        const { busName } = bus;
        const tags = tagsOf("AlertHealth");
        const toAlerts = alarmTopics(topic, notifier);
        const alarms: [...LossAlarm, tells?: AlarmTopics][] = [
            ...rules.rules.flatMap(({ key, title, taker, ruleName }) =>
                lossAlarms(
                    key,
                    { busName, ruleName },
                    {
                        refused: `The ${taker} refused alerts of the rule for ${title}.`,
                        gaveUp: `Alerts of the rule for ${title} were not sent; they went to the dead-letter queue.`,
                    },
                ),
            ),
            [
                "dead-letters",
                "Alerts that were not sent wait in the dead-letter queue.",
                queueDepth(rules.deadLetterQueue.queueName),
                // What keeps alerts from their topic would keep this from it, too.
                notifier?.tells,
            ],
        ];
        if (topic.deadLetterQueue !== undefined) {
            alarms.push([
                "endpoint-dead-letters",
                "Alerts that an HTTPS endpoint did not take wait in the topic's dead-letter queue.",
                queueDepth(topic.deadLetterQueue.queueName),
            ]);
        }
        if (events !== undefined) {
            alarms.push([
                "events-dead-letters",
                "Events that a machine did not take wait in the dead-letter queue of the events topic.",
                queueDepth(events.deadLetterQueue.queueName),
            ]);
        }
        for (const [key, description, metric, tells = toAlerts] of alarms)
            alarmWhenAbove(`${name}-${key}`, { region, description, metric, tells, tags }, { parent: this });

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
