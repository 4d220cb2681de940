import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AlertHealth } from "../../components/alert-health";
import { Notifier } from "../../components/notifier";
import { notifierCode } from "../../components/notifier-code";
import { privateBucketPolicy } from "../../policies/private-bucket";
import { notifierPermissions, notifierTrustPolicy } from "../../policies/notifier-role";
import { queuePolicy } from "../../policies/queue";
import { mailKeyPolicy, mailTopicPolicy } from "../../policies/topics";
import { policyOf } from "../support/policies";
import { record, type RecordedResource } from "../support/record";
import { account, home, newBus, newCounts, newHeartbeats, newRules, newStream, newTopic } from "../support/upstream";

const tags = (component: string) => ({ Project: "vigil", Stack: "test", Component: component });
const alarmArns = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:vigil-test-*";
const emails = ["security@example.com", "oncall@example.com"];
const minimumSeverity = { guardDuty: "HIGH", macie: "HIGH", inspector: "CRITICAL" } as const;
const mailRoutes = [{ name: "default", minimumSeverity, regions: [], accounts: [], types: [] }];
const archived = { accountNames: {}, mute: ["Recon:*"], routes: mailRoutes };

const written = { mailsPerBatch: 5, mailsPerHour: 30, timeZone: "Europe/Berlin", minimumSeverity };
const newNotifier = (topic = newTopic(), bus = newBus()) =>
    new Notifier("notifier", { region: home, account, topic, bus, emails, ...archived, ...written, routes: [] });
const recorded = record(() => {
    newNotifier();
});
const arnOf = ({ outputs }: RecordedResource) => String(outputs.arn);
const alertTopic = async () => arnOf((await recorded).one("aws:sns/topic:Topic", "topic"));

