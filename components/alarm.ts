import { MetricAlarm, type MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import type { Metric } from "./metrics";
import { physicalName } from "./names";

/** Topics of the alarm's own Region. */
export interface AlarmTopics {
    readonly onAlarm: pulumi.Input<string>;
    /**
     * Told when the alarm is over. CloudWatch also tells it of each new alarm's first data, so no mailbox may stand
     * there: the alarms of a new stack would all be mailed at once.
     * @default - nobody is told
     */
    readonly onOk?: pulumi.Input<string> | undefined;
}

export interface AlarmArgs {
    readonly region: string;
    /** What has happened when it goes off, in words for the mail. */
    readonly description: string;
    /** @default - the alarm tells only the Region's default event bus, as every alarm does */
    readonly tells?: AlarmTopics | undefined;
    readonly tags: Record<string, string>;
}

interface ThresholdAlarmArgs extends AlarmArgs {
    readonly metric: Metric;
    readonly threshold: number;
}

/** Goes off as soon as a metric is above what it should be, which is 0 if nothing else is said. */
export function alarmWhenAbove(
    name: string,
    { threshold = 0, ...args }: Omit<ThresholdAlarmArgs, "threshold"> & { readonly threshold?: number | undefined },
    opts: pulumi.CustomResourceOptions,
): void {
    alarmBeyond(name, "GreaterThanThreshold", { threshold, ...args }, opts);
}

/** Goes off as soon as a metric is below what it should be. */
export function alarmWhenBelow(name: string, args: ThresholdAlarmArgs, opts: pulumi.CustomResourceOptions): void {
    alarmBeyond(name, "LessThanThreshold", args, opts);
}

function alarmBeyond(
    name: string,
    comparisonOperator: string,
    { metric, threshold, ...others }: ThresholdAlarmArgs,
    opts: pulumi.CustomResourceOptions,
): void {
    alarm(
        name,
        others,
        {
            ...metric,
            period: 300,
            evaluationPeriods: 1,
            comparisonOperator,
            threshold,
            // AWS sends these metrics only when there is something to tell.
            treatMissingData: "notBreaching",
        },
        opts,
    );
}

/** An alarm on any condition; its physical name is `alarmName(name)`. */
export function alarm(name: string, args: AlarmArgs, condition: MetricAlarmArgs, opts: pulumi.CustomResourceOptions) {
    const { region, description, tells, tags } = args;
    return new MetricAlarm(
        name,
        {
            region,
            name: alarmName(name),
            alarmDescription: description,
            ...condition,
            alarmActions: tells === undefined ? [] : [tells.onAlarm],
            okActions: tells?.onOk === undefined ? [] : [tells.onOk],
            tags,
        },
        opts,
    );
}

/** Fixed, because event patterns, the topic policy and the alert key's policy name the alarms. */
function alarmName(name: string): string {
    return physicalName("alarm", name);
}

/** ARN of an alarm; that of `*` is a pattern for all of the stack's alarms in the Region. */
export function alarmArn({ id, partition }: Account, region: string, name: string): string {
    return `arn:${partition}:cloudwatch:${region}:${id}:alarm:${alarmName(name)}`;
}
