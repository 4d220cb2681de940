import type { AlertRules } from "./alert-rules";
import type { AlertTopic } from "./alert-topic";
import type { FindingsBus } from "./findings-bus";
import {
    deliveries,
    failedInvocations,
    functionMetric,
    invocations,
    invocationsSentToDlq,
    type Metric,
    oldestMessage,
    queueDepth,
} from "./metrics";
import type { Notifier } from "./notifier";
import type { RegionalRelay } from "./regional-relay";

export interface DashboardFacts {
    /** The home Region. */
    readonly region: string;
    readonly bus: FindingsBus;
    readonly topic: AlertTopic;
    readonly rules: AlertRules;
    readonly notifier?: Notifier | undefined;
    readonly relays: readonly RegionalRelay[];
}

interface Line {
    readonly label: string;
    readonly region: string;
    readonly metric: Metric;
}

/**
 * Body of the CloudWatch dashboard: alerts by service and severity, findings by Region, what failed, and what waits in
 * the dead-letter queues (Amazon CloudWatch API Reference, "Dashboard Body Structure and Syntax").
 */
export function dashboardBody(facts: DashboardFacts) {
    const { region, topic, notifier, rules, relays } = facts;
    const { busName } = facts.bus;
    const onRules = (metric: typeof invocations): Line[] =>
        rules.rules.map(({ title, ruleName }) => ({ label: title, region, metric: metric({ busName, ruleName }) }));
    const onRelays = (metric: typeof invocations): Line[] =>
        relays.map((relay) => ({
            label: relay.region,
            region: relay.region,
            metric: metric({ ruleName: relay.ruleName }),
        }));
    const deadLetters = [
        { label: "alerts", region, metric: queueDepth(rules.deadLetterQueue.queueName) },
        ...(topic.deadLetterQueue === undefined
            ? []
            : [{ label: "endpoints", region, metric: queueDepth(topic.deadLetterQueue.queueName) }]),
        ...(notifier === undefined
            ? []
            : [{ label: "notifier", region, metric: queueDepth(notifier.deadLetterQueue.queueName) }]),
        ...relays.map((relay) => ({
            label: relay.region,
            region: relay.region,
            metric: queueDepth(relay.deadLetterQueue.queueName),
        })),
    ];
    const unsent = [...onRules(failedInvocations), ...onRules(invocationsSentToDlq)];
    const unrelayed = [...onRelays(failedInvocations), ...onRelays(invocationsSentToDlq)];
    const topics = [
        { label: "alert topic", topicName: topic.topicName },
        ...(notifier === undefined ? [] : [{ label: "mail topic", topicName: notifier.mailTopic.topicName }]),
    ];
    const delivered = topics.flatMap(({ label, topicName }) => [
        { label: `${label}, delivered`, region, metric: deliveries("Delivered", topicName) },
        { label: `${label}, failed`, region, metric: deliveries("Failed", topicName) },
    ]);
    const mailing =
        notifier === undefined
            ? []
            : [
                  { label: "seconds that the oldest alert waits", region, metric: oldestMessage(notifier.queueName) },
                  { label: "errors", region, metric: functionMetric("Errors", notifier.functionName) },
              ];
    const graphs: [title: string, lines: Line[]][] = [
        ["Alerts by service and severity", onRules(invocations)],
        ["Events by Region", onRelays(invocations)],
        ["Alerts that were not sent", unsent],
        ["Events that were not relayed", unrelayed],
        ["Waiting in dead-letter queues", deadLetters],
        ["Deliveries of the topics", delivered],
        ...(mailing.length > 0 ? [["The notifier", mailing] satisfies [string, Line[]]] : []),
    ];
    return { widgets: graphs.map(([title, lines], index) => widget(region, title, lines, index)) };
}

/** Two graphs in a row, half of the dashboard's 24 columns each. */
function widget(region: string, title: string, lines: readonly Line[], index: number) {
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
        },
    };
}

function row({ label, region, metric }: Line) {
    const dimensions = Object.entries(metric.dimensions).flat();
    return [metric.namespace, metric.metricName, ...dimensions, { label, region, stat: metric.statistic }];
}