describe("Notifier", () => {
    it("makes queue, function, memory and mail topic", async () => {
        assert.deepEqual((await recorded).childrenOf("notifier"), [
            "aws:cloudwatch/logGroup:LogGroup notifier",
            ...["dead-letters", "errors", "pending-subscriptions", "throttles", "undelivered", "waiting"].map(
                (alarm) => `aws:cloudwatch/metricAlarm:MetricAlarm notifier-${alarm}`,
            ),
            "aws:iam/role:Role notifier",
            "aws:iam/rolePolicy:RolePolicy notifier",
            "aws:kms/alias:Alias mail-topic",
            "aws:kms/key:Key mail-topic",
            "aws:lambda/eventSourceMapping:EventSourceMapping notifier",
            "aws:lambda/function:Function notifier",
            "aws:s3/bucket:Bucket notifier-memory",
            "aws:s3/bucketPolicy:BucketPolicy notifier-memory",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock notifier-memory",
            "aws:sns/topic:Topic mail-topic",
            "aws:sns/topicPolicy:TopicPolicy mail-topic",
            "aws:sns/topicSubscription:TopicSubscription mail-topic-oncall@example.com",
            "aws:sns/topicSubscription:TopicSubscription mail-topic-security@example.com",
            "aws:sns/topicSubscription:TopicSubscription notifier",
            "aws:sqs/queue:Queue notifier",
            "aws:sqs/queue:Queue notifier-dead-letters",
            "aws:sqs/queuePolicy:QueuePolicy notifier",
            "aws:sqs/queuePolicy:QueuePolicy notifier-dead-letters",
            "vigil:index:DeadLetterQueue notifier-dead-letters",
            "vigil:index:MailTopic mail-topic",
            "vigil:index:NotifierMemory notifier-memory",
        ]);
    });

    it("gathers the alerts of the alert topic in a queue, and keeps what is not mailed after five tries", async () => {
        const { one } = bound(await recorded);
        const queue = one("aws:sqs/queue:Queue", "notifier");
        const deadLetters = arnOf(one("aws:sqs/queue:Queue", "notifier-dead-letters"));
        assert.deepEqual(
            { ...queue.inputs, redrivePolicy: policyOf(queue, "redrivePolicy") },
            {
                region: home,
                name: "vigil-test-notifier",
                visibilityTimeoutSeconds: 370,
                messageRetentionSeconds: 1209600,
                redrivePolicy: { deadLetterTargetArn: deadLetters, maxReceiveCount: 5 },
                sqsManagedSseEnabled: true,
                tags: tags("Notifier"),
            },
        );
        assert.deepEqual(
            policyOf(one("aws:sqs/queuePolicy:QueuePolicy", "notifier")),
            queuePolicy({ queueArn: arnOf(queue), sender: "subscription", sourceArns: [await alertTopic()] }),
        );
        assert.deepEqual(
            policyOf(one("aws:sqs/queuePolicy:QueuePolicy", "notifier-dead-letters")),
            queuePolicy({ queueArn: deadLetters, sender: "topic", sourceArns: [await alertTopic()] }),
        );
        const subscription = one("aws:sns/topicSubscription:TopicSubscription", "notifier");
        assert.deepEqual(
            { ...subscription.inputs, redrivePolicy: policyOf(subscription, "redrivePolicy") },
            {
                region: home,
                topic: await alertTopic(),
                protocol: "sqs",
                endpoint: arnOf(queue),
                rawMessageDelivery: true,
                redrivePolicy: { deadLetterTargetArn: deadLetters },
            },
        );
        // An alert that finds the queue closed is lost.
        const waits = (await recorded).dependenciesOf(subscription);
        for (const name of ["notifier", "notifier-dead-letters"])
            assert.ok(waits.includes(`aws:sqs/queuePolicy:QueuePolicy ${name}`), name);
    });

    it("runs at most two at a time, and reports what failed alert by alert", async () => {
        const { one } = bound(await recorded);
        const mapping = one("aws:lambda/eventSourceMapping:EventSourceMapping");
        assert.deepEqual(mapping.inputs, {
            region: home,
            eventSourceArn: arnOf(one("aws:sqs/queue:Queue", "notifier")),
            functionName: arnOf(one("aws:lambda/function:Function")),
            batchSize: 1000,
            maximumBatchingWindowInSeconds: 10,
            functionResponseTypes: ["ReportBatchItemFailures"],
            scalingConfig: { maximumConcurrency: 2 },
            tags: tags("Notifier"),
        });
        // Lambda refuses a mapping whose role may not poll the queue.
        assert.ok((await recorded).dependenciesOf(mapping).includes("aws:iam/rolePolicy:RolePolicy notifier"));
    });

    it("is a function without secrets in its environment, which logs where the logs end after a month", async () => {
        const { one } = bound(await recorded);
        const made = one("aws:lambda/function:Function");
        const { code, ...inputs } = made.inputs;
        const mailTopicArn = arnOf(one("aws:sns/topic:Topic", "mail-topic"));
        assert.deepEqual(inputs, {
            region: home,
            name: "vigil-test-notifier",
            description: "Mails alerts, and counts in digests what would be too many mails.",
            role: arnOf(one("aws:iam/role:Role", "notifier")),
            runtime: "nodejs24.x",
            architectures: ["arm64"],
            handler: "index.handler",
            memorySize: 512,
            timeout: 60,
            environment: {
                variables: {
                    MAIL_TOPIC_ARN: mailTopicArn,
                    MEMORY_BUCKET: "vigil-test-notifier-memory-123456789012-eu-west-1",
                    MAILS_PER_BATCH: "5",
                    MAILS_PER_HOUR: "30",
                    TIME_ZONE: "Europe/Berlin",
                },
            },
            loggingConfig: { logFormat: "JSON", logGroup: "/aws/lambda/vigil-test-notifier" },
            tags: tags("Notifier"),
        });
        assert.ok(pulumi.asset.AssetArchive.isInstance(code));
        assert.deepEqual(one("aws:cloudwatch/logGroup:LogGroup").inputs, {
            region: home,
            name: "/aws/lambda/vigil-test-notifier",
            retentionInDays: 30,
            tags: tags("Notifier"),
        });
        assert.ok((await recorded).dependenciesOf(made).includes("aws:iam/rolePolicy:RolePolicy notifier"));
    });

    it("has a role that may do what it does, and nothing else", async () => {
        const { one } = bound(await recorded);
        const role = one("aws:iam/role:Role", "notifier");
        assert.deepEqual(policyOf(role, "assumeRolePolicy"), notifierTrustPolicy());
        const bucket = one("aws:s3/bucket:Bucket");
        assert.deepEqual(
            policyOf(one("aws:iam/rolePolicy:RolePolicy", "notifier")),
            notifierPermissions({
                region: home,
                queueArn: arnOf(one("aws:sqs/queue:Queue", "notifier")),
                topicArns: [arnOf(one("aws:sns/topic:Topic", "mail-topic"))],
                mailKeyArn: arnOf(one("aws:kms/key:Key", "mail-topic")),
                memoryBucketArn: arnOf(bucket),
                memoryKey: "memory.json",
                logGroupArn: arnOf(one("aws:cloudwatch/logGroup:LogGroup")),
            }),
        );
        assert.deepEqual(policyOf(one("aws:s3/bucketPolicy:BucketPolicy")), privateBucketPolicy(arnOf(bucket)));
        assert.deepEqual(one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs, {
            region: home,
            bucket: "vigil-test-notifier-memory-123456789012-eu-west-1",
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        });
    });
});

