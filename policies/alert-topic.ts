import type { PolicyDocument } from "@pulumi/aws/iam";
import { type Account, accountRoot } from "./account";

export interface AlertTopicFacts {
    readonly account: Account;
    readonly topicArn: string;
    /** ARN pattern of the alarms that publish to the topic. */
    readonly alarmArns: string;
}

/**
 * Topic policy of the alert topic. The EventBridge statement carries no condition: AWS documents that topic policies for
 * EventBridge do not support them (EventBridge User Guide, "Using resource-based policies"). A topic policy replaces the
 * one that SNS gives a new topic, hence the account's own statement.
 */
export function alertTopicPolicy({ account, topicArn, alarmArns }: AlertTopicFacts): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "AccountManagesTheTopic",
                Effect: "Allow",
                Principal: { AWS: accountRoot(account) },
                Action: [
                    "sns:AddPermission",
                    "sns:DeleteTopic",
                    "sns:GetTopicAttributes",
                    "sns:ListSubscriptionsByTopic",
                    "sns:Publish",
                    "sns:RemovePermission",
                    "sns:SetTopicAttributes",
                    "sns:Subscribe",
                ],
                Resource: topicArn,
            },
            {
                Sid: "EventBridgePublishesAlerts",
                Effect: "Allow",
                Principal: { Service: "events.amazonaws.com" },
                Action: "sns:Publish",
                Resource: topicArn,
            },
            {
                Sid: "AlarmsPublish",
                Effect: "Allow",
                Principal: { Service: "cloudwatch.amazonaws.com" },
                Action: "sns:Publish",
                Resource: topicArn,
                Condition: {
                    StringEquals: { "aws:SourceAccount": account.id },
                    ArnLike: { "aws:SourceArn": alarmArns },
                },
            },
        ],
    };
}
