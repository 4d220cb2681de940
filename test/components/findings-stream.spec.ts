import assert from "node:assert/strict";
import { FindingsStream } from "../../components/findings-stream";
import { archivedPattern } from "../../findings/patterns";
import {
    deliveryPermissions,
    deliveryTrustPolicy,
    streamRulePermissions,
    streamRuleTrustPolicy,
} from "../../policies/findings-stream";
import { policyOf } from "../support/policies";
import { record, type Recorded } from "../support/record";
import { account, home, newArchive, newBus, newDetection, newStream, newTopic } from "../support/upstream";

const tags = { Project: "vigil", Stack: "test", Component: "FindingsStream" };
const stream = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";

describe("FindingsStream", () => {
    let recorded: Recorded;

    before(async () => {
        recorded = await record(() => {
            const { deliveryStreamName, ruleName } = newStream(newBus(), newTopic());
            return { deliveryStreamName, ruleName };
        });
    });

    const arnOf = (type: string, name: string) => String(recorded.one(type, name).outputs.arn);

    it("is a rule, a stream with its log, a role for each, dead letters and five alarms", () => {
        assert.deepEqual(recorded.childrenOf("stream"), [
            "aws:cloudwatch/eventRule:EventRule stream",
            "aws:cloudwatch/eventTarget:EventTarget stream",
            "aws:cloudwatch/logGroup:LogGroup stream",
            "aws:cloudwatch/logStream:LogStream stream",
            "aws:cloudwatch/metricAlarm:MetricAlarm stream-dead-letters",
            "aws:cloudwatch/metricAlarm:MetricAlarm stream-failed-invocations",
            "aws:cloudwatch/metricAlarm:MetricAlarm stream-failed-puts",
            "aws:cloudwatch/metricAlarm:MetricAlarm stream-freshness",
            "aws:cloudwatch/metricAlarm:MetricAlarm stream-sent-to-dead-letters",
            "aws:iam/role:Role stream",
            "aws:iam/role:Role stream-delivery",
            "aws:iam/rolePolicy:RolePolicy stream",
            "aws:iam/rolePolicy:RolePolicy stream-delivery",
            `${stream} stream`,
            "aws:sqs/queue:Queue stream-dead-letters",
            "aws:sqs/queuePolicy:QueuePolicy stream-dead-letters",
            "vigil:index:DeadLetterQueue stream-dead-letters",
        ]);
        assert.deepEqual(recorded.outputs, { deliveryStreamName: "vigil-test-stream", ruleName: "vigil-test-stream" });
    });

    it("writes what it gets into the archive, compressed, under the findings key, one event a line", () => {
        const made = recorded.one(stream);
        assert.deepEqual(made.inputs, {
            region: home,
            name: "vigil-test-stream",
            destination: "extended_s3",
            extendedS3Configuration: {
                bucketArn: arnOf("aws:s3/bucket:Bucket", "archive"),
                roleArn: arnOf("aws:iam/role:Role", "stream-delivery"),
                prefix: "findings/dt=!{timestamp:yyyy/MM/dd}/",
                errorOutputPrefix: "findings-errors/!{firehose:error-output-type}/dt=!{timestamp:yyyy/MM/dd}/",
                bufferingInterval: 300,
                bufferingSize: 5,
                compressionFormat: "GZIP",
                kmsKeyArn: arnOf("aws:kms/key:Key", "archive"),
                processingConfiguration: {
                    enabled: true,
                    processors: [
                        {
                            type: "AppendDelimiterToRecord",
                            // Two characters, as the API wants them.
                            parameters: [{ parameterName: "Delimiter", parameterValue: String.raw`\n` }],
                        },
                    ],
                },
                cloudwatchLoggingOptions: {
                    enabled: true,
                    logGroupName: "/aws/kinesisfirehose/vigil-test-stream",
                    logStreamName: "vigil-test-stream",
                },
            },
            tags,
        });
        const waits = recorded.dependenciesOf(made);
        for (const needed of [
            "aws:iam/rolePolicy:RolePolicy stream-delivery",
            "aws:s3/bucketPolicy:BucketPolicy archive",
            "aws:kms/keyPolicy:KeyPolicy archive",
        ])
            assert.ok(waits.includes(needed), waits.join());
    });

    it("logs for 30 days why it could not write", () => {
        assert.deepEqual(recorded.one("aws:cloudwatch/logGroup:LogGroup").inputs, {
            region: home,
            name: "/aws/kinesisfirehose/vigil-test-stream",
            retentionInDays: 30,
            tags,
        });
        assert.deepEqual(recorded.one("aws:cloudwatch/logStream:LogStream").inputs, {
            region: home,
            name: "vigil-test-stream",
            logGroupName: "/aws/kinesisfirehose/vigil-test-stream",
        });
    });

    it("has a role for Firehose, which may write to its folders", () => {
        const role = recorded.one("aws:iam/role:Role", "stream-delivery");
        assert.deepEqual(
            { ...role.inputs, assumeRolePolicy: policyOf(role, "assumeRolePolicy") },
            {
                name: "vigil-test-stream-delivery",
                description: "Lets Firehose write findings to the findings archive.",
                assumeRolePolicy: deliveryTrustPolicy(account),
                tags,
            },
        );
        const { inputs } = recorded.one("aws:iam/rolePolicy:RolePolicy", "stream-delivery");
        assert.deepEqual(inputs, {
            name: "vigil-test-stream-delivery",
            role: role.outputs.name,
            policy: deliveryPermissions({
                region: home,
                bucketArn: arnOf("aws:s3/bucket:Bucket", "archive"),
                folders: ["findings/", "findings-errors/"],
                keyArn: arnOf("aws:kms/key:Key", "archive"),
                logGroupArn: arnOf("aws:cloudwatch/logGroup:LogGroup", "stream"),
            }),
        });
    });

    it("gets what the archive keeps of the findings bus, as it is, tried for a day", () => {
        const rule = recorded.one("aws:cloudwatch/eventRule:EventRule");
        assert.deepEqual(
            { ...rule.inputs, eventPattern: policyOf(rule, "eventPattern") },
            {
                region: home,
                name: "vigil-test-stream",
                eventBusName: "vigil-test-bus",
                description: "Has every finding and lost coverage kept in the findings archive.",
                eventPattern: archivedPattern,
                tags,
            },
        );
        const target = recorded.one("aws:cloudwatch/eventTarget:EventTarget");
        assert.deepEqual(target.inputs, {
            region: home,
            eventBusName: "vigil-test-bus",
            rule: "vigil-test-stream",
            arn: arnOf(stream, "stream"),
            roleArn: arnOf("aws:iam/role:Role", "stream"),
            retryPolicy: { maximumEventAgeInSeconds: 86400, maximumRetryAttempts: 185 },
            deadLetterConfig: { arn: arnOf("aws:sqs/queue:Queue", "stream-dead-letters") },
        });
        const waits = recorded.dependenciesOf(target);
        for (const needed of [
            `${stream} stream`,
            "aws:iam/rolePolicy:RolePolicy stream",
            "aws:sqs/queuePolicy:QueuePolicy stream-dead-letters",
        ])
            assert.ok(waits.includes(needed), waits.join());
    });

    it("has a role for the rule alone, which may put records into the stream alone", () => {
        const role = recorded.one("aws:iam/role:Role", "stream");
        assert.deepEqual(
            { ...role.inputs, assumeRolePolicy: policyOf(role, "assumeRolePolicy") },
            {
                name: "vigil-test-stream",
                description: "Lets the rule of the findings stream put findings into it.",
                assumeRolePolicy: streamRuleTrustPolicy(account, arnOf("aws:cloudwatch/eventRule:EventRule", "stream")),
                tags,
            },
        );
        assert.deepEqual(recorded.one("aws:iam/rolePolicy:RolePolicy", "stream").inputs, {
            name: "vigil-test-stream",
            role: role.outputs.name,
            policy: streamRulePermissions(arnOf(stream, "stream")),
        });
    });

    it("tells of what it did not take, could not write, and has not written in an hour", () => {
        const onRule = { EventBusName: "vigil-test-bus", RuleName: "vigil-test-stream" };
        const onStream = { DeliveryStreamName: "vigil-test-stream" };
        const above = { comparisonOperator: "GreaterThanThreshold", threshold: 0 };
        const expected = {
            "failed-invocations": {
                alarmDescription: "The findings stream refused findings, which the archive lacks.",
                ...{ namespace: "AWS/Events", metricName: "FailedInvocations", statistic: "Sum" },
                ...{ ...above, dimensions: onRule },
            },
            "sent-to-dead-letters": {
                alarmDescription: "Findings did not get into the findings stream; they went to its dead-letter queue.",
                ...{ namespace: "AWS/Events", metricName: "InvocationsSentToDlq", statistic: "Sum" },
                ...{ ...above, dimensions: onRule },
            },
            "dead-letters": {
                alarmDescription:
                    "Findings that the archive lacks wait in the dead-letter queue of the findings stream.",
                ...{ namespace: "AWS/SQS", metricName: "ApproximateNumberOfMessagesVisible", statistic: "Maximum" },
                ...{ ...above, dimensions: { QueueName: "vigil-test-stream-dead-letters" } },
            },
            "failed-puts": {
                alarmDescription: "Firehose could not write findings to the archive; it tries for 24 hours.",
                ...{ namespace: "AWS/Firehose", metricName: "DeliveryToS3.Success", statistic: "Minimum" },
                ...{ comparisonOperator: "LessThanThreshold", threshold: 1, dimensions: onStream },
            },
            freshness: {
                alarmDescription:
                    "Findings have waited for an hour to be written to the archive; after 24 they are lost.",
                ...{ namespace: "AWS/Firehose", metricName: "DeliveryToS3.DataFreshness", statistic: "Maximum" },
                ...{ ...above, threshold: 3600, dimensions: onStream },
            },
        };
        for (const [key, condition] of Object.entries(expected)) {
            assert.deepEqual(recorded.one("aws:cloudwatch/metricAlarm:MetricAlarm", `stream-${key}`).inputs, {
                region: home,
                name: `vigil-test-stream-${key}`,
                ...condition,
                period: 300,
                evaluationPeriods: 1,
                treatMissingData: "notBreaching",
                alarmActions: [arnOf("aws:sns/topic:Topic", "topic")],
                okActions: [],
                tags,
            });
        }
    });

    it("says when its alarms are over to whom the alarms of home do", async () => {
        const made = await record(() => {
            const [bus, archive] = [newBus(), newArchive(newDetection())];
            const tells = { onAlarm: "arn:on", onOk: "arn:over" };
            new FindingsStream("stream", { region: home, account, bus, archive, tells });
        });
        for (const { inputs } of made.all("aws:cloudwatch/metricAlarm:MetricAlarm"))
            assert.deepEqual([inputs.alarmActions, inputs.okActions], [["arn:on"], ["arn:over"]]);
    });
});
