import { randomUUID } from "node:crypto";
import { SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import {
    CreateQueueCommand,
    DeleteMessageBatchCommand,
    DeleteQueueCommand,
    GetQueueAttributesCommand,
    ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import { type Clients, clientsIn } from "./clients";

/** An alert as it arrived. */
export type Alert = Readonly<Record<string, unknown>>;

/** A throw-away queue on the alert topic: it gets what a subscriber's mailbox gets. */
export class AlertQueue {
    private readonly received: Alert[] = [];
    private removed = false;

    private constructor(
        private readonly clients: Clients,
        private readonly queueUrl: string,
        private readonly subscriptionArn: string,
    ) {}

    /** Opens a mailbox in the Region of the topic. */
    static async on(topicArn: string, { raw } = { raw: true }): Promise<AlertQueue> {
        const [, , , region = "", account = ""] = topicArn.split(":");
        const clients = clientsIn(region);
        const { sqs, sns } = clients;
        const name = `vigil-engine-test-${randomUUID()}`;
        const policy = {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "TopicDeliversAlerts",
                    Effect: "Allow",
                    Principal: { Service: "sns.amazonaws.com" },
                    Action: "sqs:SendMessage",
                    Resource: `arn:aws:sqs:${region}:${account}:${name}`,
                    Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
                },
            ],
        };
        const { QueueUrl: queueUrl } = await sqs.send(
            new CreateQueueCommand({ QueueName: name, Attributes: { Policy: JSON.stringify(policy) } }),
        );
        const { Attributes } = await sqs.send(
            new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["QueueArn"] }),
        );
        const { SubscriptionArn: subscriptionArn } = await sns.send(
            new SubscribeCommand({
                TopicArn: topicArn,
                Protocol: "sqs",
                Endpoint: Attributes?.QueueArn,
                Attributes: { RawMessageDelivery: String(raw) },
                ReturnSubscriptionArn: true,
            }),
        );
        return new AlertQueue(clients, queueUrl!, subscriptionArn!);
    }

    /** Everything that has arrived so far. */
    async alerts(): Promise<readonly Alert[]> {
        for (;;) {
            const { Messages: messages = [] } = await this.clients.sqs.send(
                new ReceiveMessageCommand({ QueueUrl: this.queueUrl, MaxNumberOfMessages: 10 }),
            );
            if (messages.length === 0) return this.received;
            this.received.push(...messages.map(({ Body }) => JSON.parse(Body!) as Alert));
            const Entries = messages.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle }));
            await this.clients.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: this.queueUrl, Entries }));
        }
    }

    async remove(): Promise<void> {
        if (this.removed) return;
        this.removed = true;
        await this.clients.sns.send(new UnsubscribeCommand({ SubscriptionArn: this.subscriptionArn }));
        await this.clients.sqs.send(new DeleteQueueCommand({ QueueUrl: this.queueUrl }));
    }
}
