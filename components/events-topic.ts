import { Permission } from "@pulumi/aws/lambda";
import { TopicSubscription } from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import { eventsTopicPolicy } from "../policies/topics";
import { DeadLetterQueue } from "./dead-letter-queue";
import { topicUnderKey } from "./encrypted-topic";
import { physicalName } from "./names";
import { redriveTo, subscribeEndpoints, unconfirmed } from "./subscriptions";
import { tagsOf } from "./tags";

export interface EventsTopicArgs {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    /** Of the alert key, which EventBridge may use. */
    readonly keyArn: pulumi.Input<string>;
    /** HTTPS endpoints, which confirm by themselves. Treated as secrets. */
    readonly https: readonly string[];
    /** ARNs of queues in the Region, whose owners let the topic send to them. */
    readonly queues: readonly string[];
    /** ARNs of functions in the Region. */
    readonly functions: readonly string[];
}

/**
 * The topic for machines: it has events as the services send them. Endpoints and queues get the event itself; a function
 * gets it in SNS's envelope, for SNS has no raw delivery to Lambda (SNS Developer Guide, "Raw message delivery"). What a
 * receiver does not take lands in a dead-letter queue.
 */
export class EventsTopic extends pulumi.ComponentResource {
    public readonly topicArn: pulumi.Output<string>;
    /** Endpoints that have not confirmed yet: host and fingerprint. */
    public readonly unconfirmedHttps: pulumi.Output<string[]>;
    public readonly deadLetterQueue: DeadLetterQueue;

    constructor(name: string, args: EventsTopicArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:EventsTopic", name, {}, opts);
        const { region, account, keyArn, https } = args;
        const tags = tagsOf("EventsTopic");
        const child = { parent: this };
        const says = { displayName: "Vigil events", policy: eventsTopicPolicy };
        const topic = topicUnderKey(name, { region, account, keyArn, ...says, tags }, this);
        const queue = new DeadLetterQueue(
            `${name}-dead-letters`,
            { region, sender: "topic", sourceArns: [topic.arn], tags },
            child,
        );
        const to = { region, topic: topic.arn, redrivePolicy: redriveTo(queue) };

        const endpoints = subscribeEndpoints(name, { region, topic: topic.arn, https, raw: true, queue }, this);
        for (const endpoint of args.queues) {
            new TopicSubscription(
                `${name}-${endpoint}`,
                { ...to, protocol: "sqs", endpoint, rawMessageDelivery: true },
                { parent: this, dependsOn: [queue] },
            );
        }
        for (const endpoint of args.functions) {
            const allowed = new Permission(
                `${name}-${endpoint}`,
                {
                    region,
                    statementId: physicalName("statement", name),
                    action: "lambda:InvokeFunction",
                    function: endpoint,
                    principal: "sns.amazonaws.com",
                    sourceArn: topic.arn,
                },
                child,
            );
            new TopicSubscription(
                `${name}-${endpoint}`,
                { ...to, protocol: "lambda", endpoint },
                { parent: this, dependsOn: [allowed, queue] },
            );
        }

        this.topicArn = topic.arn;
        this.deadLetterQueue = queue;
        this.unconfirmedHttps = unconfirmed(endpoints);
        this.registerOutputs({ topicArn: this.topicArn, unconfirmedHttps: this.unconfirmedHttps });
    }
}
