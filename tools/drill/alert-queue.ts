import { PublishCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { DeleteMessageBatchCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { UserError } from "../cli/user-error";
import type { Clients } from "../aws/clients";
import type { Clock } from "./clock";
import { creationOf, makeQueue } from "./drill-queue";
import { permitted } from "../aws/permission";
import type { CleanupRegistry } from "./cleanup-registry";

export interface AlertQueueOptions {
    readonly stack: string;
    readonly topicArn: string;
    readonly clients: Clients;
    readonly registry: CleanupRegistry;
    readonly clock: Clock;
    readonly signal: AbortSignal;
}

/** A message as it arrived. */
export interface Received {
    readonly text: string;
    /** When it came into the queue, by this machine's clock, in milliseconds since 1970. */
    readonly at: number;
}

/** A throw-away queue on the alert topic: it gets exactly what every other subscriber gets. */
export class AlertQueue {
    /** How far AWS's clock is ahead of ours, in milliseconds, as far as the marker tells. */
    private ahead = 0;

    private constructor(
        private readonly options: AlertQueueOptions,
        private readonly queueUrl: string,
    ) {}

    /** Makes and subscribes the queue, noting each as soon as it is there. */
    static async open(options: AlertQueueOptions): Promise<AlertQueue> {
        const { clients, registry, topicArn, stack, signal } = options;
        const { queueUrl, queueArn } = await makeQueue(clients, topicArn, stack);
        registry.queueUrl = queueUrl;
        registry.since = await creationOf(clients, queueUrl);
        signal.throwIfAborted();
        const { SubscriptionArn } = await permitted("sns:Subscribe", () =>
            clients.sns.send(
                new SubscribeCommand({
                    TopicArn: topicArn,
                    Protocol: "sqs",
                    Endpoint: queueArn,
                    Attributes: { RawMessageDelivery: "true" },
                    ReturnSubscriptionArn: true,
                }),
            ),
        );
        registry.subscriptionArn = SubscriptionArn;
        signal.throwIfAborted();
        return new AlertQueue(options, queueUrl);
    }

    /**
     * Sends a message through the topic until it arrives here, for a new subscription takes its time. Everybody else
     * gets it, too, so it says what is going on.
     *
     * @throws UserError when it never does
     */
    async prove(): Promise<void> {
        const { clients, topicArn, stack, clock, signal } = this.options;
        const marker = `Vigil drill of the stack "${stack}": the alerts about sample findings that follow are no emergency.`;
        for (let attempt = 1; attempt <= 4; attempt++) {
            await permitted("sns:Publish", () =>
                clients.sns.send(new PublishCommand({ TopicArn: topicArn, Message: marker })),
            );
            const patience = clock.now() + 20_000;
            while (clock.now() < patience) {
                const arrived = (await this.receive()).find(({ text }) => text === marker);
                if (arrived !== undefined) {
                    this.ahead = arrived.at - clock.now();
                    return;
                }
                await clock.sleep(250, signal);
            }
        }
        throw new UserError(
            `Nothing that is published to ${topicArn} arrives in the drill's queue, so no alert would. Look at the ` +
                "topic's policy and at its key: who drills needs sns:Publish, kms:GenerateDataKey and kms:Decrypt on them.",
        );
    }

    /** What has arrived since it was last asked. */
    async receive(): Promise<Received[]> {
        const { clock, clients } = this.options;
        const { sqs } = clients;
        const received: Received[] = [];
        for (;;) {
            const { Messages = [] } = await permitted("sqs:ReceiveMessage", () =>
                sqs.send(
                    new ReceiveMessageCommand({
                        QueueUrl: this.queueUrl,
                        MaxNumberOfMessages: 10,
                        WaitTimeSeconds: received.length > 0 ? 0 : 1,
                        MessageSystemAttributeNames: ["SentTimestamp"],
                    }),
                ),
            );
            if (Messages.length === 0) return received;
            received.push(
                ...Messages.map(({ Body = "", Attributes }) => {
                    const sentAt = Number(Attributes?.SentTimestamp ?? clock.now() + this.ahead);
                    return { text: Body, at: sentAt - this.ahead };
                }),
            );
            const Entries = Messages.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle }));
            await permitted("sqs:DeleteMessage", () =>
                sqs.send(new DeleteMessageBatchCommand({ QueueUrl: this.queueUrl, Entries })),
            );
        }
    }
}
