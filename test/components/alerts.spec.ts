import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AlertHealth } from "../../components/alert-health";
import { AlertRules } from "../../components/alert-rules";
import { AlertTopic } from "../../components/alert-topic";
import { alarmTopics } from "../../components/notifier";
import { RegionalRelay } from "../../components/regional-relay";
import { alarmMessage, coverageLostMessage, findingMessage } from "../../findings/messages";
import { alarmPattern, coverageLostPatterns, findingPattern } from "../../findings/patterns";
import type { CoverageService } from "../../findings/coverage";
import { alertKeyPolicy, alertTopicPolicy } from "../../policies/topics";
import { queuePolicy } from "../../policies/queue";
import { policyOf } from "../support/policies";
import { record } from "../support/record";
import { account, home, newBus, newCounts, newHeartbeats, newRules, newStream, newTopic } from "../support/upstream";

const tags = (component: string) => ({ Project: "vigil", Stack: "test", Component: component });
const alarmArns = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:vigil-test-*";

describe("AlertTopic", () => {
    const endpoint = "https://user:pass@pager.example.com/hooks/s3cr3t";
    const topicOf = () =>
        record(() => {
            const emails = ["security@example.com", "oncall@example.com"];
            const topic = new AlertTopic("topic", { region: home, account, emails, https: [endpoint] });
            const { unconfirmedEmails, unconfirmedHttps } = topic;
            return { unconfirmedEmails, unconfirmedHttps };
        });

    it("makes key, topic, policy and a subscription for each receiver", async () => {
        assert.deepEqual((await topicOf()).childrenOf("topic"), [
            "aws:kms/alias:Alias topic",
            "aws:kms/key:Key topic",
            "aws:sns/topic:Topic topic",
            "aws:sns/topicPolicy:TopicPolicy topic",
            "aws:sns/topicSubscription:TopicSubscription topic-https-3ac132e5",
            "aws:sns/topicSubscription:TopicSubscription topic-oncall@example.com",
            "aws:sns/topicSubscription:TopicSubscription topic-security@example.com",
            "aws:sqs/queue:Queue topic-dead-letters",
            "aws:sqs/queuePolicy:QueuePolicy topic-dead-letters",
            "vigil:index:DeadLetterQueue topic-dead-letters",
        ]);
    });

    it("encrypts under a key that EventBridge can use", async () => {
        const recorded = await topicOf();
        const key = recorded.one("aws:kms/key:Key");
        assert.deepEqual(
            { ...key.inputs, policy: policyOf(key) },
            {
                region: home,
                description: "Encrypts alerts on their way from EventBridge and CloudWatch through the alert topic.",
                enableKeyRotation: true,
                deletionWindowInDays: 7,
                policy: alertKeyPolicy({ account, alarmArns }),
                tags: tags("AlertTopic"),
            },
        );
        const topic = recorded.one("aws:sns/topic:Topic");
        assert.deepEqual(topic.inputs, {
            region: home,
            name: "vigil-test-topic",
            displayName: "Vigil alerts",
            kmsMasterKeyId: key.outputs.arn,
            tags: tags("AlertTopic"),
        });
        assert.deepEqual(recorded.one("aws:kms/alias:Alias").inputs, {
            region: home,
            name: "alias/vigil-test-alerts",
            targetKeyId: key.id,
        });
        const policy = recorded.one("aws:sns/topicPolicy:TopicPolicy");
        const topicArn = String(topic.outputs.arn);
        assert.equal(policy.inputs.arn, topicArn);
        assert.deepEqual(policyOf(policy), alertTopicPolicy({ account, topicArn, alarmArns }));
    });

    it("subscribes mailboxes in the open and endpoints in secret", async () => {
        const recorded = await topicOf();
        const topic = recorded.one("aws:sns/topic:Topic").outputs.arn;
        const queue = recorded.one("aws:sqs/queue:Queue");
        const subscriptions = recorded.all("aws:sns/topicSubscription:TopicSubscription");
        assert.deepEqual(
            subscriptions.map(({ inputs, secretInputs, additionalSecretOutputs, ignoreChanges }) => ({
                ...inputs,
                secretInputs,
                additionalSecretOutputs,
                ignoreChanges,
            })),
            [
                {
                    region: home,
                    topic,
                    protocol: "email",
                    endpoint: "security@example.com",
                    secretInputs: [],
                    additionalSecretOutputs: [],
                    ignoreChanges: [],
                },
                {
                    region: home,
                    topic,
                    protocol: "email",
                    endpoint: "oncall@example.com",
                    secretInputs: [],
                    additionalSecretOutputs: [],
                    ignoreChanges: [],
                },
                {
                    region: home,
                    topic,
                    protocol: "https",
                    endpoint,
                    redrivePolicy: JSON.stringify({ deadLetterTargetArn: queue.outputs.arn }),
                    secretInputs: ["endpoint"],
                    additionalSecretOutputs: ["endpoint"],
                    // SNS masks the password in its answers, which must not look like another endpoint.
                    ignoreChanges: ["endpoint"],
                },
            ],
        );
    });
});

