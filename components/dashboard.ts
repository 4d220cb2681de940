import type * as pulumi from "@pulumi/pulumi";
import { deadLettersOf, type Way } from "./dead-letters";
import type { CountingRule, FindingCounts } from "./finding-counts";
import type { Heartbeats } from "./heartbeats";
import {
    dataFreshness,
    deliveries,
    failedInvocations,
    functionMetric,
    invocations,
    invocationsSentToDlq,
    matchedEvents,
    type Metric,
    oldestMessage,
    queueDepth,
} from "./metrics";

export interface DashboardFacts extends Way {
    readonly counts: FindingCounts;
    readonly heartbeats: Heartbeats;
}

interface Line {
    readonly label: string;
    readonly region: string;
    readonly metric: Metric;
}

/**
 * Body of the CloudWatch dashboard: alerts by service and severity, events by Region, all findings and those that nobody
 * is told of, what failed, what waits in the dead-letter queues and for the archive, and the heartbeats that came home (Amazon CloudWatch API Reference, "Dashboard Body Structure and Syntax").
 */
export function dashboardBody(facts: DashboardFacts) {
    const { region, topic, notifier, rules, counts, stream, relays, heartbeats } = facts;
    const { busName } = facts.bus;
    const line = (label: string, metric: Metric, where = region): Line => ({ label, region: where, metric });
    const matched = ({ title, ruleName }: CountingRule) => line(title, matchedEvents({ busName, ruleName }));
    const onRules = (metric: typeof invocations) =>
        rules.rules.map(({ title, ruleName }) => line(title, metric({ busName, ruleName })));
    const onRelays = (metric: typeof invocations) =>
        relays.map(({ region, ruleName }) => line(region, metric({ ruleName }), region));
    const delivered = (label: string, topicName: pulumi.Input<string>) => [
        line(`${label}, delivered`, deliveries("Delivered", topicName)),
        line(`${label}, failed`, deliveries("Failed", topicName)),
    ];
    const graphs: [title: string, lines: Line[], more?: object][] = [
        ["Alerts by service and severity", onRules(invocations)],
        ["Events by Region", onRelays(invocations)],
        ["Findings by service and severity", [...rules.rules, ...counts.rules].filter(({ band }) => band).map(matched)],
        ["Never mailed", counts.rules.map(matched)],
        ["Alerts that were not sent", [...onRules(failedInvocations), ...onRules(invocationsSentToDlq)]],
        ["Events that were not relayed", [...onRelays(failedInvocations), ...onRelays(invocationsSentToDlq)]],
        [
            "Waiting in dead-letter queues",
            deadLettersOf(facts).map(({ label, region, queue }) => line(label, queueDepth(queue.queueName), region)),
        ],
        [
            "Deliveries of the topics",
            [
                ...delivered("alert topic", topic.topicName),
                ...(notifier === undefined ? [] : delivered("mail topic", notifier.mailTopic.topicName)),
            ],
        ],
    ];
    if (notifier !== undefined) {
        graphs.push([
            "The notifier",
            [
                line("seconds that the oldest alert waits", oldestMessage(notifier.queueName)),
                line("errors", functionMetric("Errors", notifier.functionName)),
            ],
        ]);
    }
    graphs.push([
        "The findings stream",
        [line("seconds that the oldest finding waits for the archive", dataFreshness(stream.deliveryStreamName))],
    ]);
    const ofHeartbeats = { busName, ruleName: heartbeats.ruleName };
    const horizontal = [{ label: "while no Region is silent", value: heartbeats.perHour }];
    graphs.push([
        "Heartbeats in an hour",
        [line("came home", matchedEvents(ofHeartbeats))],
        { period: 3600, annotations: { horizontal } },
    ]);
    return { widgets: graphs.map(([title, lines, more], index) => widget(region, title, lines, index, more)) };
}

/** Two graphs in a row, half of the dashboard's 24 columns each. */
function widget(region: string, title: string, lines: readonly Line[], index: number, more?: object) {
    return {
        type: "metric",
        x: (index % 2) * 12,
        y: Math.floor(index / 2) * 7,
        width: 12,
        height: 7,
        properties: {
            title,
            region,
            view: "timeSeries",
            period: 300,
            yAxis: { left: { min: 0 } },
            metrics: lines.map(row),
            ...more,
        },
    };
}

function row({ label, region, metric }: Line) {
    const dimensions = Object.entries(metric.dimensions).flat();
    return [metric.namespace, metric.metricName, ...dimensions, { label, region, stat: metric.statistic }];
}
