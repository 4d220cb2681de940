import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { ListSubscriptionsByTopicCommand, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mockClient } from "aws-sdk-client-mock";
import { handler } from "../../notifier/handler";
import { mailWeek } from "../../notifier/handler-weekly";
import { now } from "./batches";
import { assertGolden } from "./golden";

const [home, far] = ["eu-west-1", "us-east-1"];
const facts = {
    ...{ stack: "vigil-dev", home, busName: "vigil-dev" },
    rules: [{ title: "GuardDuty HIGH", ruleName: "guardduty-high" }],
    relays: [home, far].map((region) => ({ region, ruleName: "relay" })),
    queues: [{ label: "relay", region: far, url: "https://queue" }],
    topics: [{ label: "mail topic", arn: "arn:topic" }],
};
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

describe("the weekly mail", () => {
    const [cloudWatch, sqs, sns] = [mockClient(CloudWatchClient), mockClient(SQSClient), mockClient(SNSClient)];
    const rim = {
        sns: new SNSClient({}),
        cloudWatch: (region: string) => Promise.resolve(new CloudWatchClient({ region })),
        sqs: (region: string) => Promise.resolve(new SQSClient({ region })),
        environment: { MAIL_TOPIC_ARN: "arn:aws:sns:eu-west-1:111122223333:mails" },
        now: () => now,
    };
    const mail = async () => {
        await mailWeek(facts, rim);
        const [{ args }] = sns.commandCalls(PublishCommand) as unknown as [
            { args: [{ input: { Subject: string; Message: string } }] },
        ];
        return { subject: args[0].input.Subject, text: args[0].input.Message };
    };
    const points = (Values: number[], hours: number[]) => ({ Id: "m0", Values, Timestamps: hours.map(ago) });

    /** Of each call, the Region of its client and what it asked. */
    const asked = (calls: readonly { thisValue: unknown; args: readonly [{ input: unknown }, ...unknown[]] }[]) =>
        Promise.all(
            calls.map(async ({ thisValue, args: [{ input }] }) => {
                return [await (thisValue as CloudWatchClient).config.region(), input] as const;
            }),
        ).then((all) => [...all].sort(([one], [other]) => one.localeCompare(other)));

    beforeEach(() => {
        for (const mock of [cloudWatch, sqs, sns]) mock.reset();
        cloudWatch.on(GetMetricDataCommand).resolvesOnce({ MetricDataResults: [points([5, 7], [100, 1])] });
        sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { ApproximateNumberOfMessages: "0" } });
        sns.on(ListSubscriptionsByTopicCommand).resolves({});
    });
    after(() => {
        for (const mock of [cloudWatch, sqs, sns]) mock.restore();
    });

    it("of a good week is what the file says", async () => {
        cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [points([600, 8], [100, 1])] });
        assertGolden("weekly-good", await mail());
    });

    it("of a bad week is what the file says", async () => {
        cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [points([600], [3])] });
        sqs.on(GetQueueAttributesCommand).resolves({
            Attributes: { ApproximateNumberOfMessages: "2", ApproximateNumberOfMessagesNotVisible: "1" },
        });
        sns.on(ListSubscriptionsByTopicCommand)
            .resolvesOnce({ NextToken: "more" })
            .resolves({
                Subscriptions: [
                    { SubscriptionArn: "PendingConfirmation", Endpoint: "https://hooks.example.com/secret" },
                    { SubscriptionArn: "arn:confirmed", Endpoint: "security@example.com" },
                ],
            });
        const bad = await mail();
        assert.ok(!bad.text.includes("secret"));
        assertGolden("weekly-bad", bad);
    });

    it("asks each Region once a page for the sums of a week, and every queue and topic", async () => {
        cloudWatch.reset();
        cloudWatch
            .on(GetMetricDataCommand)
            .resolvesOnce({ MetricDataResults: [points([1], [50])], NextToken: "more" })
            .resolves({ MetricDataResults: [points([2], [1])] });
        const { text } = await mail();
        const stat = (MetricName: string, RuleName: string, bus?: string) => {
            const Dimensions = [
                ...(bus ? [{ Name: "EventBusName", Value: bus }] : []),
                { Name: "RuleName", Value: RuleName },
            ];
            return {
                MetricStat: { Metric: { Namespace: "AWS/Events", MetricName, Dimensions }, Period: 900, Stat: "Sum" },
            };
        };
        const span = { StartTime: ago(7 * 24), EndTime: now };
        const rules = {
            MetricDataQueries: [{ ...stat("Invocations", "guardduty-high", "vigil-dev"), Id: "m0" }],
            ...span,
        };
        const relay = {
            MetricDataQueries: [
                { ...stat("Invocations", "relay"), Id: "m0" },
                { ...stat("FailedInvocations", "relay"), Id: "m1" },
            ],
            ...span,
        };
        assert.deepEqual(await asked(cloudWatch.commandCalls(GetMetricDataCommand)), [
            [home, { ...rules, NextToken: undefined }],
            [home, { ...rules, NextToken: "more" }],
            [home, { ...relay, NextToken: undefined }],
            [far, { ...relay, NextToken: undefined }],
        ]);
        assert.match(text, /\n {7}3 {2}GuardDuty HIGH\n/);
        const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];
        assert.deepEqual(await asked(sqs.commandCalls(GetQueueAttributesCommand)), [
            [far, { QueueUrl: "https://queue", AttributeNames }],
        ]);
        assert.deepEqual(
            sns.commandCalls(ListSubscriptionsByTopicCommand).map(({ args }) => args[0].input),
            [{ TopicArn: "arn:topic", NextToken: undefined }],
        );
        assert.deepEqual(
            sns.commandCalls(PublishCommand).map(({ args }) => args[0].input.TopicArn),
            [rim.environment.MAIL_TOPIC_ARN],
        );
    });

    it("takes a Region for silent of which nothing came in two hours, or nothing but what failed", async () => {
        const silentWith = async (hours: number[], failures: number[] = []) => {
            sns.resetHistory();
            cloudWatch.reset();
            cloudWatch.on(GetMetricDataCommand).callsFake(async (_, getClient: () => CloudWatchClient) => {
                const isFar = (await getClient().config.region()) === far;
                const failed = {
                    ...points(
                        failures.map(() => 1),
                        failures,
                    ),
                    Id: "m1",
                };
                const sent = points(
                    hours.map(() => 1),
                    hours,
                );
                return { MetricDataResults: isFar ? [sent, failed] : [points([3], [1])] };
            });
            const { text, subject } = await mail();
            assert.ok(!text.includes(`\n  ${home}: nothing came`));
            const isSilent = text.includes(`\n  ${far}: nothing came home`);
            assert.equal(subject.includes("1 Region SILENT"), isSilent);
            if (failures.length > 0 && !isSilent)
                assert.match(text, /us-east-1: 1 event, heartbeats included; 1 more failed\n/);
            return isSilent;
        };
        assert.deepEqual(
            [await silentWith([2]), await silentWith([2.01]), await silentWith([]), await silentWith([1, 1], [1])],
            [false, true, true, false],
        );
        assert.equal(await silentWith([1], [1]), true);
    });

    it("fails if it cannot be published, so that the schedule tries again", async () => {
        sns.on(PublishCommand).rejects(new Error("throttled"));
        await assert.rejects(mail(), /throttled/);
    });

    it("is what the function writes for its schedule, with clients of the Regions", async () => {
        const folder = mkdtempSync(join(tmpdir(), "vigil-weekly-"));
        const before = { ...process.env };
        writeFileSync(join(folder, "settings.json"), "{}");
        Object.assign(process.env, rim.environment, { LAMBDA_TASK_ROOT: folder, AWS_REGION: home });
        try {
            assert.equal(await handler({ weekly: facts }), undefined);
        } finally {
            process.env = before;
            rmSync(folder, { recursive: true });
        }
        const [publish] = sns.commandCalls(PublishCommand);
        assert.match(publish!.args[0].input.Subject ?? "", /^Vigil's week: /);
        const calls = [
            ...cloudWatch.commandCalls(GetMetricDataCommand),
            ...sqs.commandCalls(GetQueueAttributesCommand),
        ];
        assert.deepEqual(
            (await asked(calls)).map(([region]) => region),
            [home, home, far, far],
        );
    });

    it("says what could not be read, and nothing of what that said", async () => {
        const denied = Object.assign(new Error("secret"), { name: "AccessDenied" });
        cloudWatch.reset();
        for (const mock of [cloudWatch.on(GetMetricDataCommand), sqs.on(GetQueueAttributesCommand)])
            mock.rejects(denied);
        sns.on(ListSubscriptionsByTopicCommand).rejects(denied);
        assertGolden("weekly-unread", await mail());
    });
});
