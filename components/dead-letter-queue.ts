import { Queue, QueuePolicy } from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { type QueueFacts, queuePolicy } from "../policies/queue";
import { keepsName, physicalName } from "./names";

export interface DeadLetterQueueArgs {
    readonly region: string;
    readonly sender: QueueFacts["sender"];
    /** The rules or the topic whose undelivered messages land here; AWS wants them and the queue in one Region. */
    readonly sourceArns: pulumi.Input<string>[];
    readonly tags: Record<string, string>;
}

const fourteenDays = 14 * 24 * 60 * 60;

/** Where the messages land that a rule or a topic could not deliver, for 14 days, the longest that SQS keeps a message. */
export class DeadLetterQueue extends pulumi.ComponentResource {
    public readonly arn: pulumi.Output<string>;
    public readonly url: pulumi.Output<string>;
    public readonly queueName: pulumi.Output<string>;

    constructor(name: string, args: DeadLetterQueueArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:DeadLetterQueue", name, {}, opts);
        const { region, sender, sourceArns, tags } = args;

        const queue = new Queue(
            name,
            {
                region,
                name: physicalName("queue", name),
                messageRetentionSeconds: fourteenDays,
                sqsManagedSseEnabled: true,
                tags,
            },
            keepsName(this),
        );
        new QueuePolicy(
            name,
            {
                region,
                queueUrl: queue.url,
                policy: pulumi.output({ queueArn: queue.arn, sender, sourceArns }).apply(queuePolicy),
            },
            { parent: this },
        );

        this.arn = queue.arn;
        this.url = queue.url;
        this.queueName = queue.name;
        this.registerOutputs({ arn: this.arn, url: this.url, queueName: this.queueName });
    }
}
