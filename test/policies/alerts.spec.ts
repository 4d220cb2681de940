import assert from "node:assert/strict";
import type { PolicyDocument, PolicyStatement } from "@pulumi/aws/iam";
import { alertKeyPolicy, alertTopicPolicy, eventsTopicPolicy, routeTopicPolicy } from "../../policies/topics";
import { chatTrustPolicy } from "../../policies/chat-role";
import { queuePolicy } from "../../policies/queue";
import { findingsBusPolicy } from "../../policies/findings-bus";
import { relayPermissions, relayTrustPolicy } from "../../policies/relay-role";
import { instanceTrustPolicy } from "../../policies/scan-target";

const statementsOf = ({ Statement }: PolicyDocument) => Statement as readonly PolicyStatement[];
const account = { id: "111122223333", partition: "aws" };
const root = "arn:aws:iam::111122223333:root";
const alarmArns = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:vigil-dev-*";
const ofAlarms = {
    StringEquals: { "aws:SourceAccount": "111122223333" },
    ArnLike: { "aws:SourceArn": alarmArns },
};

describe("alertKeyPolicy", () => {
    it("lets EventBridge use the key without any condition, because it would satisfy none", () => {
        assert.deepEqual(alertKeyPolicy({ account, alarmArns }), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AccountManagesTheKey",
                    Effect: "Allow",
                    Principal: { AWS: root },
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
                    Condition: ofAlarms,
                },
            ],
        });
    });
});

describe("alertTopicPolicy", () => {
    it("lets the account manage the topic, EventBridge publish without a condition, and this stack's alarms publish", () => {
        const topicArn = "arn:aws:sns:eu-west-1:111122223333:alerts";
        assert.deepEqual(alertTopicPolicy({ account, topicArn, alarmArns }), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AccountManagesTheTopic",
                    Effect: "Allow",
                    Principal: { AWS: root },
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
                    Condition: ofAlarms,
                },
            ],
        });
    });
});

describe("routeTopicPolicy", () => {
    it("lets the account manage the topic, and nobody else publish", () => {
        const facts = { account, topicArn: "arn:aws:sns:eu-west-1:111122223333:route" };
        assert.deepEqual(routeTopicPolicy(facts), {
            Version: "2012-10-17",
            Statement: statementsOf(alertTopicPolicy({ ...facts, alarmArns: "" })).slice(0, 1),
        });
    });
});

describe("eventsTopicPolicy", () => {
    it("lets the account manage the topic, and EventBridge publish without a condition, but no alarm", () => {
        const facts = { account, topicArn: "arn:aws:sns:eu-west-1:111122223333:events" };
        assert.deepEqual(eventsTopicPolicy(facts), {
            Version: "2012-10-17",
            Statement: statementsOf(alertTopicPolicy({ ...facts, alarmArns: "" })).slice(0, 2),
        });
    });
});

describe("chatTrustPolicy", () => {
    it("is for Amazon Q Developer in chat applications", () => {
        assert.deepEqual(chatTrustPolicy(), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "ChatApplicationsAssumeTheRole",
                    Effect: "Allow",
                    Principal: { Service: "chatbot.amazonaws.com" },
                    Action: "sts:AssumeRole",
                },
            ],
        });
    });
});

describe("queuePolicy", () => {
    const queueArn = "arn:aws:sqs:eu-west-1:111122223333:q";
    const noPlainHttp = {
        Sid: "NobodyComesOverPlainHttp",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: queueArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
    };

    it("lets EventBridge send for the given rules alone, under the version that queue policies must name", () => {
        const sourceArns = [
            "arn:aws:events:eu-west-1:111122223333:rule/bus/one",
            "arn:aws:events:eu-west-1:111122223333:rule/bus/two",
        ];
        assert.deepEqual(queuePolicy({ queueArn, sender: "rules", sourceArns }), {
            Version: "2012-10-17",
            Statement: [
                noPlainHttp,
                {
                    Sid: "RulesSendWhatTheyCouldNotDeliver",
                    Effect: "Allow",
                    Principal: { Service: "events.amazonaws.com" },
                    Action: "sqs:SendMessage",
                    Resource: queueArn,
                    Condition: { ArnEquals: { "aws:SourceArn": sourceArns } },
                },
            ],
        });
    });

    it("lets the rules of a bus send beside a topic, where there are any", () => {
        const facts = {
            queueArn,
            sender: "subscription" as const,
            sourceArns: ["arn:aws:sns:eu-west-1:111122223333:t"],
        };
        const rules = "arn:aws:events:eu-west-1:111122223333:rule/bus/*";
        assert.deepEqual(queuePolicy({ ...facts, rules }), {
            Version: "2012-10-17",
            Statement: [
                ...statementsOf(queuePolicy(facts)),
                {
                    Sid: "RulesDeliver",
                    Effect: "Allow",
                    Principal: { Service: "events.amazonaws.com" },
                    Action: "sqs:SendMessage",
                    Resource: queueArn,
                    Condition: { ArnLike: { "aws:SourceArn": rules } },
                },
            ],
        });
    });

    it("lets SNS send for the given topic alone", () => {
        const sourceArns = ["arn:aws:sns:eu-west-1:111122223333:alerts"];
        assert.deepEqual(queuePolicy({ queueArn, sender: "topic", sourceArns }), {
            Version: "2012-10-17",
            Statement: [
                noPlainHttp,
                {
                    Sid: "TopicSendsWhatItCouldNotDeliver",
                    Effect: "Allow",
                    Principal: { Service: "sns.amazonaws.com" },
                    Action: "sqs:SendMessage",
                    Resource: queueArn,
                    Condition: { ArnEquals: { "aws:SourceArn": sourceArns } },
                },
            ],
        });
    });
});

describe("the relay's policies", () => {
    const busArn = "arn:aws:events:eu-west-1:111122223333:event-bus/findings";
    const relayRoleArn = "arn:aws:iam::111122223333:role/relay";

    it("let the bus take events from this account, and there from the relay role alone", () => {
        assert.deepEqual(findingsBusPolicy({ account, busArn, relayRoleArn }), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "RelaysPutFindings",
                    Effect: "Allow",
                    Principal: { AWS: "arn:aws:iam::111122223333:root" },
                    Action: "events:PutEvents",
                    Resource: busArn,
                    Condition: { ArnEquals: { "aws:PrincipalArn": relayRoleArn } },
                },
            ],
        });
    });

    it("let this account's relay rules of every Region, and no other rule, assume the role", () => {
        assert.deepEqual(relayTrustPolicy({ account, ruleName: "vigil-dev-relay" }), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "RelayRulesAssumeTheRole",
                    Effect: "Allow",
                    Principal: { Service: "events.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: {
                        StringEquals: { "aws:SourceAccount": "111122223333" },
                        ArnLike: { "aws:SourceArn": "arn:aws:events:*:111122223333:rule/vigil-dev-relay" },
                    },
                },
            ],
        });
    });

    it("let the role put events on the findings bus and nothing else", () => {
        assert.deepEqual(relayPermissions(busArn), {
            Version: "2012-10-17",
            Statement: [{ Sid: "PutFindings", Effect: "Allow", Action: "events:PutEvents", Resource: busArn }],
        });
    });
});

describe("instanceTrustPolicy", () => {
    it("lets EC2 alone assume the scan target's role", () => {
        assert.deepEqual(instanceTrustPolicy, {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "InstancesAssumeTheRole",
                    Effect: "Allow",
                    Principal: { Service: "ec2.amazonaws.com" },
                    Action: "sts:AssumeRole",
                },
            ],
        });
    });
});
