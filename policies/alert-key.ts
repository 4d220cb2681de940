import type { PolicyDocument } from "@pulumi/aws/iam";
import { type Account, accountRoot } from "./account";

export interface AlertKeyFacts {
    readonly account: Account;
    /** ARN pattern of the alarms that publish to the topic. */
    readonly alarmArns: string;
}

/**
 * Key policy of the encrypted alert topic. EventBridge sends neither `aws:SourceAccount` nor `aws:SourceArn` when it
 * publishes to an encrypted topic, so a scoped statement would lose every alert in silence (Amazon SNS Developer Guide,
 * "Managing Amazon SNS encryption keys and costs"). That is why the topic has a key of its own, which encrypts nothing
 * but alerts on their way.
 */
export function alertKeyPolicy({ account, alarmArns }: AlertKeyFacts): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "AccountManagesTheKey",
                Effect: "Allow",
                Principal: { AWS: accountRoot(account) },
                Action: "kms:*",
                Resource: "*",
            },
            {
                Sid: "EventBridgePublishesAlerts",
                Effect: "Allow",
                Principal: { Service: "events.amazonaws.com" },
                Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
                Resource: "*",
            },
            {
                Sid: "AlarmsPublish",
                Effect: "Allow",
                Principal: { Service: "cloudwatch.amazonaws.com" },
                Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
                Resource: "*",
                Condition: {
                    StringEquals: { "aws:SourceAccount": account.id },
                    ArnLike: { "aws:SourceArn": alarmArns },
                },
            },
        ],
    };
}
