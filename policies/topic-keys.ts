import type { PolicyDocument, PolicyStatement } from "@pulumi/aws/iam";
import { type AlarmFacts, alarmsOnly } from "./alarms";
import { accountManagesKey, policyOf } from "./statements";

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
    return policyOf(accountManagesKey(facts.account), eventBridge, alarmsPublish(facts));
}

/** Key policy of the encrypted mail topic; the notifier uses the key by the policy of its role. */
export function mailKeyPolicy(facts: AlarmFacts): PolicyDocument {
    return policyOf(accountManagesKey(facts.account), alarmsPublish(facts));
}

function alarmsPublish(facts: AlarmFacts): PolicyStatement {
    return { Sid: "AlarmsPublish", Effect: "Allow", ...alarmsOnly(facts), ...use };
}
