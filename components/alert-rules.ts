import { EventRule, EventTarget } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { CoverageService } from "../findings/coverage";
import { alarmMessage, coverageLostMessage, findingMessage, type Message } from "../findings/messages";
import { alarmPattern, coverageLostPatterns, type EventPattern, findingPattern } from "../findings/patterns";
import { type Service, serviceFacts, serviceKeys } from "../findings/services";
import { severitiesFrom, type Threshold } from "../findings/severity";
import type { AlertTopic } from "./alert-topic";
import { DeadLetterQueue } from "./dead-letter-queue";
import { retryPolicy } from "./delivery";
import type { FindingsBus } from "./findings-bus";
import { keepsName, physicalName } from "./names";
import { tagsOf } from "./tags";

export interface AlertRulesArgs {
    readonly region: string;
    readonly bus: FindingsBus;
    readonly topic: AlertTopic;
    /** The lowest severity of each service that is worth an alert. */
    readonly minimumSeverity: Readonly<Record<Service, Threshold>>;
    /** The services whose lost coverage is worth an alert. */
    readonly coverage: readonly CoverageService[];
}

/** A rule on the findings bus that turns events into alerts. */
export interface AlertRule {
    /** Last part of the rule's resource name, for example `guardduty-high`. */
    readonly key: string;
    /** What it reports, for example "GuardDuty HIGH". */
    readonly title: string;
    readonly ruleName: pulumi.Output<string>;
}

/**
 * Turns what arrives on the findings bus into alerts: one rule for each service and severity band, so that the message
 * can say the severity in a word, one for the lost coverage of each service, and one for the alarms of other Regions.
 * An alert that the topic does not take lands in the dead-letter queue.
 */
export class AlertRules extends pulumi.ComponentResource {
    public readonly rules: readonly AlertRule[];
    public readonly deadLetterQueue: DeadLetterQueue;

    constructor(name: string, args: AlertRulesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:AlertRules", name, {}, opts);
        const { region, bus, topic } = args;
        const { busName } = bus;
        const tags = tagsOf("AlertRules");

        const alerts = alertsFrom(args).map((alert) => ({
            ...alert,
            rule: new EventRule(
                `${name}-${alert.key}`,
                {
                    region,
                    name: physicalName("rule", `${name}-${alert.key}`),
                    eventBusName: busName,
                    description: `Alerts: ${alert.title}.`,
                    eventPattern: JSON.stringify(alert.pattern),
                    tags,
                },
                keepsName(this),
            ),
        }));
        const queue = new DeadLetterQueue(
            `${name}-dead-letters`,
            { region, sender: "rules", sourceArns: alerts.map(({ rule }) => rule.arn), tags },
            { parent: this },
        );
        for (const { key, rule, message } of alerts) {
            new EventTarget(
                `${name}-${key}`,
                {
                    region,
                    eventBusName: busName,
                    rule: rule.name,
                    arn: topic.topicArn,
                    inputTransformer: { inputPaths: { ...message.inputPaths }, inputTemplate: message.inputTemplate },
                    retryPolicy,
                    deadLetterConfig: { arn: queue.arn },
                },
                // No event may find the topic or the way to the dead letters closed.
                { parent: this, dependsOn: [topic, queue] },
            );
        }

        this.rules = alerts.map(({ key, title, rule }) => ({ key, title, ruleName: rule.name }));
        this.deadLetterQueue = queue;
        this.registerOutputs({ deadLetterQueueUrl: queue.url });
    }
}

interface Alert {
    readonly key: string;
    readonly title: string;
    readonly pattern: EventPattern;
    readonly message: Message;
}

/** GuardDuty's has the name that the one rule for both had. */
const coverageKeys = { guardDuty: "coverage", inspector: "coverage-inspector" } as const satisfies Record<
    CoverageService,
    string
>;

function alertsFrom({ minimumSeverity, coverage }: AlertRulesArgs): Alert[] {
    const findings = serviceKeys.flatMap((service) =>
        severitiesFrom(service, minimumSeverity[service]).map((severity) => ({
            key: `${service}-${severity}`.toLowerCase(),
            title: `${serviceFacts[service].name} ${severity}`,
            pattern: findingPattern(service, severity),
            message: findingMessage(service, severity),
        })),
    );
    return [
        ...findings,
        ...coverage.map((service) => ({
            key: coverageKeys[service],
            title: `lost coverage of ${serviceFacts[service].name}`,
            pattern: coverageLostPatterns[service],
            message: coverageLostMessage(service),
        })),
        { key: "alarms", title: "alarms of other Regions", pattern: alarmPattern, message: alarmMessage },
    ];
}
