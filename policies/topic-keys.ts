import type { PolicyDocument, PolicyStatement } from "@pulumi/aws/iam";
import { accountRoot } from "./account";
import { type AlarmFacts, alarmsOnly } from "./alarms";

const use = { Action: ["kms:GenerateDataKey*", "kms:Decrypt"], Resource: "*" };

/**
 * Key policy of the encrypted alert topic. EventBridge sends neither `aws:SourceAccount` nor `aws:SourceArn` when it
 * publishes to an encrypted topic, so a scoped statement would lose every alert in silence (Amazon SNS Developer Guide,
 * "Managing Amazon SNS encryption keys and costs"). That is why the topic has a key of its own, which encrypts nothing
 * but alerts on their way.
 */
export function alertKeyPolicy(facts: AlarmFacts): PolicyDocument {
    const eventBridge: PolicyStatement = {
        Sid: "EventBridgePublishesAlerts",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        ...use,
    };
    return { Version: "2012-10-17", Statement: [accountManages(facts), eventBridge, alarmsPublish(facts)] };
}

/** Key policy of the encrypted mail topic; the notifier uses the key by the policy of its role. */
export function mailKeyPolicy(facts: AlarmFacts): PolicyDocument {
    return { Version: "2012-10-17", Statement: [accountManages(facts), alarmsPublish(facts)] };
}

function accountManages({ account }: AlarmFacts): PolicyStatement {
    return {
        Sid: "AccountManagesTheKey",
        Effect: "Allow",
        Principal: { AWS: accountRoot(account) },
        Action: "kms:*",
        Resource: "*",
    };
}

function alarmsPublish(facts: AlarmFacts): PolicyStatement {
    return { Sid: "AlarmsPublish", Effect: "Allow", ...alarmsOnly(facts), ...use };
}
