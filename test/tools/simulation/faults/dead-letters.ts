import { replace, set, without } from "../edits";
import type { Fault } from "./fault";

const us = "us-east-1";
const depthAlarm = ["alarm", "alert-health-dead-letters"] as const;

/** What becomes of events that are refused, and of the alarms about them. */
export const deadLetterFaults: readonly Fault[] = [
    {
        when: "a relay has no dead-letter queue",
        blames: ["dead-letter queue"],
        edit: set(["target", `relay-${us}`], { deadLetterConfig: undefined }),
    },
    {
        when: "an alert has no dead-letter queue",
        blames: ["dead-letter queue"],
        edit: set(["target", "alerts-macie-high"], { deadLetterConfig: undefined }),
    },
    {
        when: "the target of the alarms of other Regions has no dead-letter queue",
        blames: ["dead-letter queue"],
        edit: set(["target", "alerts-alarms"], { deadLetterConfig: undefined }),
    },
    {
        when: "a dead-letter queue has no policy",
        blames: ["dead-letter queue"],
        edit: without("queuePolicy", `relay-${us}`),
    },
    {
        when: "a dead-letter queue takes the events of another rule",
        blames: ["dead-letter queue"],
        edit: replace(["queuePolicy", `relay-${us}`], ":rule/vigil-test-relay", ":rule/relay"),
    },
    {
        when: "the alerts' dead-letter queue forgets one of the rules",
        blames: ["dead-letter queue"],
        edit: replace(["queuePolicy", "alerts"], "vigil-test-alerts-coverage", "vigil-test-alerts-other"),
    },
    {
        when: "a dead-letter queue's policy is about another queue",
        blames: ["dead-letter queue"],
        edit: replace(
            ["queuePolicy", `relay-${us}`],
            `"Resource":"arn:aws:sqs:${us}`,
            `"Resource":"arn:aws:sqs:us-west-2`,
        ),
    },
    {
        when: "a dead-letter queue is missing",
        blames: ["dead-letter queue"],
        edit: without("queue", "alerts"),
    },
    {
        when: "a dead-letter queue is in another Region than its rule",
        blames: ["dead-letter queue"],
        edit: set(["queue", `relay-${us}`], { region: "us-west-2" }),
    },
    {
        when: "a dead-letter queue is encrypted under AWS's own key for SQS",
        blames: ["dead-letter queue"],
        edit: set(["queue", `relay-${us}`], { kmsMasterKeyId: "alias/aws/sqs" }),
    },
    {
        when: "a dead-letter queue is a FIFO queue",
        blames: ["dead-letter queue"],
        edit: set(["queue", `relay-${us}`], { name: "relay.fifo" }),
    },
    {
        when: "no alarm watches the alerts' dead letters",
        blames: ["alarm action"],
        edit: without(...depthAlarm),
    },
    {
        when: "the alarm watches another queue",
        blames: ["alarm action"],
        edit: set(depthAlarm, { dimensions: { QueueName: "another" } }),
    },
    {
        when: "the alarm counts the messages that were taken out",
        blames: ["alarm action"],
        edit: set(depthAlarm, { metricName: "NumberOfMessagesReceived" }),
    },
    {
        when: "the alarm goes off at the hundredth dead letter",
        blames: ["alarm action"],
        edit: set(depthAlarm, { threshold: 99 }),
    },
    {
        when: "the alarm goes off at the second dead letter",
        blames: ["alarm action"],
        edit: set(depthAlarm, { comparisonOperator: "GreaterThanThreshold", threshold: 1 }),
    },
    {
        when: "the alarm goes off when there are no dead letters",
        blames: ["alarm action"],
        edit: set(depthAlarm, { comparisonOperator: "LessThanThreshold", threshold: 1 }),
    },
    {
        when: "the alarm watches a queue of the same name in another Region",
        blames: ["alarm action"],
        edit: set(depthAlarm, { region: "us-west-2" }),
    },
    {
        when: "the alarm tells a topic of another Region",
        blames: ["alarm action"],
        edit: set(depthAlarm, { alarmActions: ["arn:aws:sns:us-east-1:123456789012:alerts"] }),
    },
    {
        when: "the alarm's actions are off, and the home relay does not carry it either",
        blames: ["relay rule"],
        edit: set(depthAlarm, { actionsEnabled: false }),
    },
];
