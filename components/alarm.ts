import { MetricAlarm } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { Metric } from "./metrics";
import { physicalName } from "./names";

export interface AlarmArgs {
    readonly region: string;
    /** What has happened when the metric is above zero, in words for the mail. */
    readonly description: string;
    readonly metric: Metric;
    /**
     * Topic of the alarm's own Region to tell.
     * @default - the alarm tells only the Region's default event bus, as every alarm does
     */
    readonly topicArn?: pulumi.Input<string>;
    readonly tags: Record<string, string>;
}

/** Goes off as soon as a metric that should stay at zero does not; its physical name is `alarmName(name)`. */
export function alarmWhenAny(name: string, args: AlarmArgs, opts: pulumi.CustomResourceOptions): MetricAlarm {
    const { region, description, metric, topicArn, tags } = args;
    return new MetricAlarm(
        name,
        {
            region,
            name: alarmName(name),
            alarmDescription: description,
            ...metric,
            period: 300,
            evaluationPeriods: 1,
            comparisonOperator: "GreaterThanThreshold",
            threshold: 0,
            // EventBridge and SQS send these metrics only when there is something to tell.
            treatMissingData: "notBreaching",
            alarmActions: topicArn === undefined ? [] : [topicArn],
            tags,
        },
        opts,
    );
}

/** Fixed, because event patterns, the topic policy and the alert key's policy name the alarms. */
export function alarmName(name: string): string {
    return physicalName("alarm", name);
}
