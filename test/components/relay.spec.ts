import assert from "node:assert/strict";
import { RegionalRelay } from "../../components/regional-relay";
import { relayPattern } from "../../findings/patterns";
import { queuePolicy } from "../../policies/queue";
import { findingsBusPolicy } from "../../policies/findings-bus";
import { relayPermissions, relayTrustPolicy } from "../../policies/relay-role";
import { policyOf } from "../support/policies";
import { record } from "../support/record";
import { account, home, newBus, newTopic } from "../support/upstream";

const tags = (component: string) => ({ Project: "vigil", Stack: "test", Component: component });

describe("FindingsBus", () => {
    it("makes bus, archive, resource policy and relay role", async () => {
        assert.deepEqual((await record(newBus)).childrenOf("bus"), [
            "aws:cloudwatch/eventArchive:EventArchive bus",
            "aws:cloudwatch/eventBus:EventBus bus",
            "aws:cloudwatch/eventBusPolicy:EventBusPolicy bus",
            "aws:iam/role:Role bus-relay",
            "aws:iam/rolePolicy:RolePolicy bus-relay",
        ]);
    });

    it("keeps every event for replay", async () => {
        const recorded = await record(newBus);
        assert.deepEqual(recorded.one("aws:cloudwatch/eventArchive:EventArchive").inputs, {
            region: home,
            name: "vigil-test-bus",
            eventSourceArn: recorded.one("aws:cloudwatch/eventBus:EventBus").outputs.arn,
            retentionDays: 30,
        });
    });

    it("gives the relay role to relay rules, for this bus, and opens the bus to the role", async () => {
        const recorded = await record(newBus);
        const bus = recorded.one("aws:cloudwatch/eventBus:EventBus");
        const busArn = String(bus.outputs.arn);
        const role = recorded.one("aws:iam/role:Role");
        assert.deepEqual(bus.inputs, { region: home, name: "vigil-test-bus", tags: tags("FindingsBus") });
        assert.deepEqual(
            policyOf(role, "assumeRolePolicy"),
            relayTrustPolicy({ account, ruleName: "vigil-test-relay" }),
        );
        assert.deepEqual(role.inputs.tags, tags("FindingsBus"));
        const permissions = recorded.one("aws:iam/rolePolicy:RolePolicy");
        assert.deepEqual(policyOf(permissions), relayPermissions(busArn));
        assert.equal(permissions.inputs.role, role.outputs.name);
        const policy = recorded.one("aws:cloudwatch/eventBusPolicy:EventBusPolicy");
        assert.deepEqual(
            policyOf(policy),
            findingsBusPolicy({ account, busArn, relayRoleArn: String(role.outputs.arn) }),
        );
        assert.equal(policy.inputs.eventBusName, bus.outputs.name);
    });
});