describe("what an endpoint does not take", () => {
    const topicWith = (https: readonly string[]) =>
        record(() => new AlertTopic("topic", { region: home, account, emails: ["a@example.com"], https }).topicArn);

    it("is kept in a queue that takes messages of the topic alone, under the policy of dead letters", async () => {
        const recorded = await topicWith(["https://one.example.com/", "https://two.example.com/"]);
        const queue = recorded.one("aws:sqs/queue:Queue", "topic-dead-letters");
        const topicArn = String(recorded.one("aws:sns/topic:Topic").outputs.arn);
        assert.deepEqual(queue.inputs.tags, tags("AlertTopic"));
        assert.deepEqual(
            policyOf(recorded.one("aws:sqs/queuePolicy:QueuePolicy")),
            queuePolicy({ queueArn: String(queue.outputs.arn), sender: "topic", sourceArns: [topicArn] }),
        );
        const [mail, ...endpoints] = recorded.all("aws:sns/topicSubscription:TopicSubscription");
        assert.equal(mail!.inputs.redrivePolicy, undefined);
        for (const endpoint of endpoints) {
            assert.deepEqual(policyOf(endpoint, "redrivePolicy"), { deadLetterTargetArn: queue.outputs.arn });
            assert.ok(recorded.dependenciesOf(endpoint).includes("aws:sqs/queuePolicy:QueuePolicy topic-dead-letters"));
        }
        assert.equal(endpoints.length, 2);
    });

    it("needs no queue where there are no endpoints", async () => {
        assert.deepEqual((await topicWith([])).all("aws:sqs/queue:Queue"), []);
    });
});

describe("receivers that have not confirmed", () => {
    it("are told by address, or by host and fingerprint, and not in secret", async () => {
        const pendingConfirmation = true;
        await pulumi.runtime.setMocks({
            newResource: ({ name, inputs }) => ({
                id: name,
                state: { ...(inputs as object), pendingConfirmation, arn: name },
            }),
            call: () => ({}),
        });
        const emails = ["a@example.com", "b@example.com"];
        const https = ["https://user:pass@pager.example.com/hooks/s3cr3t"];
        const { unconfirmedEmails, unconfirmedHttps } = new AlertTopic("t", { region: home, account, emails, https });
        const told = await new Promise((resolve) => pulumi.all([unconfirmedEmails, unconfirmedHttps]).apply(resolve));
        assert.deepEqual(told, [emails, ["pager.example.com (3ac132e5)"]]);
        assert.deepEqual(
            await Promise.all([unconfirmedEmails, unconfirmedHttps].map((output) => pulumi.isSecret(output))),
            [false, false],
        );
    });
});

