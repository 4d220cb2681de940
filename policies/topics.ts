import type { PolicyDocument, PolicyStatement } from "@pulumi/aws/iam";
import { type Account, accountRoot } from "./account";
import { type AlarmFacts, alarmsOnly } from "./alarms";
import { policyOf } from "./statements";

interface OwnedTopic {
    readonly account: Account;
    readonly topicArn: string;
}

/** The account, and the alarms that publish to the topic. */
export interface TopicFacts extends OwnedTopic, AlarmFacts {}

/**
 * Topic policy of the alert topic. The EventBridge statement carries no condition: AWS documents that topic policies for
 * EventBridge do not support them (EventBridge User Guide, "Using resource-based policies").
 */
export function alertTopicPolicy(facts: TopicFacts): PolicyDocument {
    return policyOf(accountManages(facts), eventBridgePublishes(facts), alarmsPublish(facts));
}

/** Topic policy of the events topic, to which no alarm publishes. */
export function eventsTopicPolicy(facts: OwnedTopic): PolicyDocument {
    return policyOf(accountManages(facts), eventBridgePublishes(facts));
}

/** Topic policy of the mail topic; the notifier publishes by the policy of its role. */
export function mailTopicPolicy(facts: TopicFacts): PolicyDocument {
    return policyOf(accountManages(facts), alarmsPublish(facts));
}

/** Topic policy of a route's topics, to which only the notifier publishes, by the policy of its role. */
export function routeTopicPolicy(facts: OwnedTopic): PolicyDocument {
    return policyOf(accountManages(facts));
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

function eventBridgePublishes({ topicArn }: OwnedTopic): PolicyStatement {
    return {
        Sid: "EventBridgePublishesAlerts",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topicArn,
    };
}

function alarmsPublish(facts: TopicFacts): PolicyStatement {
    return {
        Sid: "AlarmsPublish",
        Effect: "Allow",
        ...alarmsOnly(facts),
        Action: "sns:Publish",
        Resource: facts.topicArn,
    };
}
