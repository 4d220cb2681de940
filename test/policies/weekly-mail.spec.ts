import assert from "node:assert/strict";
import { weeklyInvocation, weeklyReading } from "../../policies/weekly-mail";

describe("weeklyInvocation", () => {
    it("is to run the one function", () => {
        const functionArn = "arn:aws:lambda:eu-west-1:123456789012:function:notifier";
        assert.deepEqual(weeklyInvocation(functionArn), {
            Version: "2012-10-17",
            Statement: [
                { Sid: "RunTheNotifier", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: functionArn },
            ],
        });
    });
});

describe("weeklyReading", () => {
    it("is of metrics of the watched Regions, and of these queues and topics", () => {
        const queueArns = ["arn:aws:sqs:us-east-1:123456789012:dead-letters"];
        const topicArns = ["arn:aws:sns:eu-west-1:123456789012:alerts"];
        assert.deepEqual(weeklyReading({ regions: ["eu-west-1", "us-east-1"], queueArns, topicArns }), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "ReadMetrics",
                    Effect: "Allow",
                    Action: "cloudwatch:GetMetricData",
                    Resource: "*",
                    Condition: { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } },
                },
                {
                    Sid: "CountDeadLetters",
                    Effect: "Allow",
                    Action: "sqs:GetQueueAttributes",
                    Resource: queueArns,
                },
                {
                    Sid: "SeeWhoIsUnconfirmed",
                    Effect: "Allow",
                    Action: "sns:ListSubscriptionsByTopic",
                    Resource: topicArns,
                },
            ],
        });
    });
});