describe("AlertRules", () => {
    const rulesOf = (coverage: readonly CoverageService[] = ["guardDuty", "inspector"]) =>
        record(() => {
            const minimumSeverity = { guardDuty: "HIGH", macie: "HIGH", inspector: "CRITICAL" } as const;
            const from = { region: home, bus: newBus(), topic: newTopic() };
            new AlertRules("alerts", { ...from, minimumSeverity, coverage, routes: [] });
        });
    const expected = [
        {
            key: "guardduty-high",
            title: "GuardDuty HIGH",
            pattern: findingPattern("guardDuty", "HIGH"),
            message: findingMessage("guardDuty", "HIGH"),
        },
        {
            key: "guardduty-critical",
            title: "GuardDuty CRITICAL",
            pattern: findingPattern("guardDuty", "CRITICAL"),
            message: findingMessage("guardDuty", "CRITICAL"),
        },
        {
            key: "macie-high",
            title: "Macie HIGH",
            pattern: findingPattern("macie", "HIGH"),
            message: findingMessage("macie", "HIGH"),
        },
        {
            key: "inspector-critical",
            title: "Inspector CRITICAL",
            pattern: findingPattern("inspector", "CRITICAL"),
            message: findingMessage("inspector", "CRITICAL"),
        },
        {
            key: "coverage",
            title: "lost coverage of GuardDuty",
            pattern: coverageLostPatterns.guardDuty,
            message: coverageLostMessage("guardDuty"),
        },
        {
            key: "coverage-inspector",
            title: "lost coverage of Inspector",
            pattern: coverageLostPatterns.inspector,
            message: coverageLostMessage("inspector"),
        },
        { key: "alarms", title: "alarms of other Regions", pattern: alarmPattern, message: alarmMessage },
    ];

    it("makes a rule on the findings bus for each band from the threshold up, one for each coverage and one for alarms", async () => {
        const recorded = await rulesOf();
        const busName = recorded.one("aws:cloudwatch/eventBus:EventBus").outputs.name;
        const rules = recorded.all("aws:cloudwatch/eventRule:EventRule");
        assert.deepEqual(
            rules.map((rule) => ({
                name: rule.name,
                inputs: { ...rule.inputs, eventPattern: policyOf(rule, "eventPattern") },
            })),
            expected.map(({ key, title, pattern }) => ({
                name: `alerts-${key}`,
                inputs: {
                    region: home,
                    name: `vigil-test-alerts-${key}`,
                    eventBusName: busName,
                    description: `Alerts: ${title}.`,
                    eventPattern: pattern,
                    tags: tags("AlertRules"),
                },
            })),
        );
    });

    it("makes no rule for coverage that nobody asked to hear of", async () => {
        const namesWith = async (coverage: CoverageService[]) =>
            (await rulesOf(coverage)).all("aws:cloudwatch/eventRule:EventRule").map(({ name }) => name);
        const others = [
            ...["alerts-guardduty-high", "alerts-guardduty-critical"],
            ...["alerts-macie-high", "alerts-inspector-critical"],
        ];
        assert.deepEqual(await namesWith([]), [...others, "alerts-alarms"]);
        assert.deepEqual(await namesWith(["inspector"]), [...others, "alerts-coverage-inspector", "alerts-alarms"]);
    });

    it("sends each rule's message to the topic, tries for a day, and keeps what it could not send", async () => {
        const recorded = await rulesOf();
        const busName = recorded.one("aws:cloudwatch/eventBus:EventBus").outputs.name;
        const queue = recorded.one("aws:sqs/queue:Queue");
        for (const { key, message } of expected) {
            const target = recorded.one("aws:cloudwatch/eventTarget:EventTarget", `alerts-${key}`);
            assert.deepEqual(target.inputs, {
                region: home,
                eventBusName: busName,
                rule: recorded.one("aws:cloudwatch/eventRule:EventRule", `alerts-${key}`).outputs.name,
                arn: recorded.one("aws:sns/topic:Topic").outputs.arn,
                inputTransformer: { inputPaths: message.inputPaths, inputTemplate: message.inputTemplate },
                retryPolicy: { maximumEventAgeInSeconds: 86400, maximumRetryAttempts: 185 },
                deadLetterConfig: { arn: queue.outputs.arn },
            });
            const needed = recorded.dependenciesOf(target);
            assert.ok(needed.includes("aws:sns/topicPolicy:TopicPolicy topic"), needed.join());
            assert.ok(needed.includes("aws:sqs/queuePolicy:QueuePolicy alerts-dead-letters"), needed.join());
        }
        const sourceArns = recorded.all("aws:cloudwatch/eventRule:EventRule").map(({ outputs }) => String(outputs.arn));
        assert.deepEqual(
            policyOf(recorded.one("aws:sqs/queuePolicy:QueuePolicy")),
            queuePolicy({ queueArn: String(queue.outputs.arn), sender: "rules", sourceArns }),
        );
        assert.deepEqual(queue.inputs.tags, tags("AlertRules"));
    });
});

