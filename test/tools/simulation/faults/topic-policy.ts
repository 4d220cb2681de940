import { addStatement, inOrder, replace, statement, without } from "../edits";
import type { Fault } from "./fault";

const topicPolicy = ["topicPolicy"] as const;
const key = ["key", "alert-topic"] as const;
const scoped = { StringEquals: { "aws:SourceAccount": "123456789012" } };

/** A topic that does not take what is published. */
export const topicPolicyFaults: readonly Fault[] = [
    {
        when: "the topic has no policy",
        blames: ["topic policy: Topic alert-topic"],
        edit: without("topicPolicy"),
    },
    {
        when: "the topic policy does not let EventBridge in",
        blames: ["topic policy: TopicPolicy alert-topic"],
        edit: statement(topicPolicy, "EventBridge", () => undefined),
    },
    {
        when: "the topic policy asks EventBridge for the account that it never tells",
        blames: ["topic policy: TopicPolicy alert-topic"],
        edit: statement(topicPolicy, "EventBridge", (one) => ({ ...one, Condition: scoped })),
    },
    {
        when: "the topic policy asks EventBridge for the rule that it never tells",
        blames: ["topic policy: TopicPolicy alert-topic"],
        edit: statement(topicPolicy, "EventBridge", (one) => ({
            ...one,
            Condition: { ArnLike: { "aws:SourceArn": "arn:aws:events:*:123456789012:rule/*" } },
        })),
    },
    {
        when: "the topic policy allows another action",
        blames: ["topic policy: TopicPolicy alert-topic"],
        edit: statement(topicPolicy, "EventBridge", (one) => ({ ...one, Action: "sns:Subscribe" })),
    },
    {
        when: "the topic policy is about another topic",
        blames: ["topic policy: TopicPolicy alert-topic"],
        edit: statement(topicPolicy, "EventBridge", (one) => ({
            ...one,
            Resource: "arn:aws:sns:eu-west-1:123456789012:x",
        })),
    },
    {
        when: "the topic policy names EventBridge by an old name",
        blames: ["topic policy: TopicPolicy alert-topic"],
        edit: replace(topicPolicy, "events.amazonaws.com", "cloudwatch-events.amazonaws.com"),
    },
    {
        when: "the topic policy denies everybody who does not tell the account",
        blames: ["topic policy: TopicPolicy alert-topic"],
        edit: addStatement(topicPolicy, {
            Effect: "Deny",
            Principal: "*",
            Action: "sns:Publish",
            Resource: "*",
            Condition: { StringNotEquals: { "aws:PrincipalAccount": "123456789012" } },
        }),
    },
    {
        when: "the topic policy is one that AWS refuses",
        blames: ["topic policy: TopicPolicy alert-topic"],
        edit: statement(topicPolicy, "EventBridge", (one) => ({ ...one, Effect: "allow" })),
    },
    {
        when: "the topic policy does not let alarms in",
        blames: ["topic policy: TopicPolicy alert-topic"],
        edit: statement(topicPolicy, "Alarms", () => undefined),
    },
    {
        when: "the topic policy lets in alarms of another name",
        blames: ["topic policy: TopicPolicy alert-topic"],
        edit: replace(topicPolicy, "alarm:vigil-test-*", "alarm:vigil-prod-*"),
    },
    {
        when: "EventBridge is shut out at the topic and at the key, where the topic is asked first",
        blames: ["topic policy: TopicPolicy alert-topic"],
        edit: inOrder(
            statement(topicPolicy, "EventBridge", () => undefined),
            statement(key, "EventBridge", () => undefined),
        ),
    },
];
