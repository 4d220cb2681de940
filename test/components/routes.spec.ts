import assert from "node:assert/strict";
import { AlertHealth } from "../../components/alert-health";
import { AlertRules } from "../../components/alert-rules";
import { Notifier, type NotifierArgs } from "../../components/notifier";
import { findingMessage } from "../../findings/messages";
import { findingPattern } from "../../findings/patterns";
import { chatTrustPolicy } from "../../policies/chat-role";
import { notifierPermissions } from "../../policies/notifier-role";
import { queuePolicy } from "../../policies/queue";
import { routeTopicPolicy } from "../../policies/topics";
import { policyOf } from "../support/policies";
import { record, type RecordedResource } from "../support/record";
import { account, home, newBus, newCounts, newHeartbeats, newStream, newTopic } from "../support/upstream";

const tags = (component: string) => ({ Project: "vigil", Stack: "test", Component: component });
const arnOf = ({ outputs }: RecordedResource) => String(outputs.arn);

const slack = [{ workspace: "T0123ABCD", channel: "C0123ABCD" }];
const teams = [{ tenant: "tenant-1", team: "team-1", channel: "19:abc@thread.tacv2" }];
const minimumSeverity = { guardDuty: "HIGH", macie: "HIGH", inspector: "CRITICAL" } as const;
type Route = NotifierArgs["routes"][number];
const nothingMore = { regions: [], accounts: [], types: [] };
const payments: Route = {
    name: "payments",
    minimumSeverity: { guardDuty: "MEDIUM", macie: "OFF", inspector: "OFF" },
    ...nothingMore,
    ...{ emails: ["payments@example.com"], slack, teams: [] },
};
const everyone: Route = { name: "everyone", minimumSeverity, ...nothingMore, emails: [], slack, teams };
const severe: Route = { ...everyone, name: "severe", slack: [], teams: [], emails: ["severe@example.com"] };

const notified = (routes: readonly Route[], mailsPerBatch = 5) =>
    record(() => {
        const [bus, topic] = [newBus(), newTopic()];
        const written = {
            mailsPerBatch,
            mailsPerHour: 30,
            timeZone: "UTC",
            accountNames: {},
            mute: [],
        };
        const alerts = { emails: ["security@example.com"], minimumSeverity, routes };
        const notifier = new Notifier("notifier", { region: home, account, topic, bus, ...alerts, ...written });
        const rules = new AlertRules("alerts", { region: home, bus, topic, notifier, ...alerts, coverage: [] });
        const parts = {
            bus,
            topic,
            notifier,
            rules,
            counts: newCounts(bus, rules),
            relays: [],
            heartbeats: newHeartbeats(bus, topic),
            stream: newStream(bus, topic),
        };
        new AlertHealth("health", { region: home, ...parts });
        const [{ topicArns, unconfirmedEmails } = {}] = notifier.routes;
        return { topicArns, unconfirmedEmails };
    });
let both: ReturnType<typeof notified>;

before("all routes", () => {
    both = notified([payments, everyone]);
    return both;
});

