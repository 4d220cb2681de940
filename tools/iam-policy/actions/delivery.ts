import type { ActionTable } from "./resource-actions";

/** The findings bus, the relays, the alert topic and what watches them. */
export const deliveryActions: ActionTable = {
    "aws:cloudwatch/eventBus:EventBus": {
        create: ["events:CreateEventBus", "events:TagResource"],
        read: ["events:DescribeEventBus", "events:ListTagsForResource"],
        update: ["events:UpdateEventBus", "events:TagResource", "events:UntagResource"],
        delete: ["events:DeleteEventBus"],
    },
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy": {
        create: ["events:PutPermission"],
        read: ["events:DescribeEventBus"],
        update: ["events:PutPermission"],
        delete: ["events:RemovePermission"],
    },
    "aws:cloudwatch/eventArchive:EventArchive": {
        create: ["events:CreateArchive"],
        read: ["events:DescribeArchive"],
        update: ["events:UpdateArchive"],
        delete: ["events:DeleteArchive"],
    },
    "aws:cloudwatch/eventRule:EventRule": {
        create: ["events:PutRule", "events:TagResource"],
        read: ["events:DescribeRule", "events:ListTagsForResource"],
        update: ["events:PutRule", "events:TagResource", "events:UntagResource"],
        delete: ["events:DeleteRule"],
    },
    "aws:cloudwatch/eventTarget:EventTarget": {
        create: ["events:PutTargets"],
        read: ["events:ListTargetsByRule"],
        update: ["events:PutTargets"],
        delete: ["events:RemoveTargets"],
        more: ({ roleArn }) => (roleArn === undefined ? [] : ["iam:PassRole"]),
    },
    "aws:sqs/queue:Queue": {
        create: ["sqs:CreateQueue", "sqs:TagQueue"],
        read: ["sqs:GetQueueAttributes", "sqs:ListQueueTags"],
        update: ["sqs:SetQueueAttributes", "sqs:TagQueue", "sqs:UntagQueue"],
        delete: ["sqs:DeleteQueue"],
    },
    "aws:sqs/queuePolicy:QueuePolicy": {
        create: ["sqs:SetQueueAttributes"],
        read: ["sqs:GetQueueAttributes"],
        update: ["sqs:SetQueueAttributes"],
        delete: ["sqs:SetQueueAttributes"],
    },
    "aws:sns/topic:Topic": {
        create: ["sns:CreateTopic", "sns:TagResource", "sns:SetTopicAttributes"],
        read: ["sns:GetTopicAttributes", "sns:ListTagsForResource"],
        update: ["sns:SetTopicAttributes", "sns:TagResource", "sns:UntagResource"],
        delete: ["sns:DeleteTopic"],
    },
    // Deleting one puts the default policy.
    "aws:sns/topicPolicy:TopicPolicy": {
        create: ["sns:SetTopicAttributes"],
        read: ["sns:GetTopicAttributes"],
        update: ["sns:SetTopicAttributes"],
        delete: ["sns:SetTopicAttributes"],
    },
    "aws:sns/topicSubscription:TopicSubscription": {
        create: ["sns:Subscribe", "sns:ListSubscriptionsByTopic"],
        read: ["sns:GetSubscriptionAttributes"],
        update: ["sns:SetSubscriptionAttributes"],
        delete: ["sns:Unsubscribe"],
    },
    "aws:cloudwatch/metricAlarm:MetricAlarm": {
        create: ["cloudwatch:PutMetricAlarm", "cloudwatch:TagResource"],
        read: ["cloudwatch:DescribeAlarms", "cloudwatch:ListTagsForResource"],
        update: ["cloudwatch:PutMetricAlarm", "cloudwatch:TagResource", "cloudwatch:UntagResource"],
        delete: ["cloudwatch:DeleteAlarms"],
    },
    "aws:cloudwatch/dashboard:Dashboard": {
        create: ["cloudwatch:PutDashboard"],
        read: ["cloudwatch:GetDashboard"],
        update: ["cloudwatch:PutDashboard"],
        delete: ["cloudwatch:DeleteDashboards"],
    },
};