describe("MailTopic", () => {
    it("is encrypted under a key that is not the alert topic's, open to the stack's alarms", async () => {
        const { one } = bound(await recorded);
        const key = one("aws:kms/key:Key", "mail-topic");
        const topic = one("aws:sns/topic:Topic", "mail-topic");
        assert.deepEqual(policyOf(key), mailKeyPolicy({ account, alarmArns }));
        assert.deepEqual(topic.inputs, {
            region: home,
            name: "vigil-test-mail-topic",
            displayName: "Vigil",
            kmsMasterKeyId: arnOf(key),
            tags: tags("MailTopic"),
        });
        assert.notEqual(one("aws:sns/topic:Topic", "topic").inputs.kmsMasterKeyId, arnOf(key));
        assert.deepEqual(
            policyOf(one("aws:sns/topicPolicy:TopicPolicy", "mail-topic")),
            mailTopicPolicy({ account, alarmArns, topicArn: arnOf(topic) }),
        );
    });

    it("is what the mailboxes subscribe to", async () => {
        const { one } = bound(await recorded);
        const topic = arnOf(one("aws:sns/topic:Topic", "mail-topic"));
        for (const endpoint of emails) {
            assert.deepEqual(one("aws:sns/topicSubscription:TopicSubscription", `mail-topic-${endpoint}`).inputs, {
                region: home,
                topic,
                protocol: "email",
                endpoint,
            });
        }
    });
});

describe("the alarms about the way to the mailboxes", () => {
    it("reach them without the notifier, at most eight together, and are over the way of alerts", async () => {
        const made = await record(() => {
            const [bus, topic] = [newBus(), newTopic()];
            const notifier = newNotifier(topic, bus);
            const rules = newRules(bus, topic);
            const parts = {
                bus,
                topic,
                notifier,
                rules,
                counts: newCounts(bus, rules),
                heartbeats: newHeartbeats(bus, topic),
                stream: newStream(bus, topic),
            };
            new AlertHealth("health", { region: home, ...parts, relays: [] });
        });
        const mailTopic = arnOf(made.one("aws:sns/topic:Topic", "mail-topic"));
        const direct = made
            .all("aws:cloudwatch/metricAlarm:MetricAlarm")
            .filter(({ inputs }) => JSON.stringify(inputs.alarmActions) === JSON.stringify([mailTopic]));
        assert.deepEqual(
            direct
                .map(({ name, inputs: { metricName, namespace, threshold } }) => [
                    name,
                    `${String(namespace)} ${String(metricName)} > ${String(threshold)}`,
                ])
                .sort(),
            [
                ["health-dead-letters", "AWS/SQS ApproximateNumberOfMessagesVisible > 0"],
                ["notifier-dead-letters", "AWS/SQS ApproximateNumberOfMessagesVisible > 0"],
                ["notifier-errors", "AWS/Lambda Errors > 0"],
                ["notifier-pending-subscriptions", "AWS/Usage ResourceCount > 0"],
                ["notifier-throttles", "AWS/Lambda Throttles > 0"],
                ["notifier-undelivered", "AWS/SNS NumberOfNotificationsFailed > 0"],
                ["notifier-waiting", "AWS/SQS ApproximateAgeOfOldestMessage > 300"],
            ],
        );
        for (const { inputs } of direct)
            assert.deepEqual(inputs.okActions, [arnOf(made.one("aws:sns/topic:Topic", "topic"))]);
    });

    it("watch the queue, the function and the topic by name", async () => {
        const { one } = bound(await recorded);
        const dimensions = (alarm: string) =>
            one("aws:cloudwatch/metricAlarm:MetricAlarm", `notifier-${alarm}`).inputs.dimensions;
        assert.deepEqual(["dead-letters", "waiting", "errors", "throttles", "undelivered"].map(dimensions), [
            { QueueName: "vigil-test-notifier-dead-letters" },
            { QueueName: "vigil-test-notifier" },
            { FunctionName: "vigil-test-notifier" },
            { FunctionName: "vigil-test-notifier" },
            { TopicName: "vigil-test-mail-topic" },
        ]);
        assert.deepEqual(dimensions("pending-subscriptions"), {
            Service: "SNS",
            Type: "Resource",
            Resource: "ApproximateNumberOfPendingSubscriptions",
            Class: "None",
        });
    });
});

describe("the notifier's code", () => {
    const assetsOf = async (settings: Parameters<typeof notifierCode>[0]) => {
        const assets = await notifierCode(settings).assets;
        const texts = Object.entries(assets).map(async ([file, asset]) => [
            file,
            await (asset as pulumi.asset.StringAsset).text,
        ]);
        return Object.fromEntries(await Promise.all(texts)) as Record<string, string>;
    };

    it("is one ES module below 100 KB without a path of the machine, and the settings beside it", async () => {
        const accountNames = { "123456789012": "production" };
        const {
            "index.mjs": code = "",
            "settings.json": settings = "",
            ...others
        } = await assetsOf({
            ...archived,
            accountNames,
        });
        assert.deepEqual(others, {});
        assert.deepEqual(JSON.parse(settings), { accountNames, mute: ["Recon:*"], routes: mailRoutes });
        assert.ok(code.length < 100_000, String(code.length));
        assert.match(code, /^export \{\n {2}handler\n?/m);
        assert.ok(!code.includes(process.cwd()));
    });

    it("is the same each time, so that a second update changes nothing", async () => {
        assert.deepEqual(await assetsOf(archived), await assetsOf(archived));
    });
});

function bound(made: Awaited<typeof recorded>) {
    return { one: made.one.bind(made) };
}
