import assert from "node:assert/strict";
import { AlertHealth } from "../../components/alert-health";
import { AlertRules } from "../../components/alert-rules";
import { EventsTopic } from "../../components/events-topic";
import { findingPattern } from "../../findings/patterns";
import { queuePolicy } from "../../policies/queue";
import { eventsTopicPolicy } from "../../policies/topics";
import { policyOf } from "../support/policies";
import { record, type Recorded, type RecordedResource } from "../support/record";
import { account, home, newBus, newCounts, newHeartbeats, newStream, newTopic } from "../support/upstream";

const tags = (component: string) => ({ Project: "vigil", Stack: "test", Component: component });
const arnOf = ({ outputs }: RecordedResource) => String(outputs.arn);

const url = "https://siem.example.com/s3cr3t";
const queues = ["arn:aws:sqs:eu-west-1:123456789012:siem"];
const functions = ["arn:aws:lambda:eu-west-1:123456789012:function:tickets"];
const minimumSeverity = { guardDuty: "MEDIUM", macie: "OFF", inspector: "CRITICAL" } as const;

describe("EventsTopic", () => {
    let recorded: Recorded;

    before(async () => {
        recorded = await record(() => {
            const [bus, topic] = [newBus(), newTopic()];
            const { keyArn } = topic;
            const receivers = { https: [url], queues, functions };
            const eventsTopic = new EventsTopic("events", { region: home, account, keyArn, ...receivers });
            const off = { guardDuty: "OFF", macie: "OFF", inspector: "OFF" } as const;
            const of = { bus, topic, eventsTopic, minimumSeverity: off, coverage: [], routes: [] };
            const rules = new AlertRules("alerts", { region: home, ...of, events: { minimumSeverity } });
            const parts = {
                bus,
                topic,
                rules,
                counts: newCounts(bus, rules),
                events: eventsTopic,
                relays: [],
                heartbeats: newHeartbeats(bus, topic),
                stream: newStream(bus, topic),
            };
            new AlertHealth("health", { region: home, ...parts });
            return { arn: eventsTopic.topicArn, unconfirmed: eventsTopic.unconfirmedHttps };
        });
    });

    it("is a topic under the alert key, with a dead-letter queue and what its receivers need", () => {
        assert.deepEqual(recorded.childrenOf("events"), [
            `aws:lambda/permission:Permission events-${functions[0]!}`,
            "aws:sns/topic:Topic events",
            "aws:sns/topicPolicy:TopicPolicy events",
            `aws:sns/topicSubscription:TopicSubscription events-${functions[0]!}`,
            `aws:sns/topicSubscription:TopicSubscription events-${queues[0]!}`,
            "aws:sns/topicSubscription:TopicSubscription events-https-677be00a",
            "aws:sqs/queue:Queue events-dead-letters",
            "aws:sqs/queuePolicy:QueuePolicy events-dead-letters",
            "vigil:index:DeadLetterQueue events-dead-letters",
        ]);
        const topic = recorded.one("aws:sns/topic:Topic", "events");
        assert.deepEqual(topic.inputs, {
            region: home,
            name: "vigil-test-events",
            displayName: "Vigil events",
            kmsMasterKeyId: arnOf(recorded.one("aws:kms/key:Key", "topic")),
            tags: tags("EventsTopic"),
        });
        assert.deepEqual(
            policyOf(recorded.one("aws:sns/topicPolicy:TopicPolicy", "events")),
            eventsTopicPolicy({ account, topicArn: arnOf(topic) }),
        );
        const queue = recorded.one("aws:sqs/queue:Queue", "events-dead-letters");
        assert.deepEqual(
            policyOf(recorded.one("aws:sqs/queuePolicy:QueuePolicy", "events-dead-letters")),
            queuePolicy({ queueArn: arnOf(queue), sender: "topic", sourceArns: [arnOf(topic)] }),
        );
        assert.deepEqual(recorded.outputs, { arn: arnOf(topic), unconfirmed: [] });
    });

    it("delivers the event itself to endpoints and queues, and to functions in SNS's envelope", () => {
        const topic = arnOf(recorded.one("aws:sns/topic:Topic", "events"));
        const deadLetters = arnOf(recorded.one("aws:sqs/queue:Queue", "events-dead-letters"));
        const subscription = (name: string) => {
            const made = recorded.one("aws:sns/topicSubscription:TopicSubscription", `events-${name}`);
            const waits = recorded.dependenciesOf(made);
            assert.ok(waits.includes("aws:sqs/queuePolicy:QueuePolicy events-dead-letters"), waits.join());
            return { ...made, inputs: { ...made.inputs, redrivePolicy: policyOf(made, "redrivePolicy") } };
        };
        const to = { region: home, topic, redrivePolicy: { deadLetterTargetArn: deadLetters } };
        const raw = { ...to, rawMessageDelivery: true };
        const endpoint = subscription("https-677be00a");
        assert.deepEqual(endpoint.inputs, { ...raw, protocol: "https", endpoint: url });
        assert.deepEqual(endpoint.secretInputs, ["endpoint"]);
        assert.deepEqual(subscription(queues[0]!).inputs, { ...raw, protocol: "sqs", endpoint: queues[0] });
        const called = subscription(functions[0]!);
        assert.deepEqual(called.inputs, { ...to, protocol: "lambda", endpoint: functions[0] });
        const permission = recorded.one("aws:lambda/permission:Permission");
        assert.deepEqual(permission.inputs, {
            region: home,
            statementId: "vigil-test-events",
            action: "lambda:InvokeFunction",
            function: functions[0],
            principal: "sns.amazonaws.com",
            sourceArn: topic,
        });
        assert.ok(recorded.dependenciesOf(called).includes(`${permission.type} ${permission.name}`));
    });

    it("gets the findings of a service by one rule, as they are", () => {
        const rules = recorded
            .all("aws:cloudwatch/eventRule:EventRule")
            .filter(({ name }) => name.includes("-events-"));
        assert.deepEqual(
            rules.map((rule) => ({ ...rule.inputs, eventPattern: policyOf(rule, "eventPattern") })),
            [
                ["guardduty", "GuardDuty", findingPattern("guardDuty", "MEDIUM", "HIGH", "CRITICAL")] as const,
                ["inspector", "Inspector", findingPattern("inspector", "CRITICAL")] as const,
            ].map(([key, service, eventPattern]) => ({
                region: home,
                name: `vigil-test-alerts-events-${key}`,
                eventBusName: "vigil-test-bus",
                description: `Alerts: ${service}, for machines.`,
                eventPattern,
                tags: tags("AlertRules"),
            })),
        );
        const target = recorded.one("aws:cloudwatch/eventTarget:EventTarget", "alerts-events-guardduty");
        assert.deepEqual(target.inputs, {
            region: home,
            eventBusName: "vigil-test-bus",
            rule: "vigil-test-alerts-events-guardduty",
            arn: arnOf(recorded.one("aws:sns/topic:Topic", "events")),
            retryPolicy: { maximumEventAgeInSeconds: 86400, maximumRetryAttempts: 185 },
            deadLetterConfig: { arn: arnOf(recorded.one("aws:sqs/queue:Queue", "alerts-dead-letters")) },
        });
        assert.ok(recorded.dependenciesOf(target).includes("aws:sns/topicPolicy:TopicPolicy events"));
    });

    it("is watched: what the topic refuses, and what a receiver does not take", () => {
        const alarm = (name: string) => recorded.one("aws:cloudwatch/metricAlarm:MetricAlarm", name).inputs;
        assert.equal(
            alarm("health-events-guardduty-failed-invocations").alarmDescription,
            "The events topic refused alerts of the rule for GuardDuty, for machines.",
        );
        const { alarmDescription, dimensions, alarmActions } = alarm("health-events-dead-letters");
        assert.equal(
            alarmDescription,
            "Events that a machine did not take wait in the dead-letter queue of the events topic.",
        );
        assert.deepEqual(dimensions, { QueueName: "vigil-test-events-dead-letters" });
        assert.deepEqual(alarmActions, [arnOf(recorded.one("aws:sns/topic:Topic", "topic"))]);
        const { dashboardBody } = recorded.one("aws:cloudwatch/dashboard:Dashboard").inputs;
        assert.match(String(dashboardBody), /"vigil-test-events-dead-letters",\{"label":"events"/);
    });
});
