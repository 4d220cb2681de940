import type { PolicyDocument, PolicyStatement } from "@pulumi/aws/iam";
import { type Account, accountRoot } from "./account";
import { type AlarmFacts, alarmsOnly } from "./alarms";
import { accountManagesKey, policyOf } from "./statements";

interface OwnedTopic {
    readonly account: Account;
    readonly topicArn: string;
}

/** The account, and the alarms that publish to the topic. */
export interface TopicFacts extends OwnedTopic, AlarmFacts {}

/** What is allowed of a topic, or of the key that encrypts it. */
type Allowed = Pick<PolicyStatement, "Action" | "Resource">;

/**
 * Topic policy of the alert topic. The EventBridge statement carries no condition: AWS documents that topic policies for
 * EventBridge do not support them (EventBridge User Guide, "Using resource-based policies").
 */
export function alertTopicPolicy(facts: TopicFacts): PolicyDocument {
    return policyOf(accountManages(facts), eventBridge(publish(facts)), alarms(facts, publish(facts)));
}

/** Topic policy of the events topic, to which no alarm publishes. */
export function eventsTopicPolicy(facts: OwnedTopic): PolicyDocument {
    return policyOf(accountManages(facts), eventBridge(publish(facts)));
}

/** Topic policy of the mail topic; the notifier publishes by the policy of its role. */
export function mailTopicPolicy(facts: TopicFacts): PolicyDocument {
    return policyOf(accountManages(facts), alarms(facts, publish(facts)));
}

/** Topic policy of a route's topics, to which only the notifier publishes, by the policy of its role. */
export function routeTopicPolicy(facts: OwnedTopic): PolicyDocument {
    return policyOf(accountManages(facts));
}

/**
 * Key policy of the encrypted alert topic. EventBridge sends neither `aws:SourceAccount` nor `aws:SourceArn` when it
 * publishes to an encrypted topic, so a scoped statement would lose every alert in silence (Amazon SNS Developer Guide,
 * "Managing Amazon SNS encryption keys and costs"). That is why the topic has a key of its own, which encrypts nothing
 * but alerts on their way.
 */
export function alertKeyPolicy(facts: AlarmFacts): PolicyDocument {
    return policyOf(accountManagesKey(facts.account), eventBridge(useOfKey), alarms(facts, useOfKey));
}

/** Key policy of the encrypted mail topic; the notifier uses the key by the policy of its role. */
export function mailKeyPolicy(facts: AlarmFacts): PolicyDocument {
    return policyOf(accountManagesKey(facts.account), alarms(facts, useOfKey));
}

const useOfKey: Allowed = { Action: ["kms:GenerateDataKey*", "kms:Decrypt"], Resource: "*" };

function publish({ topicArn }: OwnedTopic): Allowed {
    return { Action: "sns:Publish", Resource: topicArn };
}

/** What SNS gives a new topic's owner; a topic policy replaces it. */
function accountManages({ account, topicArn }: OwnedTopic): PolicyStatement {
    return {
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
    };
}

function eventBridge(allowed: Allowed): PolicyStatement {
    const Principal = { Service: "events.amazonaws.com" };
    return { Sid: "EventBridgePublishesAlerts", Effect: "Allow", Principal, ...allowed };
}

function alarms(facts: AlarmFacts, allowed: Allowed): PolicyStatement {
    return { Sid: "AlarmsPublish", Effect: "Allow", ...alarmsOnly(facts), ...allowed };
}