describe("RouteTopics", () => {
    it("are a topic for mailboxes and one for chat, each with an alarm on what is not delivered", async () => {
        assert.deepEqual((await both).childrenOf("route-payments"), [
            "aws:cloudwatch/metricAlarm:MetricAlarm route-payments-chat-undelivered",
            "aws:cloudwatch/metricAlarm:MetricAlarm route-payments-undelivered",
            "aws:sns/topic:Topic route-payments",
            "aws:sns/topic:Topic route-payments-chat",
            "aws:sns/topicPolicy:TopicPolicy route-payments",
            "aws:sns/topicPolicy:TopicPolicy route-payments-chat",
            "aws:sns/topicSubscription:TopicSubscription route-payments-payments@example.com",
        ]);
        assert.deepEqual((await both).childrenOf("route-everyone"), [
            "aws:cloudwatch/metricAlarm:MetricAlarm route-everyone-chat-undelivered",
            "aws:sns/topic:Topic route-everyone-chat",
            "aws:sns/topicPolicy:TopicPolicy route-everyone-chat",
        ]);
    });

    it("are told of bands below the threshold, which are not counted as never mailed", async () => {
        assert.deepEqual(
            (await both).childrenOf("counts").map((rule) => rule.split(" ").at(-1)),
            [
                "counts-guardduty-low",
                ...["counts-inspector-high", "counts-inspector-low", "counts-inspector-medium"],
                ...["counts-macie-low", "counts-macie-medium", "counts-settled", "counts-unrated"],
            ],
        );
    });

    it("are under the key of mails, and closed to all but the account", async () => {
        const recorded = await both;
        const key = arnOf(recorded.one("aws:kms/key:Key", "mail-topic"));
        for (const name of ["route-payments", "route-payments-chat"]) {
            const topic = recorded.one("aws:sns/topic:Topic", name);
            assert.deepEqual(topic.inputs, {
                region: home,
                name: `vigil-test-${name}`,
                displayName: "Vigil",
                kmsMasterKeyId: key,
                tags: tags("RouteTopics"),
            });
            const policy = recorded.one("aws:sns/topicPolicy:TopicPolicy", name);
            assert.deepEqual(policy.inputs, {
                region: home,
                arn: arnOf(topic),
                policy: routeTopicPolicy({ account, topicArn: arnOf(topic) }),
            });
        }
        const subscription = "route-payments-payments@example.com";
        assert.deepEqual(recorded.one("aws:sns/topicSubscription:TopicSubscription", subscription).inputs, {
            region: home,
            topic: arnOf(recorded.one("aws:sns/topic:Topic", "route-payments")),
            protocol: "email",
            endpoint: "payments@example.com",
        });
        assert.deepEqual(recorded.outputs, {
            topicArns: {
                mail: arnOf(recorded.one("aws:sns/topic:Topic", "route-payments")),
                chat: arnOf(recorded.one("aws:sns/topic:Topic", "route-payments-chat")),
            },
            unconfirmedEmails: [],
        });
    });

    it("tell of what is not delivered by the way of alerts, which one broken route does not close", async () => {
        const recorded = await both;
        const alerts = arnOf(recorded.one("aws:sns/topic:Topic", "topic"));
        const name = "route-payments-chat-undelivered";
        assert.deepEqual(recorded.one("aws:cloudwatch/metricAlarm:MetricAlarm", name).inputs, {
            region: home,
            name: `vigil-test-${name}`,
            alarmDescription: "SNS could not deliver messages to the chat channels of the route payments.",
            namespace: "AWS/SNS",
            metricName: "NumberOfNotificationsFailed",
            dimensions: { TopicName: "vigil-test-route-payments-chat" },
            statistic: "Sum",
            period: 300,
            evaluationPeriods: 1,
            comparisonOperator: "GreaterThanThreshold",
            threshold: 0,
            treatMissingData: "notBreaching",
            alarmActions: [alerts],
            okActions: [alerts],
            tags: tags("RouteTopics"),
        });
        const { alarmDescription } = recorded.one(
            "aws:cloudwatch/metricAlarm:MetricAlarm",
            "route-payments-undelivered",
        ).inputs;
        assert.equal(alarmDescription, "SNS could not deliver messages to a mailbox of the route payments.");
    });
});

