import { arn, type DeployedStack, globalArn, named, namesOf, resourcesOf } from "./deployed-stack";
import { type ActionTable, rowsOf, type Scope } from "./permissions";

const events = rowsOf("events");
const sqs = rowsOf("sqs");
const sns = rowsOf("sns");
const cloudwatch = rowsOf("cloudwatch");

/** The findings bus, the relays, the alert topic and what watches them. */
export const alertPathActions = {
    bus: events(
        "DescribeEventBus ListTagsForResource",
        "CreateEventBus TagResource UpdateEventBus UntagResource",
        "DeleteEventBus",
    ),
    busPolicy: events("DescribeEventBus", "PutPermission", "RemovePermission"),
    eventArchive: events("DescribeArchive", "CreateArchive UpdateArchive", "DeleteArchive"),
    rule: events("DescribeRule ListTagsForResource", "PutRule TagResource UntagResource", "DeleteRule"),
    target: {
        ...events("ListTargetsByRule", "PutTargets", "RemoveTargets"),
        more: ({ roleArn }) => (roleArn === undefined ? [] : ["iam:PassRole"]),
    },
    queue: sqs("GetQueueAttributes ListQueueTags", "CreateQueue TagQueue SetQueueAttributes UntagQueue", "DeleteQueue"),
    queuePolicy: sqs("GetQueueAttributes", "SetQueueAttributes", "SetQueueAttributes"),
    topic: sns(
        "GetTopicAttributes ListTagsForResource",
        "CreateTopic TagResource SetTopicAttributes UntagResource",
        "DeleteTopic",
    ),
    // Deleting one restores the default policy.
    topicPolicy: sns("GetTopicAttributes", "SetTopicAttributes", "SetTopicAttributes"),
    subscription: sns(
        "GetSubscriptionAttributes",
        "Subscribe ListSubscriptionsByTopic SetSubscriptionAttributes",
        "Unsubscribe",
    ),
    alarm: cloudwatch("DescribeAlarms ListTagsForResource", "PutMetricAlarm TagResource UntagResource", "DeleteAlarms"),
    dashboard: cloudwatch("GetDashboard", "PutDashboard", "DeleteDashboards"),
    schedule: rowsOf("scheduler")("GetSchedule", "CreateSchedule UpdateSchedule iam:PassRole", "DeleteSchedule"),
} satisfies ActionTable;

export const queueArns = named("queue", "sqs");

/** The queues that have no queue after them: who receives from another takes an alert that is on its way. */
export function deadLetterArns(stack: DeployedStack): string[] {
    const resources = resourcesOf(stack, "queue").filter(({ inputs }) => inputs.redrivePolicy === undefined);
    return queueArns({ ...stack, resources });
}

export const anyAlarmArn = (stack: DeployedStack) => [arn(stack, "cloudwatch", "alarm:*")];

/** The findings bus, the relays, the alert topic and what watches them. */
export const alertPathScopes: readonly Scope[] = [
    { sid: "BusArchiveAndRules", covers: ["events:*"], resources: (stack) => [...busArns(stack), ...ruleArns(stack)] },
    { sid: "BusPoliciesAreSetWithoutArn", covers: ["events:PutPermission", "events:RemovePermission"] },
    { sid: "Queues", covers: ["sqs:*"], resources: queueArns },
    { sid: "TopicAndSubscriptions", covers: ["sns:*"], resources: topicArns },
    { sid: "Alarms", covers: ["cloudwatch:*"], resources: alarmArns },
    { sid: "AlarmsAreReadAllTogether", covers: ["cloudwatch:DescribeAlarms"], resources: anyAlarmArn },
    {
        sid: "Dashboard",
        covers: ["cloudwatch:PutDashboard", "cloudwatch:GetDashboard", "cloudwatch:DeleteDashboards"],
        resources: named("dashboard", "cloudwatch", "dashboard/", globalArn),
    },
    { sid: "Schedules", covers: ["scheduler:*"], resources: named("schedule", "scheduler", "schedule/default/") },
];

/** The topic, and its subscriptions, whose ARNs begin with the topic's. */
export function topicArns(stack: DeployedStack): string[] {
    return named("topic", "sns")(stack).flatMap((topic) => [topic, `${topic}:*`]);
}

/** Every rule on the findings bus is ours; on the default buses, only those of our names are. */
export function ruleArns(stack: DeployedStack): string[] {
    const onDefaultBus = stack.resources.filter(({ inputs }) => inputs.eventBusName === undefined);
    return [
        ...namesOf(stack, "bus").map((name) => arn(stack, "events", `rule/${name}/*`)),
        ...named("rule", "events", "rule/")({ ...stack, resources: onDefaultBus }),
    ];
}

export function busArns(stack: DeployedStack): string[] {
    return [...named("bus", "events", "event-bus/")(stack), ...named("eventArchive", "events", "archive/")(stack)];
}

/** Alarms all have fixed names, which begin with project and stack: one pattern for all of them. */
function alarmArns(stack: DeployedStack): string[] {
    const prefix = `${stack.project}-${stack.stack}-`;
    const names = namesOf(stack, "alarm");
    const others = names.filter((name) => !name.startsWith(prefix));
    const patterns = [...(others.length < names.length ? [`${prefix}*`] : []), ...others];
    return patterns.map((name) => arn(stack, "cloudwatch", `alarm:${name}`));
}
