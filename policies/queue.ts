import type { PolicyDocument, PolicyStatement } from "@pulumi/aws/iam";
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
    /**
     * ARN pattern of rules that send messages, too.
     * @default - there are none
     */
    readonly rules?: string | undefined;
}

/**
 * Queue policy of a queue that EventBridge or SNS sends to (EventBridge User Guide, "Using dead-letter queues"; SNS
 * Developer Guide, "Subscribing an Amazon SQS queue" and "Configuring an Amazon SNS dead-letter queue").
 */
export function queuePolicy({ queueArn, sender, sourceArns, rules }: QueueFacts): PolicyDocument {
    const { sid, service } = senders[sender];
    const send = { Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn } as const;
    const delivers: PolicyStatement[] =
        rules === undefined
            ? []
            : [
                  {
                      ...send,
                      Sid: "RulesDeliver",
                      Principal: { Service: "events.amazonaws.com" },
                      Condition: { ArnLike: { "aws:SourceArn": rules } },
                  },
              ];
    const sends: PolicyStatement = {
        ...send,
        Sid: sid,
        Principal: { Service: service },
        Condition: { ArnEquals: { "aws:SourceArn": sourceArns } },
    };
    return policyOf(noPlainHttp("sqs", queueArn), sends, ...delivers);
}
