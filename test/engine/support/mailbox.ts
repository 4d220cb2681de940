import { SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import { type Clients, clientsIn } from "./clients";
import { type Received, TestQueue } from "./test-queue";

/** An alert as it arrived. */
export type Alert = Received;

/** A throw-away queue on the alert topic: it gets what a subscriber's mailbox gets. */
export class AlertQueue {
    private constructor(
        private readonly queue: TestQueue,
        private readonly sns: Clients["sns"],
        private readonly subscriptionArn: string,
    ) {}

    /** Opens a mailbox in the Region and the account of the topic. */
    static async on(topicArn: string, { raw } = { raw: true }): Promise<AlertQueue> {
        const [, , , region = "", account] = topicArn.split(":");
        const queue = await TestQueue.for("sns", region, topicArn, account);
        const { sns } = clientsIn(region, account);
        const { SubscriptionArn: subscriptionArn } = await sns.send(
            new SubscribeCommand({
                TopicArn: topicArn,
                Protocol: "sqs",
                Endpoint: queue.arn,
                Attributes: { RawMessageDelivery: String(raw) },
                ReturnSubscriptionArn: true,
            }),
        );
        return new AlertQueue(queue, sns, subscriptionArn!);
    }

    /** Everything that has arrived so far. */
    alerts(): Promise<readonly Alert[]> {
        return this.queue.received();
    }

    async remove(): Promise<void> {
        if (!(await this.queue.remove())) return;
        await this.sns.send(new UnsubscribeCommand({ SubscriptionArn: this.subscriptionArn }));
    }
}
