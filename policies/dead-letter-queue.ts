import type { PolicyDocument } from "@pulumi/aws/iam";
import { noPlainHttp } from "./plain-http";

/** Who sends what it could not deliver: rules of EventBridge, or a topic of SNS for its subscriptions. */
const senders = {
    rules: { sid: "RulesSendWhatTheyCouldNotDeliver", service: "events.amazonaws.com" },
    topic: { sid: "TopicSendsWhatItCouldNotDeliver", service: "sns.amazonaws.com" },
} as const;

export interface DeadLetterQueueFacts {
    readonly queueArn: string;
    readonly sender: keyof typeof senders;
    /** The rules or the topic, and nothing else of their kind. */
    readonly sourceArns: string[];
}

/**
 * Queue policy of a dead-letter queue (EventBridge User Guide, "Using dead-letter queues"; SNS Developer Guide,
 * "Configuring an Amazon SNS dead-letter queue").
 */
export function deadLetterQueuePolicy({ queueArn, sender, sourceArns }: DeadLetterQueueFacts): PolicyDocument {
    const { sid, service } = senders[sender];
    return {
        Version: "2012-10-17",
        Statement: [
            noPlainHttp("sqs", queueArn),
            {
                Sid: sid,
                Effect: "Allow",
                Principal: { Service: service },
                Action: "sqs:SendMessage",
                Resource: queueArn,
                Condition: { ArnEquals: { "aws:SourceArn": sourceArns } },
            },
        ],
    };
}
