import { Queue, QueuePolicy } from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { deadLetterQueuePolicy } from "../policies/dead-letter-queue";
import { keepsName, physicalName } from "./names";

export interface DeadLetterQueueArgs {
    readonly region: string;
    /** The rules whose undelivered events land here; EventBridge wants rule and queue in one Region. */
    readonly ruleArns: pulumi.Input<string>[];
    readonly tags: Record<string, string>;
}

const fourteenDays = 14 * 24 * 60 * 60;

/** Where the events land that a rule could not deliver, for 14 days, the longest that SQS keeps a message. */
export class DeadLetterQueue extends pulumi.ComponentResource {
    public readonly arn: pulumi.Output<string>;
    public readonly url: pulumi.Output<string>;
    public readonly queueName: pulumi.Output<string>;

    constructor(name: string, args: DeadLetterQueueArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:DeadLetterQueue", name, {}, opts);
        const { region, ruleArns, tags } = args;

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
                policy: pulumi.output({ queueArn: queue.arn, ruleArns }).apply(deadLetterQueuePolicy),
            },
            { parent: this },
        );

        this.arn = queue.arn;
        this.url = queue.url;
        this.queueName = queue.name;
        this.registerOutputs({ arn: this.arn, url: this.url, queueName: this.queueName });
    }
}
