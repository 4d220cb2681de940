import { arn, type DeployedStack, namesOf } from "../deployed-stack";
import { everything, type Scope } from "./scope";

/** The findings bus, the relays, the alert topic and what watches them. */
export const deliveryScopes: readonly Scope[] = [
    { sid: "BusArchiveAndRules", covers: ["events:*"], resources: (stack) => [...busArns(stack), ...ruleArns(stack)] },
    {
        sid: "BusPoliciesAreSetWithoutArn",
        covers: ["events:PutPermission", "events:RemovePermission"],
        resources: everything,
    },
    {
        sid: "Queues",
        covers: ["sqs:*"],
        resources: (stack) => namesOf(stack, "aws:sqs/queue:Queue").map((name) => arn(stack, "sqs", name)),
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
            namesOf(stack, "aws:cloudwatch/dashboard:Dashboard", "dashboardName").map(
                (name) => `arn:aws:cloudwatch::${stack.account}:dashboard/${name}`,
            ),
    },
];

/** The topic, and its subscriptions, whose ARNs begin with the topic's. */
export function topicArns(stack: DeployedStack): string[] {
    return namesOf(stack, "aws:sns/topic:Topic").map((name) => arn(stack, "sns", name));
}

/** Every rule on the findings bus is ours; on the default buses, only those of our names are. */
export function ruleArns(stack: DeployedStack): string[] {
    const onDefaultBus = stack.resources.filter(({ inputs }) => inputs.eventBusName === undefined);
    return [
        ...namesOf(stack, bus).map((name) => arn(stack, "events", `rule/${name}/*`)),
        ...namesOf({ ...stack, resources: onDefaultBus }, "aws:cloudwatch/eventRule:EventRule").map((name) =>
            arn(stack, "events", `rule/${name}`),
        ),
    ];
}

const bus = "aws:cloudwatch/eventBus:EventBus";

export function busArns(stack: DeployedStack): string[] {
    return [
        ...namesOf(stack, bus).map((name) => arn(stack, "events", `event-bus/${name}`)),
        ...namesOf(stack, "aws:cloudwatch/eventArchive:EventArchive").map((name) =>
            arn(stack, "events", `archive/${name}`),
        ),
    ];
}

/** Alarms all have fixed names, which begin with project and stack: one pattern for all of them. */
function alarmArns(stack: DeployedStack): string[] {
    const prefix = `${stack.project}-${stack.stack}-`;
    const names = namesOf(stack, "aws:cloudwatch/metricAlarm:MetricAlarm");
    const others = names.filter((name) => !name.startsWith(prefix));
    const patterns = [...(others.length < names.length ? [`${prefix}*`] : []), ...others];
    return patterns.map((name) => arn(stack, "cloudwatch", `alarm:${name}`));
}