describe("AlertHealth", () => {
    const healthOf = () =>
        record(() => {
            const bus = newBus();
            const topic = newTopic();
            const rules = newRules(bus, topic);
            const relays = [home, "us-east-1"].map((region) => {
                const tells = region === home ? alarmTopics(topic, undefined) : undefined;
                return new RegionalRelay(`relay-${region}`, { region, account, bus, tells });
            });
            const heartbeats = newHeartbeats(bus, topic, ["eu-west-1", "us-east-1"]);
            const counts = newCounts(bus, rules, ["AttackSequence:*"]);
            const parts = { bus, topic, rules, relays, counts, heartbeats, stream: newStream(bus, topic) };
            return { url: new AlertHealth("health", { region: home, ...parts }).dashboardUrl };
        });
    const keys = [
        ...["guardduty-critical", "macie-high", "inspector-critical"],
        ...["coverage", "coverage-inspector", "alarms"],
    ];

    it("makes two alarms for each rule, one for the dead letters, and one dashboard", async () => {
        assert.deepEqual(
            (await healthOf()).childrenOf("health"),
            [
                "aws:cloudwatch/dashboard:Dashboard health",
                "aws:cloudwatch/metricAlarm:MetricAlarm health-dead-letters",
                ...keys.flatMap((key) => [
                    `aws:cloudwatch/metricAlarm:MetricAlarm health-${key}-failed-invocations`,
                    `aws:cloudwatch/metricAlarm:MetricAlarm health-${key}-sent-to-dead-letters`,
                ]),
            ].sort(),
        );
    });

    it("tells the topic of every rule's failures and of what waits in the queue", async () => {
        const recorded = await healthOf();
        const topic = recorded.one("aws:sns/topic:Topic").outputs.arn;
        const alarm = {
            region: home,
            period: 300,
            evaluationPeriods: 1,
            comparisonOperator: "GreaterThanThreshold",
            threshold: 0,
            treatMissingData: "notBreaching",
            alarmActions: [topic],
            okActions: [],
            tags: tags("AlertHealth"),
        };
        const inputsOf = (name: string) => recorded.one("aws:cloudwatch/metricAlarm:MetricAlarm", name).inputs;
        for (const key of keys) {
            const dimensions = {
                EventBusName: recorded.one("aws:cloudwatch/eventBus:EventBus").outputs.name,
                RuleName: recorded.one("aws:cloudwatch/eventRule:EventRule", `alerts-${key}`).outputs.name,
            };
            const onRule = { ...alarm, namespace: "AWS/Events", statistic: "Sum", dimensions };
            const { alarmDescription: refused, ...failed } = inputsOf(`health-${key}-failed-invocations`);
            assert.match(String(refused), /^The alert topic refused alerts of the rule for /);
            assert.deepEqual(failed, {
                ...onRule,
                name: `vigil-test-health-${key}-failed-invocations`,
                metricName: "FailedInvocations",
            });
            const { alarmDescription: unsent, ...sent } = inputsOf(`health-${key}-sent-to-dead-letters`);
            assert.match(
                String(unsent),
                /^Alerts of the rule for .* were not sent; they went to the dead-letter queue\.$/,
            );
            assert.deepEqual(sent, {
                ...onRule,
                name: `vigil-test-health-${key}-sent-to-dead-letters`,
                metricName: "InvocationsSentToDlq",
            });
        }
        assert.deepEqual(inputsOf("health-dead-letters"), {
            ...alarm,
            name: "vigil-test-health-dead-letters",
            alarmDescription: "Alerts that were not sent wait in the dead-letter queue.",
            namespace: "AWS/SQS",
            metricName: "ApproximateNumberOfMessagesVisible",
            statistic: "Maximum",
            dimensions: { QueueName: recorded.one("aws:sqs/queue:Queue", "alerts-dead-letters").outputs.name },
        });
    });

    it("also watches what endpoints did not take, where there are any", async () => {
        const recorded = await record(() => {
            const bus = newBus();
            const https = ["https://pager.example.com/"];
            const topic = new AlertTopic("topic", { region: home, account, emails: [], https });
            const heartbeats = newHeartbeats(bus, topic);
            const rules = newRules(bus, topic);
            new AlertHealth("health", {
                region: home,
                bus,
                topic,
                rules,
                counts: newCounts(bus, rules),
                relays: [],
                heartbeats,
                stream: newStream(bus, topic),
            });
        });
        const { dimensions, alarmActions } = recorded.one(
            "aws:cloudwatch/metricAlarm:MetricAlarm",
            "health-endpoint-dead-letters",
        ).inputs;
        assert.deepEqual(dimensions, {
            QueueName: recorded.one("aws:sqs/queue:Queue", "topic-dead-letters").outputs.name,
        });
        assert.deepEqual(alarmActions, [recorded.one("aws:sns/topic:Topic").outputs.arn]);
        const { dashboardBody } = recorded.one("aws:cloudwatch/dashboard:Dashboard").inputs;
        assert.match(String(dashboardBody), /"vigil-test-topic-dead-letters",\{"label":"endpoints"/);
    });

    it("draws the whole way on one dashboard at home", async () => {
        const recorded = await healthOf();
        const { dashboardBody, ...rest } = recorded.one("aws:cloudwatch/dashboard:Dashboard").inputs;
        assert.deepEqual(rest, { region: home, dashboardName: "vigil-test-alerts" });
        assert.equal(
            recorded.outputs.url,
            "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/vigil-test-alerts",
        );
        const { widgets } = JSON.parse(String(dashboardBody)) as {
            widgets: {
                x: number;
                y: number;
                width: number;
                properties: { title: string; region: string; metrics: unknown[][] };
            }[];
        };
        assert.deepEqual(
            widgets.map(({ x, y, width, properties }) => [
                properties.title,
                properties.region,
                x,
                y,
                width,
                properties.metrics.length,
            ]),
            [
                ["Alerts by service and severity", home, 0, 0, 12, 6],
                ["Events by Region", home, 12, 0, 12, 2],
                ["Findings by service and severity", home, 0, 7, 12, 11],
                ["Never mailed", home, 12, 7, 12, 11],
                ["Alerts that were not sent", home, 0, 14, 12, 12],
                ["Events that were not relayed", home, 12, 14, 12, 4],
                ["Waiting in dead-letter queues", home, 0, 21, 12, 4],
                ["Deliveries of the topics", home, 12, 21, 12, 2],
                ["The findings stream", home, 0, 28, 12, 1],
                ["Heartbeats in an hour", home, 12, 28, 12, 1],
            ],
        );
        const busName = recorded.one("aws:cloudwatch/eventBus:EventBus").outputs.name;
        const ruleName = recorded.one("aws:cloudwatch/eventRule:EventRule", "alerts-macie-high").outputs.name;
        assert.deepEqual(widgets[0]!.properties.metrics[1], [
            ...["AWS/Events", "Invocations", "EventBusName", busName, "RuleName", ruleName],
            { label: "Macie HIGH", region: home, stat: "Sum" },
        ]);
        assert.deepEqual(widgets[1]!.properties.metrics[1], [
            ...["AWS/Events", "Invocations", "RuleName", "vigil-test-relay"],
            { label: "us-east-1", region: "us-east-1", stat: "Sum" },
        ]);
        const matched = (rule: string, label: string) => [
            ...["AWS/Events", "MatchedEvents", "EventBusName", busName, "RuleName", `vigil-test-${rule}`],
            { label, region: home, stat: "Sum" },
        ];
        assert.deepEqual(widgets[2]!.properties.metrics.slice(0, 5), [
            matched("alerts-guardduty-critical", "GuardDuty CRITICAL"),
            matched("alerts-macie-high", "Macie HIGH"),
            matched("alerts-inspector-critical", "Inspector CRITICAL"),
            matched("counts-guardduty-low", "GuardDuty LOW"),
            matched("counts-guardduty-medium", "GuardDuty MEDIUM"),
        ]);
        assert.deepEqual(widgets[3]!.properties.metrics.slice(-3), [
            matched("counts-muted-guardduty", "GuardDuty, muted"),
            matched("counts-settled", "archived, closed or suppressed"),
            matched("counts-unrated", "without a severity"),
        ]);
        assert.deepEqual(widgets[8]!.properties.metrics, [
            [
                ...["AWS/Firehose", "DeliveryToS3.DataFreshness", "DeliveryStreamName", "vigil-test-stream"],
                { label: "seconds that the oldest finding waits for the archive", region: home, stat: "Maximum" },
            ],
        ]);
        const queue = recorded.one("aws:sqs/queue:Queue", "relay-us-east-1-dead-letters").outputs.name;
        assert.deepEqual(widgets[6]!.properties.metrics[3], [
            ...["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue],
            { label: "us-east-1", region: "us-east-1", stat: "Maximum" },
        ]);
        assert.deepEqual(widgets[7]!.properties.metrics[1], [
            ...[
                "AWS/SNS",
                "NumberOfNotificationsFailed",
                "TopicName",
                recorded.one("aws:sns/topic:Topic").outputs.name,
            ],
            { label: "alert topic, failed", region: home, stat: "Sum" },
        ]);
        assert.deepEqual(widgets[9]!.properties, {
            title: "Heartbeats in an hour",
            region: home,
            view: "timeSeries",
            period: 3600,
            yAxis: { left: { min: 0 } },
            metrics: [
                [
                    ...["AWS/Events", "MatchedEvents", "EventBusName", busName, "RuleName", "vigil-test-heartbeats"],
                    { label: "came home", region: home, stat: "Sum" },
                ],
            ],
            annotations: { horizontal: [{ label: "while no Region is silent", value: 8 }] },
        });
    });
});
