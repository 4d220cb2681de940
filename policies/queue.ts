import type { PolicyDocument } from "@pulumi/aws/iam";
import { noPlainHttp } from "./plain-http";
import { policyOf } from "./statements";

/** Who sends what: rules and a topic what they could not deliver, a topic also its messages. */
const senders = {
    rules: { sid: "RulesSendWhatTheyCouldNotDeliver", service: "events.amazonaws.com" },
    topic: { sid: "TopicSendsWhatItCouldNotDeliver", service: "sns.amazonaws.com" },
    subscription: { sid: "TopicDelivers", service: "sns.amazonaws.com" },
} as const;

export interface QueueFacts {
    readonly queueArn: string;
    readonly sender: keyof typeof senders;
    /** The rules or the topic, and nothing else of their kind. */
    readonly sourceArns: string[];
}

/**
 * Queue policy of a queue that EventBridge or SNS sends to (EventBridge User Guide, "Using dead-letter queues"; SNS
 * Developer Guide, "Subscribing an Amazon SQS queue" and "Configuring an Amazon SNS dead-letter queue").
 */
export function queuePolicy({ queueArn, sender, sourceArns }: QueueFacts): PolicyDocument {
    const { sid, service } = senders[sender];
    return policyOf(noPlainHttp("sqs", queueArn), {
        Sid: sid,
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sqs:SendMessage",
        Resource: queueArn,
        Condition: { ArnEquals: { "aws:SourceArn": sourceArns } },
    });
}
