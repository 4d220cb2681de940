import { randomBytes } from "node:crypto";
import { PublishCommand, SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import {
    CreateQueueCommand,
    DeleteMessageBatchCommand,
    DeleteQueueCommand,
    GetQueueAttributesCommand,
    ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import type { Clients } from "../aws/clients";
import { unlessMissing } from "../aws/permission";
import { UserError } from "../cli/user-error";
import type { Clock } from "./clock";
import { drillPrefix } from "../aws/actions";
import type { Outputs } from "../recording/outputs";
import { drilledTopics, markerOn, topicsOf } from "./topics";
import { noPlainHttp } from "../../policies/plain-http";

/** Tag of the drill's queue: the stack that is drilled. */
export const stackTag = "VigilDrillStack";

/** The queue as the documents' steps name it. */
export const drillQueue = { type: "queue", name: "the drill's own" };

export interface AlertQueueOptions {
    readonly stack: string;
    readonly outputs: Pick<Outputs, "alertTopicArn" | "notifier" | "routeTopics" | "eventsTopicArn">;
    /** Clients of the topics' Region. */
    readonly home: Clients;
    /** Where it notes what it makes, as soon as it is there. */
    readonly registry: { queueUrl?: string; readonly subscriptionArns: string[]; since: number };
    readonly clock: Clock;
    readonly signal: AbortSignal;
}

/** A message as it arrived. */
export interface Received {
    readonly topicArn: string;
    /** Mails have one. */
    readonly subject?: string;
    readonly text: string;
    /** When it came into the queue, by this machine's clock, in milliseconds since 1970. */
    readonly at: number;
}

/**
 * A throw-away queue on every topic that somebody is told by: it receives exactly what their other subscribers receive, in
 * SNS's envelope, which says from which topic it is, and under which subject.
 */
export class AlertQueue {
    /** How far AWS's clock is ahead of ours, in milliseconds, as far as the marker shows. */
    private ahead = 0;

    private constructor(
        private readonly options: AlertQueueOptions,
        private readonly queueUrl: string,
    ) {}

    /** Makes and subscribes the queue. */
    static async open(options: AlertQueueOptions): Promise<AlertQueue> {
        const { home, registry, signal } = options;
        const { queueUrl, queueArn } = await makeQueue(options);
        registry.queueUrl = queueUrl;
        registry.since = await creationOf(home, queueUrl);
        for (const TopicArn of topicsOf(options.outputs)) {
            signal.throwIfAborted();
            const request = { TopicArn, Protocol: "sqs", Endpoint: queueArn, ReturnSubscriptionArn: true };
            const { SubscriptionArn = "" } = await home.sns.send(new SubscribeCommand(request));
            registry.subscriptionArns.push(SubscriptionArn);
        }
        signal.throwIfAborted();
        return new AlertQueue(options, queueUrl);
    }

    /**
     * Publishes a message to each topic until it arrives here, because a new subscription takes a while to work. Every
     * subscriber receives it too, so it says what is going on.
     *
     * @throws UserError when it never arrives
     */
    async prove(): Promise<void> {
        const { stack, outputs } = this.options;
        for (const topic of drilledTopics(outputs)) await this.proveTopic(markerOn(topic, stack));
    }

    private async proveTopic(request: ReturnType<typeof markerOn>) {
        const { home, clock, signal } = this.options;
        for (let attempt = 1; attempt <= 4; attempt++) {
            await home.sns.send(new PublishCommand(request));
            const deadline = clock.now() + 20_000;
            while (clock.now() < deadline) {
                const arrived = (await this.receive()).find(
                    ({ topicArn, text }) => topicArn === request.TopicArn && text === request.Message,
                );
                if (arrived !== undefined) {
                    this.ahead = arrived.at - clock.now();
                    return;
                }
                await clock.sleep(250, signal);
            }
        }
        throw new UserError(
            `Nothing that is published to ${request.TopicArn} arrives in the drill's queue, so no alert would. Check the topic's ` +
                "policy and its key: the drill's identity needs sns:Publish, kms:GenerateDataKey and kms:Decrypt on them.",
        );
    }

    /** What has arrived since the last call. */
    async receive(): Promise<Received[]> {
        const { clock, home } = this.options;
        const received: Received[] = [];
        for (;;) {
            const { Messages = [] } = await home.sqs.send(
                new ReceiveMessageCommand({
                    QueueUrl: this.queueUrl,
                    MaxNumberOfMessages: 10,
                    WaitTimeSeconds: received.length > 0 ? 0 : 1,
                    MessageSystemAttributeNames: ["SentTimestamp"],
                }),
            );
            if (Messages.length === 0) return received;
            for (const { Body = "", Attributes } of Messages) {
                const sentAt = Number(Attributes?.SentTimestamp ?? clock.now() + this.ahead);
                received.push({ ...inEnvelope(Body), at: sentAt - this.ahead });
            }
            const Entries = Messages.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle }));
            await home.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: this.queueUrl, Entries }));
        }
    }
}

/** AWS: SNS developer guide, "Fanout to Amazon SQS queues". */
function inEnvelope(body: string): Omit<Received, "at"> {
    const { TopicArn = "", Subject, Message = body } = JSON.parse(body) as Partial<Record<string, string>>;
    return { topicArn: TopicArn, text: Message, ...(Subject !== undefined && { subject: Subject }) };
}

/** Makes a queue that takes messages of the topics, and of nothing else. */
async function makeQueue({ home, outputs, stack }: AlertQueueOptions) {
    const [, partition = "", , region = "", account = ""] = outputs.alertTopicArn.split(":");
    const name = `${drillPrefix}${stack.replace(/[^\w-]/g, "-").slice(0, 40)}-${randomBytes(6).toString("hex")}`;
    const queueArn = `arn:${partition}:sqs:${region}:${account}:${name}`;
    const delivery = {
        Sid: "TheTopicsDeliver",
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queueArn,
        Condition: { ArnEquals: { "aws:SourceArn": topicsOf(outputs) } },
    };
    const { QueueUrl: queueUrl = "" } = await home.sqs.send(
        new CreateQueueCommand({
            QueueName: name,
            Attributes: {
                Policy: JSON.stringify({
                    Version: "2012-10-17",
                    Statement: [noPlainHttp("sqs", queueArn), delivery],
                }),
                SqsManagedSseEnabled: "true",
                MessageRetentionPeriod: "7200",
            },
            tags: { [stackTag]: stack },
        }),
    );
    return { queueUrl, queueArn };
}

/** When a queue was made, by AWS's own clock, in milliseconds since 1970. */
export async function creationOf({ sqs }: Clients, queueUrl: string): Promise<number> {
    const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["CreatedTimestamp"] }),
    );
    return Math.floor(Number(Attributes?.CreatedTimestamp ?? 0)) * 1000;
}

export async function deleteQueue({ sqs }: Clients, url: string): Promise<void> {
    await unlessMissing(sqs.send(new DeleteQueueCommand({ QueueUrl: url })));
}

export async function unsubscribe({ sns }: Clients, arn: string): Promise<void> {
    await unlessMissing(sns.send(new UnsubscribeCommand({ SubscriptionArn: arn })));
}
