import type { PolicyDocument } from "@pulumi/aws/iam";
import { policyOf } from "./statements";

/** All that the role of the weekly mail's schedule may do: run the notifier. */
export function weeklyInvocation(functionArn: string): PolicyDocument {
    return policyOf({
        Sid: "RunTheNotifier",
        Effect: "Allow",
        Action: "lambda:InvokeFunction",
        Resource: functionArn,
    });
}

export interface WeeklyFacts {
    /** Home, and the Regions watched. */
    readonly regions: readonly string[];
    readonly queueArns: readonly string[];
    readonly topicArns: readonly string[];
}

/** What the notifier may read, beside what it may do for alerts, to write the weekly mail. */
export function weeklyReading({ regions, queueArns, topicArns }: WeeklyFacts): PolicyDocument {
    return policyOf(
        {
            // CloudWatch knows no ARNs of metrics (Service Authorization Reference, "Amazon CloudWatch"): the numbers of
            // the whole account, but of no other Region.
            Sid: "ReadMetrics",
            Effect: "Allow",
            Action: "cloudwatch:GetMetricData",
            Resource: "*",
            Condition: { StringEquals: { "aws:RequestedRegion": [...regions] } },
        },
        {
            Sid: "CountDeadLetters",
            Effect: "Allow",
            Action: "sqs:GetQueueAttributes",
            Resource: [...queueArns],
        },
        {
            Sid: "SeeWhoIsUnconfirmed",
            Effect: "Allow",
            Action: "sns:ListSubscriptionsByTopic",
            Resource: [...topicArns],
        },
    );
}