describe("a notifier with routes", () => {
    it("knows their topics, and may publish to them and no others", async () => {
        const recorded = await both;
        const topics = ["mail-topic", "route-payments", "route-payments-chat", "route-everyone-chat"];
        const arns = topics.map((name) => arnOf(recorded.one("aws:sns/topic:Topic", name)));
        const { environment } = recorded.one("aws:lambda/function:Function").inputs;
        const { ROUTE_TOPICS } = (environment as { variables: Record<string, string> }).variables;
        assert.deepEqual(JSON.parse(ROUTE_TOPICS ?? ""), {
            payments: { mail: arns[1], chat: arns[2] },
            everyone: { chat: arns[3] },
        });
        assert.deepEqual(
            policyOf(recorded.one("aws:iam/rolePolicy:RolePolicy", "notifier")),
            notifierPermissions({
                region: home,
                queueArn: arnOf(recorded.one("aws:sqs/queue:Queue", "notifier")),
                topicArns: arns,
                mailKeyArn: arnOf(recorded.one("aws:kms/key:Key", "mail-topic")),
                memoryBucketArn: arnOf(recorded.one("aws:s3/bucket:Bucket", "notifier-memory")),
                memoryKey: "memory.json",
                logGroupArn: arnOf(recorded.one("aws:cloudwatch/logGroup:LogGroup", "notifier")),
            }),
        );
    });

    it("has time to publish to each topic, and is not called late before", async () => {
        const times = async (mailsPerBatch: number) => {
            const recorded = await notified([payments, everyone], mailsPerBatch);
            const alarm = recorded.one("aws:cloudwatch/metricAlarm:MetricAlarm", "notifier-waiting").inputs;
            return [
                recorded.one("aws:lambda/function:Function").inputs.timeout,
                recorded.one("aws:sqs/queue:Queue", "notifier").inputs.visibilityTimeoutSeconds,
                alarm.threshold,
                alarm.alarmDescription,
            ];
        };
        assert.deepEqual(await times(5), [
            ...[60, 370, 300],
            "Alerts have waited for more than 5 minutes to be mailed.",
        ]);
        assert.deepEqual(await times(20), [
            ...[168, 1018, 840],
            "Alerts have waited for more than 14 minutes to be mailed.",
        ]);
    });

    it("gets what only routes want past the alert topic, from rules on the findings bus", async () => {
        const recorded = await both;
        const queue = recorded.one("aws:sqs/queue:Queue", "notifier");
        const rule = recorded.one("aws:cloudwatch/eventRule:EventRule", "alerts-routes-guardduty-medium");
        const busName = recorded.one("aws:cloudwatch/eventBus:EventBus").outputs.name;
        assert.deepEqual(
            recorded
                .all("aws:cloudwatch/eventTarget:EventTarget")
                .filter(({ inputs }) => inputs.arn === arnOf(queue))
                .map(({ name }) => name),
            ["alerts-routes-guardduty-medium"],
        );
        assert.deepEqual(
            { ...rule.inputs, eventPattern: policyOf(rule, "eventPattern") },
            {
                region: home,
                name: "vigil-test-alerts-routes-guardduty-medium",
                eventBusName: busName,
                description: "Alerts: GuardDuty MEDIUM, for routes.",
                eventPattern: findingPattern("guardDuty", "MEDIUM"),
                tags: tags("AlertRules"),
            },
        );
        const target = recorded.one("aws:cloudwatch/eventTarget:EventTarget", "alerts-routes-guardduty-medium");
        assert.deepEqual(target.inputs, {
            region: home,
            eventBusName: busName,
            rule: rule.outputs.name,
            arn: arnOf(queue),
            inputTransformer: findingMessage("guardDuty", "MEDIUM"),
            retryPolicy: { maximumEventAgeInSeconds: 86400, maximumRetryAttempts: 185 },
            deadLetterConfig: { arn: arnOf(recorded.one("aws:sqs/queue:Queue", "alerts-dead-letters")) },
        });
        assert.ok(recorded.dependenciesOf(target).includes("aws:sqs/queuePolicy:QueuePolicy notifier"));
        const alarm = "health-routes-guardduty-medium-failed-invocations";
        assert.equal(
            recorded.one("aws:cloudwatch/metricAlarm:MetricAlarm", alarm).inputs.alarmDescription,
            "The notifier's queue refused alerts of the rule for GuardDuty MEDIUM, for routes.",
        );
    });

    it("opens its queue to rules only where a route wants more than the default", async () => {
        const policyWith = async (routes: Parameters<typeof notified>[0]) => {
            const recorded = await notified(routes);
            const queueArn = arnOf(recorded.one("aws:sqs/queue:Queue", "notifier"));
            const sourceArns = [arnOf(recorded.one("aws:sns/topic:Topic", "topic"))];
            const open = { queueArn, sender: "subscription" as const, sourceArns };
            return { made: policyOf(recorded.one("aws:sqs/queuePolicy:QueuePolicy", "notifier")), open };
        };
        const more = await policyWith([severe, payments]);
        const rules = "arn:aws:events:eu-west-1:123456789012:rule/vigil-test-bus/*";
        assert.deepEqual(more.made, queuePolicy({ ...more.open, rules }));
        const same = await policyWith([severe]);
        assert.deepEqual(same.made, queuePolicy(same.open));
    });
});

describe("ChatChannels", () => {
    it("are each channel once, with the topics of all routes that name it", async () => {
        const recorded = await both;
        assert.deepEqual(recorded.childrenOf("chat"), [
            "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration chat-slack-T0123ABCD-C0123ABCD",
            "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration chat-teams-team-1",
            "aws:iam/role:Role chat",
        ]);
        const role = recorded.one("aws:iam/role:Role", "chat");
        const topic = (name: string) => arnOf(recorded.one("aws:sns/topic:Topic", name));
        const nothingAllowed = {
            region: "us-east-2",
            iamRoleArn: arnOf(role),
            guardrailPolicyArns: ["arn:aws:iam::aws:policy/AWSDenyAll"],
            loggingLevel: "ERROR",
            tags: tags("ChatChannels"),
        };
        assert.deepEqual(recorded.one("aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration").inputs, {
            ...nothingAllowed,
            configurationName: "vigil-test-slack-T0123ABCD-C0123ABCD",
            slackTeamId: "T0123ABCD",
            slackChannelId: "C0123ABCD",
            snsTopicArns: [topic("route-payments-chat"), topic("route-everyone-chat")],
        });
        assert.deepEqual(recorded.one("aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration").inputs, {
            ...nothingAllowed,
            configurationName: "vigil-test-teams-team-1",
            tenantId: "tenant-1",
            teamId: "team-1",
            channelId: "19:abc@thread.tacv2",
            snsTopicArns: [topic("route-everyone-chat")],
        });
        assert.deepEqual(
            { ...role.inputs, assumeRolePolicy: policyOf(role, "assumeRolePolicy") },
            {
                name: "vigil-test-chat",
                description: "Lets Amazon Q Developer show alerts in chat channels, and nothing else.",
                assumeRolePolicy: chatTrustPolicy(),
                tags: tags("ChatChannels"),
            },
        );
    });

    it("are not there where no route has any", async () => {
        const recorded = await notified([severe]);
        assert.deepEqual(
            recorded.resources.filter(({ name }) => name.startsWith("chat")),
            [],
        );
    });
});
