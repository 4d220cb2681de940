import type { PolicyDocument } from "@pulumi/aws/iam";

export interface DeadLetterQueueFacts {
    readonly queueArn: string;
    /** The rules whose undelivered events may land here. */
    readonly ruleArns: string[];
}

/** Queue policy of a dead-letter queue (EventBridge User Guide, "Using dead-letter queues"). */
export function deadLetterQueuePolicy({ queueArn, ruleArns }: DeadLetterQueueFacts): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "RulesSendWhatTheyCouldNotDeliver",
                Effect: "Allow",
                Principal: { Service: "events.amazonaws.com" },
                Action: "sqs:SendMessage",
                Resource: queueArn,
                Condition: { ArnEquals: { "aws:SourceArn": ruleArns } },
            },
        ],
    };
}
