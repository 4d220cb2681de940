import { randomUUID } from "node:crypto";
import {
    CreateQueueCommand,
    DeleteMessageBatchCommand,
    DeleteQueueCommand,
    GetQueueAttributesCommand,
    ReceiveMessageCommand,
    SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import { type Clients, clientsIn } from "./clients";

/** What arrived, as the JSON that it is. */
export type Received = Readonly<Record<string, unknown>>;

/** A throw-away queue that keeps what AWS sends it. */
export class TestQueue {
    private readonly kept: Received[] = [];
    private removed = false;

    private constructor(
        private readonly sqs: Clients["sqs"],
        private readonly url: string,
        public readonly arn: string,
    ) {}

    /** Opens a queue for what a service sends on behalf of one of its resources; the ARN may have wildcards. */
    static async for(
        service: "events" | "sns",
        region: string,
        sourceArn: string,
        account?: string,
    ): Promise<TestQueue> {
        const { sqs } = clientsIn(region, account);
        const created = await sqs.send(new CreateQueueCommand({ QueueName: `vigil-engine-test-${randomUUID()}` }));
        const QueueUrl = created.QueueUrl!;
        const { Attributes } = await sqs.send(
            new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }),
        );
        const arn = Attributes!.QueueArn!;
        const policy = {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "ServiceDelivers",
                    Effect: "Allow",
                    Principal: { Service: `${service}.amazonaws.com` },
                    Action: "sqs:SendMessage",
                    Resource: arn,
                    Condition: { ArnLike: { "aws:SourceArn": sourceArn } },
                },
            ],
        };
        await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: JSON.stringify(policy) } }));
        return new TestQueue(sqs, QueueUrl, arn);
    }

    /** Everything that has arrived so far. */
    async received(): Promise<readonly Received[]> {
        for (;;) {
            const { Messages: messages = [] } = await this.sqs.send(
                new ReceiveMessageCommand({ QueueUrl: this.url, MaxNumberOfMessages: 10 }),
            );
            if (messages.length === 0) return this.kept;
            this.kept.push(...messages.map(({ Body }) => JSON.parse(Body!) as Received));
            const Entries = messages.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle }));
            await this.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: this.url, Entries }));
        }
    }

    /** Whether it was still there. */
    async remove(): Promise<boolean> {
        if (this.removed) return false;
        this.removed = true;
        await this.sqs.send(new DeleteQueueCommand({ QueueUrl: this.url }));
        return true;
    }
}
