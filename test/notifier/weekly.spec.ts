import assert from "node:assert/strict";
import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { ListSubscriptionsByTopicCommand, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mockClient } from "aws-sdk-client-mock";
import { newWeekly } from "../../notifier/handler-weekly";
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
        await newWeekly(rim)(facts);
        const [{ args }] = sns.commandCalls(PublishCommand) as unknown as [
            { args: [{ input: { Subject: string; Message: string } }] },
        ];
        return { subject: args[0].input.Subject, text: args[0].input.Message };
    };
    const points = (Values: number[], hours: number[]) => ({ Id: "m0", Values, Timestamps: hours.map(ago) });

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

    it("says what could not be read, and nothing of what that said", async () => {
        const denied = Object.assign(new Error("secret"), { name: "AccessDenied" });
        cloudWatch.reset();
        for (const mock of [cloudWatch.on(GetMetricDataCommand), sqs.on(GetQueueAttributesCommand)])
            mock.rejects(denied);
        sns.on(ListSubscriptionsByTopicCommand).rejects(denied);
        assertGolden("weekly-unread", await mail());
    });
});
