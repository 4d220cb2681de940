import { TopicSubscription } from "@pulumi/aws/sns";
import { Queue, QueuePolicy } from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { queuePolicy } from "../policies/queue";
import { DeadLetterQueue } from "./dead-letter-queue";
import { keepsName, physicalName } from "./names";
import { redriveTo } from "./subscriptions";

export interface NotifierQueueArgs {
    readonly region: string;
    readonly topicArn: pulumi.Input<string>;
    /**
     * ARN pattern of the rules that send alerts past the topic.
     * @default - there are none
     */
    readonly rules: pulumi.Input<string> | undefined;
    /** Of the function that takes alerts from the queue, in seconds. */
    readonly timeout: number;
    /** Seconds that alerts are gathered for a batch. */
    readonly window: number;
    readonly tags: Record<string, string>;
}

/** Makes the queue that gathers alerts for the notifier, as children of a component, and opens it to those who send them. */
export function notifierQueue(name: string, args: NotifierQueueArgs, parent: pulumi.Resource) {
    const { region, topicArn, rules, tags } = args;
    const deadLetters = new DeadLetterQueue(
        `${name}-dead-letters`,
        { region, sender: "topic", sourceArns: [topicArn], tags },
        { parent },
    );
    const queue = new Queue(
        name,
        {
            region,
            name: physicalName("queue", name),
            // What AWS advises for a queue of Lambda's (Lambda Developer Guide, "Using Lambda with Amazon SQS").
            visibilityTimeoutSeconds: 6 * args.timeout + args.window,
            messageRetentionSeconds: 14 * 24 * 60 * 60,
            redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 5 }),
            sqsManagedSseEnabled: true,
            tags,
        },
        keepsName(parent),
    );
    const facts = { queueArn: queue.arn, sender: "subscription" as const, sourceArns: [topicArn], rules };
    const open = new QueuePolicy(
        name,
        { region, queueUrl: queue.url, policy: pulumi.output(facts).apply(queuePolicy) },
        { parent },
    );
    new TopicSubscription(
        name,
        {
            region,
            topic: topicArn,
            protocol: "sqs",
            endpoint: queue.arn,
            rawMessageDelivery: true,
            redrivePolicy: redriveTo(deadLetters),
        },
        { parent, dependsOn: [open, deadLetters] },
    );
    return { queue, deadLetters, open };
}
