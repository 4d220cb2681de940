import assert from "node:assert/strict";
import { GetQueueAttributesCommand, type GetQueueAttributesCommandInput, SQSClient } from "@aws-sdk/client-sqs";
import { mockClient } from "aws-sdk-client-mock";
import { awsClients } from "../../../tools/aws/clients";
import { readQueue } from "../../../tools/drill/account/stores";
import { home } from "./support/stack";

const redrive = '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:123456789012:letters","maxReceiveCount":5}';
const attributes: Readonly<Record<string, string>> = {
    QueueArn: "arn:aws:sqs:eu-west-1:123456789012:notifier",
    Policy: "{}",
    RedrivePolicy: redrive,
    VisibilityTimeout: "370",
};

describe("readQueue", () => {
    it("asks for everything that the way of an alert to a function is judged by", async () => {
        const sqs = mockClient(SQSClient);
        // As SQS does: it tells what it is asked for.
        sqs.on(GetQueueAttributesCommand).callsFake(({ AttributeNames = [] }: GetQueueAttributesCommandInput) => ({
            Attributes: Object.fromEntries(
                Object.entries(attributes).filter(([name]) => AttributeNames.some((one) => one === name)),
            ),
        }));
        const [queue] = await readQueue(awsClients(undefined)(home), "https://sqs/notifier");
        sqs.restore();
        assert.deepEqual(queue?.properties, {
            region: home,
            name: "notifier",
            arn: attributes.QueueArn,
            url: "https://sqs/notifier",
            queueArn: attributes.QueueArn,
            redrivePolicy: redrive,
            visibilityTimeout: "370",
        });
    });
});
