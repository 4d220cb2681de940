import { arn, type DeployedStack, globalArn, namesOf } from "./deployed-stack";
import { type ActionTable, anyResource, type Scope } from "./permissions";

/** The findings bus, the relays, the alert topic and what watches them. */
export const alertPathActions = {
    bus: {
        read: ["events:DescribeEventBus", "events:ListTagsForResource"],
        write: ["events:CreateEventBus", "events:TagResource", "events:UpdateEventBus", "events:UntagResource"],
        delete: ["events:DeleteEventBus"],
    },
    busPolicy: {
        read: ["events:DescribeEventBus"],
        write: ["events:PutPermission"],
        delete: ["events:RemovePermission"],
    },
    eventArchive: {
        read: ["events:DescribeArchive"],
        write: ["events:CreateArchive", "events:UpdateArchive"],
        delete: ["events:DeleteArchive"],
    },
    rule: {
        read: ["events:DescribeRule", "events:ListTagsForResource"],
        write: ["events:PutRule", "events:TagResource", "events:UntagResource"],
        delete: ["events:DeleteRule"],
    },
    target: {
        read: ["events:ListTargetsByRule"],
        write: ["events:PutTargets"],
        delete: ["events:RemoveTargets"],
        more: ({ roleArn }) => (roleArn === undefined ? [] : ["iam:PassRole"]),
    },
    queue: {
        read: ["sqs:GetQueueAttributes", "sqs:ListQueueTags"],
        write: ["sqs:CreateQueue", "sqs:TagQueue", "sqs:SetQueueAttributes", "sqs:UntagQueue"],
        delete: ["sqs:DeleteQueue"],
    },
    queuePolicy: {
        read: ["sqs:GetQueueAttributes"],
        write: ["sqs:SetQueueAttributes"],
        delete: ["sqs:SetQueueAttributes"],
    },
    topic: {
        read: ["sns:GetTopicAttributes", "sns:ListTagsForResource"],
        write: ["sns:CreateTopic", "sns:TagResource", "sns:SetTopicAttributes", "sns:UntagResource"],
        delete: ["sns:DeleteTopic"],
    },
    // Deleting one restores the default policy.
    topicPolicy: {
        read: ["sns:GetTopicAttributes"],
        write: ["sns:SetTopicAttributes"],
        delete: ["sns:SetTopicAttributes"],
    },
    subscription: {
        read: ["sns:GetSubscriptionAttributes"],
        write: ["sns:Subscribe", "sns:ListSubscriptionsByTopic", "sns:SetSubscriptionAttributes"],
        delete: ["sns:Unsubscribe"],
    },
    alarm: {
        read: ["cloudwatch:DescribeAlarms", "cloudwatch:ListTagsForResource"],
        write: ["cloudwatch:PutMetricAlarm", "cloudwatch:TagResource", "cloudwatch:UntagResource"],
        delete: ["cloudwatch:DeleteAlarms"],
    },
    dashboard: {
        read: ["cloudwatch:GetDashboard"],
        write: ["cloudwatch:PutDashboard"],
        delete: ["cloudwatch:DeleteDashboards"],
    },
} satisfies ActionTable;

/** The findings bus, the relays, the alert topic and what watches them. */
export const alertPathScopes: readonly Scope[] = [
    { sid: "BusArchiveAndRules", covers: ["events:*"], resources: (stack) => [...busArns(stack), ...ruleArns(stack)] },
    {
        sid: "BusPoliciesAreSetWithoutArn",
        covers: ["events:PutPermission", "events:RemovePermission"],
        resources: anyResource,
    },
    {
        sid: "Queues",
        covers: ["sqs:*"],
        resources: (stack) => namesOf(stack, "queue").map((name) => arn(stack, "sqs", name)),
    },
    { sid: "TopicAndSubscriptions", covers: ["sns:*"], resources: topicArns },
    { sid: "Alarms", covers: ["cloudwatch:*"], resources: alarmArns },
    {
        sid: "AlarmsAreReadAllTogether",
        covers: ["cloudwatch:DescribeAlarms"],
        resources: (stack) => [arn(stack, "cloudwatch", "alarm:*")],
    },
    {
        sid: "Dashboard",
        covers: ["cloudwatch:PutDashboard", "cloudwatch:GetDashboard", "cloudwatch:DeleteDashboards"],
        resources: (stack) =>
            namesOf(stack, "dashboard").map((name) => globalArn(stack, "cloudwatch", `dashboard/${name}`)),
    },
];

/** The topic, and its subscriptions, whose ARNs begin with the topic's. */
export function topicArns(stack: DeployedStack): string[] {
    return namesOf(stack, "topic").flatMap((name) => [arn(stack, "sns", name), arn(stack, "sns", `${name}:*`)]);
}

/** Every rule on the findings bus is ours; on the default buses, only those of our names are. */
export function ruleArns(stack: DeployedStack): string[] {
    const onDefaultBus = stack.resources.filter(({ inputs }) => inputs.eventBusName === undefined);
    return [
        ...namesOf(stack, "bus").map((name) => arn(stack, "events", `rule/${name}/*`)),
        ...namesOf({ ...stack, resources: onDefaultBus }, "rule").map((name) => arn(stack, "events", `rule/${name}`)),
    ];
}

export function busArns(stack: DeployedStack): string[] {
    return [
        ...namesOf(stack, "bus").map((name) => arn(stack, "events", `event-bus/${name}`)),
        ...namesOf(stack, "eventArchive").map((name) => arn(stack, "events", `archive/${name}`)),
    ];
}

/** Alarms all have fixed names, which begin with project and stack: one pattern for all of them. */
function alarmArns(stack: DeployedStack): string[] {
    const prefix = `${stack.project}-${stack.stack}-`;
    const names = namesOf(stack, "alarm");
    const others = names.filter((name) => !name.startsWith(prefix));
    const patterns = [...(others.length < names.length ? [`${prefix}*`] : []), ...others];
    return patterns.map((name) => arn(stack, "cloudwatch", `alarm:${name}`));
}
