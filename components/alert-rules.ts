import { EventRule, EventTarget } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { CoverageService } from "../findings/coverage";
import { alarmMessage, coverageLostMessage, findingMessage, type Message } from "../findings/messages";
import { alarmPattern, coverageLostPatterns, type EventPattern, findingPattern } from "../findings/patterns";
import { type Service, serviceFacts, serviceKeys } from "../findings/services";
import { type Band, bandsBelow, severitiesFrom, type Severity, type Thresholds } from "../findings/severity";
import type { AlertTopic } from "./alert-topic";
import { DeadLetterQueue } from "./dead-letter-queue";
import type { EventsTopic } from "./events-topic";
import { retryPolicy } from "./delivery";
import type { FindingsBus } from "./findings-bus";
import { keepsName, physicalName } from "./names";
import type { Notifier } from "./notifier";
import { tagsOf } from "./tags";

export interface AlertRulesArgs {
    readonly region: string;
    readonly bus: FindingsBus;
    readonly topic: AlertTopic;
    /** The lowest severity of each service that is worth an alert. */
    readonly minimumSeverity: Thresholds;
    /** Those who are told of lower ones, too, by the notifier alone. */
    readonly routes: readonly { readonly minimumSeverity: Thresholds }[];
    /** What machines get of each service, as it is. */
    readonly events?: { readonly minimumSeverity: Thresholds } | undefined;
    /** @default - no machine gets any */
    readonly eventsTopic?: EventsTopic | undefined;
    /** @default - there are no routes */
    readonly notifier?: Notifier | undefined;
    /** The services whose lost coverage is worth an alert. */
    readonly coverage: readonly CoverageService[];
}

/** A rule on the findings bus that turns events into alerts. */
export interface AlertRule {
    /** Last part of the rule's resource name, for example `guardduty-high`. */
    readonly key: string;
    /** What it reports, for example "GuardDuty HIGH". */
    readonly title: string;
    /** What takes them, for example "alert topic". */
    readonly taker: string;
    readonly ruleName: pulumi.Output<string>;
    /** @default - it is not for the findings of one band that people are told of */
    readonly band?: Band | undefined;
}

/**
 * Turns what arrives on the findings bus into alerts: one rule for each service and severity band, so that the message
 * can say the severity in a word, one for the lost coverage of each service, and one for the alarms of other Regions.
 * What only routes want goes past the alert topic, whose receivers have not asked for it. An alert that is not taken lands
 * in the dead-letter queue.
 */
export class AlertRules extends pulumi.ComponentResource {
    public readonly rules: readonly AlertRule[];
    public readonly deadLetterQueue: DeadLetterQueue;

    constructor(name: string, args: AlertRulesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:AlertRules", name, {}, opts);
        const { region, bus } = args;
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
        for (const { key, rule, message, target } of alerts) {
            new EventTarget(
                `${name}-${key}`,
                {
                    region,
                    eventBusName: busName,
                    rule: rule.name,
                    arn: target.arn,
                    inputTransformer: message && { ...message, inputPaths: { ...message.inputPaths } },
                    retryPolicy,
                    deadLetterConfig: { arn: queue.arn },
                },
                // No event may find its target or the way to the dead letters closed.
                { parent: this, dependsOn: [target.resource, queue] },
            );
        }

        this.rules = alerts.map(({ key, title, band, target, rule }) => ({
            ...{ key, title, band },
            taker: target.taker,
            ruleName: rule.name,
        }));
        this.deadLetterQueue = queue;
        this.registerOutputs({ deadLetterQueueUrl: queue.url });
    }
}

interface Alert {
    readonly key: string;
    readonly title: string;
    readonly target: Target;
    /** @default - none, or several */
    readonly band?: Band;
    readonly pattern: EventPattern;
    /** @default - the event, as it is */
    readonly message?: Message;
}

/** GuardDuty's has the name that the one rule for both had. */
const coverageKeys = { guardDuty: "coverage", inspector: "coverage-inspector" } as const satisfies Record<
    CoverageService,
    string
>;

interface Target {
    readonly taker: string;
    readonly arn: pulumi.Input<string>;
    readonly resource: pulumi.Resource;
}

function alertsFrom({
    minimumSeverity,
    coverage,
    routes,
    events,
    topic,
    notifier,
    eventsTopic,
}: AlertRulesArgs): Alert[] {
    const toTopic: Target = { taker: "alert topic", arn: topic.topicArn, resource: topic };
    const finding = (service: Service, severity: Severity) => ({
        key: `${service}-${severity}`.toLowerCase(),
        title: `${serviceFacts[service].name} ${severity}`,
        band: { service, severity },
        pattern: findingPattern(service, severity),
        message: findingMessage(service, severity),
        target: toTopic,
    });
    return [
        ...serviceKeys.flatMap((service) =>
            severitiesFrom(service, minimumSeverity[service]).map((severity) => finding(service, severity)),
        ),
        ...coverage.map((service) => ({
            key: coverageKeys[service],
            title: `lost coverage of ${serviceFacts[service].name}`,
            pattern: coverageLostPatterns[service],
            message: coverageLostMessage(service),
            target: toTopic,
        })),
        {
            key: "alarms",
            title: "alarms of other Regions",
            pattern: alarmPattern,
            message: alarmMessage,
            target: toTopic,
        },
        ...(notifier === undefined ? [] : forRoutes(notifier)),
        ...(events && eventsTopic ? forMachines(events.minimumSeverity, eventsTopic) : []),
    ];

    function forRoutes(resource: Notifier): Alert[] {
        const target = { taker: "notifier's queue", arn: resource.queueArn, resource };
        const thresholds = routes.map((route) => route.minimumSeverity);
        return bandsBelow(minimumSeverity, thresholds).map(({ service, severity }) => {
            const { key, title, ...alert } = finding(service, severity);
            return { ...alert, key: `routes-${key}`, title: `${title}, for routes`, target };
        });
    }
}

/** One rule a service: a machine reads the severity in the event. */
function forMachines(minimumSeverity: Thresholds, resource: EventsTopic): Alert[] {
    const target = { taker: "events topic", arn: resource.topicArn, resource };
    return serviceKeys
        .filter((service) => minimumSeverity[service] !== "OFF")
        .map((service) => ({
            key: `events-${service}`.toLowerCase(),
            title: `${serviceFacts[service].name}, for machines`,
            pattern: findingPattern(service, ...severitiesFrom(service, minimumSeverity[service])),
            target,
        }));
}