describe("RegionalRelay", () => {
    const relayOf = (region: string) =>
        record(() => {
            const bus = newBus();
            const tells = region === home ? { onAlarm: newTopic().topicArn } : undefined;
            new RegionalRelay("relay", { region, account, bus, tells });
        });
    const alarms = ["relay-failed-invocations", "relay-sent-to-dead-letters", "relay-dead-letters"];

    it("makes rule, target, dead-letter queue and three alarms", async () => {
        assert.deepEqual((await relayOf("us-east-1")).childrenOf("relay"), [
            "aws:cloudwatch/eventRule:EventRule relay",
            "aws:cloudwatch/eventTarget:EventTarget relay",
            "aws:cloudwatch/metricAlarm:MetricAlarm relay-dead-letters",
            "aws:cloudwatch/metricAlarm:MetricAlarm relay-failed-invocations",
            "aws:cloudwatch/metricAlarm:MetricAlarm relay-sent-to-dead-letters",
            "aws:sqs/queue:Queue relay-dead-letters",
            "aws:sqs/queuePolicy:QueuePolicy relay-dead-letters",
            "vigil:index:DeadLetterQueue relay-dead-letters",
        ]);
    });

    it("carries what the relay pattern matches to the bus at home, with the relay role, and loses nothing", async () => {
        const recorded = await relayOf("us-east-1");
        const rule = recorded.one("aws:cloudwatch/eventRule:EventRule");
        const queue = recorded.one("aws:sqs/queue:Queue");
        const { eventPattern, ...others } = rule.inputs;
        assert.ok(eventPattern !== undefined);
        // Nothing of a bus, so that it is on the default one, and nothing of a state, so that it is enabled.
        assert.deepEqual(others, {
            region: "us-east-1",
            name: "vigil-test-relay",
            description: "Carries findings, lost coverage, heartbeats and the relay's own alarms to the findings bus.",
            tags: tags("RegionalRelay"),
        });
        const target = recorded.one("aws:cloudwatch/eventTarget:EventTarget");
        assert.deepEqual(target.inputs, {
            region: "us-east-1",
            rule: "vigil-test-relay",
            arn: recorded.one("aws:cloudwatch/eventBus:EventBus").outputs.arn,
            roleArn: recorded.one("aws:iam/role:Role").outputs.arn,
            retryPolicy: { maximumEventAgeInSeconds: 86400, maximumRetryAttempts: 185 },
            deadLetterConfig: { arn: queue.outputs.arn },
        });
        const needed = recorded.dependenciesOf(target);
        assert.ok(needed.includes("aws:sqs/queuePolicy:QueuePolicy relay-dead-letters"), needed.join());
        assert.ok(needed.includes("aws:iam/rolePolicy:RolePolicy bus-relay"), needed.join());
        assert.deepEqual(queue.inputs, {
            region: "us-east-1",
            name: "vigil-test-relay-dead-letters",
            messageRetentionSeconds: 1_209_600,
            sqsManagedSseEnabled: true,
            tags: tags("RegionalRelay"),
        });
        const policy = recorded.one("aws:sqs/queuePolicy:QueuePolicy");
        assert.deepEqual(
            policyOf(policy),
            queuePolicy({
                queueArn: String(queue.outputs.arn),
                sender: "rules",
                sourceArns: [String(rule.outputs.arn)],
            }),
        );
        assert.equal(policy.inputs.queueUrl, queue.outputs.url);
    });

    it("relays its own alarms where the topic is in another Region, and exactly these", async () => {
        const recorded = await relayOf("us-east-1");
        const arns = alarms.map((name) => `arn:aws:cloudwatch:us-east-1:123456789012:alarm:vigil-test-${name}`);
        assert.deepEqual(
            policyOf(recorded.one("aws:cloudwatch/eventRule:EventRule"), "eventPattern"),
            relayPattern(arns, "vigil-test"),
        );
        const made = recorded.all("aws:cloudwatch/metricAlarm:MetricAlarm");
        assert.deepEqual(made.map(({ outputs }) => outputs.arn).sort(), [...arns].sort());
        assert.deepEqual(
            made.map(({ inputs }) => inputs.alarmActions),
            [[], [], []],
        );
    });

    it("tells the topic at home directly, and does not relay its alarms", async () => {
        const recorded = await relayOf(home);
        assert.deepEqual(
            policyOf(recorded.one("aws:cloudwatch/eventRule:EventRule"), "eventPattern"),
            relayPattern([], "vigil-test"),
        );
        const topic = recorded.one("aws:sns/topic:Topic").outputs.arn;
        assert.deepEqual(
            recorded.all("aws:cloudwatch/metricAlarm:MetricAlarm").map(({ inputs }) => inputs.alarmActions),
            [[topic], [topic], [topic]],
        );
    });

    it("watches failures, dead letters and the queue, each as soon as there is one", async () => {
        const recorded = await relayOf("us-east-1");
        const alarm = {
            region: "us-east-1",
            period: 300,
            evaluationPeriods: 1,
            comparisonOperator: "GreaterThanThreshold",
            threshold: 0,
            treatMissingData: "notBreaching",
            alarmActions: [],
            okActions: [],
            tags: tags("RegionalRelay"),
        };
        const onRule = { namespace: "AWS/Events", statistic: "Sum", dimensions: { RuleName: "vigil-test-relay" } };
        const inputsOf = (name: string) => recorded.one("aws:cloudwatch/metricAlarm:MetricAlarm", name).inputs;
        assert.deepEqual(inputsOf("relay-failed-invocations"), {
            ...alarm,
            ...onRule,
            name: "vigil-test-relay-failed-invocations",
            alarmDescription: "The relay of us-east-1 could not put findings on the findings bus.",
            metricName: "FailedInvocations",
        });
        assert.deepEqual(inputsOf("relay-sent-to-dead-letters"), {
            ...alarm,
            ...onRule,
            name: "vigil-test-relay-sent-to-dead-letters",
            alarmDescription: "The relay of us-east-1 gave up on findings; they went to its dead-letter queue.",
            metricName: "InvocationsSentToDlq",
        });
        assert.deepEqual(inputsOf("relay-dead-letters"), {
            ...alarm,
            name: "vigil-test-relay-dead-letters",
            alarmDescription: "Findings of us-east-1 that were not relayed wait in its dead-letter queue.",
            namespace: "AWS/SQS",
            metricName: "ApproximateNumberOfMessagesVisible",
            statistic: "Maximum",
            dimensions: { QueueName: recorded.one("aws:sqs/queue:Queue").outputs.name },
        });
    });
});
