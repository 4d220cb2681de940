import { replace, set, without } from "../edits";
import type { Fault } from "./fault";

const us = "us-east-1";
const depthAlarm = ["alarm", "alert-health-dead-letters"] as const;
const ruleAlarm = ["alarm", "alert-health-macie-high-failed"] as const;

/** What becomes of events that are refused, and of the alarms about them. */
export const deadLetterFaults: readonly Fault[] = [
    {
        when: "a relay has no dead-letter queue",
        blames: ["dead-letter queue: EventTarget relay-us-east-1"],
        edit: set(["target", `relay-${us}`], { deadLetterConfig: undefined }),
    },
    {
        when: "an alert has no dead-letter queue",
        blames: ["dead-letter queue: EventTarget alerts-macie-high"],
        edit: set(["target", "alerts-macie-high"], { deadLetterConfig: undefined }),
    },
    {
        when: "the target of the alarms of other Regions has no dead-letter queue",
        blames: ["dead-letter queue: EventTarget alerts-alarms"],
        edit: set(["target", "alerts-alarms"], { deadLetterConfig: undefined }),
    },
    {
        when: "a dead-letter queue has no policy",
        blames: ["dead-letter queue: Queue relay-us-east-1-dead-letters"],
        edit: without("queuePolicy", `relay-${us}`),
    },
    {
        when: "a dead-letter queue takes the events of another rule",
        blames: ["dead-letter queue: QueuePolicy relay-us-east-1-dead-letters"],
        edit: replace(["queuePolicy", `relay-${us}`], ":rule/vigil-test-relay", ":rule/relay"),
    },
    {
        when: "the alerts' dead-letter queue forgets one of the rules",
        blames: ["dead-letter queue: QueuePolicy alerts-dead-letters"],
        edit: replace(["queuePolicy", "alerts"], "vigil-test-alerts-coverage", "vigil-test-alerts-other"),
    },
    {
        when: "a dead-letter queue's policy is about another queue",
        blames: ["dead-letter queue: QueuePolicy relay-us-east-1-dead-letters"],
        edit: replace(
            ["queuePolicy", `relay-${us}`],
            `"Resource":"arn:aws:sqs:${us}`,
            `"Resource":"arn:aws:sqs:us-west-2`,
        ),
    },
    {
        when: "a dead-letter queue is missing",
        blames: [
            "dead-letter queue: EventTarget alerts-alarms",
            "dead-letter queue: EventTarget alerts-coverage",
            "dead-letter queue: EventTarget alerts-coverage-inspector",
            "dead-letter queue: EventTarget alerts-guardduty-critical",
            "dead-letter queue: EventTarget alerts-guardduty-high",
            "dead-letter queue: EventTarget alerts-inspector-critical",
            "dead-letter queue: EventTarget alerts-macie-high",
        ],
        edit: without("queue", "alerts"),
    },
    {
        when: "a dead-letter queue is in another Region than its rule",
        blames: ["dead-letter queue: Queue relay-us-east-1-dead-letters"],
        edit: set(["queue", `relay-${us}`], { region: "us-west-2" }),
    },
    {
        when: "a dead-letter queue is encrypted under AWS's own key for SQS",
        blames: ["dead-letter queue: Queue relay-us-east-1-dead-letters"],
        edit: set(["queue", `relay-${us}`], { kmsMasterKeyId: "alias/aws/sqs" }),
    },
    {
        when: "a dead-letter queue is a FIFO queue",
        blames: ["dead-letter queue: Queue relay-us-east-1-dead-letters"],
        edit: set(["queue", `relay-${us}`], { name: "relay.fifo" }),
    },
    {
        when: "no alarm watches the alerts' dead letters",
        blames: ["alarm action: Queue alerts-dead-letters"],
        edit: without(...depthAlarm),
    },
    {
        when: "the alarm watches another queue",
        blames: ["alarm action: MetricAlarm alert-health-dead-letters"],
        edit: set(depthAlarm, { dimensions: { QueueName: "another" } }),
    },
    {
        when: "the alarm counts the messages that were taken out",
        blames: ["alarm action: MetricAlarm alert-health-dead-letters"],
        edit: set(depthAlarm, { metricName: "NumberOfMessagesReceived" }),
    },
    {
        when: "the alarm goes off at the hundredth dead letter",
        blames: ["alarm action: MetricAlarm alert-health-dead-letters"],
        edit: set(depthAlarm, { threshold: 99 }),
    },
    {
        when: "the alarm goes off at the second dead letter",
        blames: ["alarm action: MetricAlarm alert-health-dead-letters"],
        edit: set(depthAlarm, { comparisonOperator: "GreaterThanThreshold", threshold: 1 }),
    },
    {
        when: "the alarm goes off when there are no dead letters",
        blames: ["alarm action: MetricAlarm alert-health-dead-letters"],
        edit: set(depthAlarm, { comparisonOperator: "LessThanThreshold", threshold: 1 }),
    },
    {
        when: "the alarm needs a whole day of data points",
        blames: ["alarm action: MetricAlarm alert-health-dead-letters"],
        edit: set(depthAlarm, { evaluationPeriods: 288 }),
    },
    {
        when: "the alarm looks at a whole day at a time",
        blames: ["alarm action: MetricAlarm alert-health-dead-letters"],
        edit: set(depthAlarm, { period: 86_400 }),
    },
    {
        when: "the alarm needs two of three data points",
        blames: ["alarm action: MetricAlarm alert-health-dead-letters"],
        edit: set(depthAlarm, { evaluationPeriods: 3, datapointsToAlarm: 2 }),
    },
    {
        when: "the alarm takes the least of its data points",
        blames: ["alarm action: MetricAlarm alert-health-dead-letters"],
        edit: set(depthAlarm, { statistic: "Minimum" }),
    },
    {
        when: "the alarm counts missing data as breaching",
        blames: ["alarm action: MetricAlarm alert-health-dead-letters"],
        edit: set(depthAlarm, { treatMissingData: "breaching" }),
    },
    {
        when: "an alarm on a rule needs a whole day of data points",
        blames: ["alarm action: MetricAlarm alert-health-macie-high-failed-invocations"],
        edit: set(ruleAlarm, { evaluationPeriods: 288 }),
    },
    {
        when: "an alarm on a rule looks in another namespace",
        blames: ["alarm action: MetricAlarm alert-health-macie-high-failed-invocations"],
        edit: set(ruleAlarm, { namespace: "AWS/EventBridge" }),
    },
    {
        when: "an alarm on a rule of the findings bus looks at the default bus",
        blames: ["alarm action: MetricAlarm alert-health-macie-high-failed-invocations"],
        edit: replace(ruleAlarm, `"EventBusName"`, `"Bus"`),
    },
    {
        when: "an alarm at home travels over the relay, too, so that it is mailed twice",
        blames: ["relay rule: EventRule relay-eu-west-1"],
        edit: replace(
            ["rule", "relay-eu-west-1"],
            `{"$or":[`,
            `{"$or":[{"source":["aws.cloudwatch"],"detail":{"state":{"value":["ALARM"]}}},`,
        ),
    },
    {
        when: "the alarm watches a queue of the same name in another Region",
        blames: ["alarm action: MetricAlarm alert-health-dead-letters"],
        edit: set(depthAlarm, { region: "us-west-2" }),
    },
    {
        when: "the alarm tells a topic of another Region",
        blames: ["alarm action: MetricAlarm alert-health-dead-letters"],
        edit: set(depthAlarm, { alarmActions: ["arn:aws:sns:us-east-1:123456789012:alerts"] }),
    },
    {
        when: "the alarm's actions are off, and the home relay does not carry it either",
        blames: ["alarm action: MetricAlarm alert-health-dead-letters"],
        edit: set(depthAlarm, { actionsEnabled: false }),
    },
];
