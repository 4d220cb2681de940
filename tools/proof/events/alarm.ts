import type { JsonObject } from "../../evaluators/json";
import { eventOf, type Origin, sampleTime } from "./event";

/** An alarm that watches a rule or a queue which findings pass. */
export interface WatchingAlarm {
    readonly name: string;
    readonly arn: string;
    readonly region: string;
    /** What its mail says. */
    readonly description: string;
}

const raised = "Threshold Crossed: 1 datapoint [2.0 (14/03/26 02:12:00)] was greater than the threshold (0.0).";
const over = 'Threshold Crossed: no datapoints were received for 1 period and "missing" is not breaching.';

/**
 * An alarm goes off, or returns to OK: the event that CloudWatch sends to the default bus of the alarm's Region.
 *
 * AWS: CloudWatch user guide, "Alarm events and EventBridge".
 */
export function alarmEvent(owner: Omit<Origin, "region">, alarm: WatchingAlarm, state: "ALARM" | "OK"): JsonObject {
    const timestamp = "2026-03-14T02:17:44.900+0000";
    return eventOf(
        { ...owner, region: alarm.region },
        {
            source: "aws.cloudwatch",
            detailType: "CloudWatch Alarm State Change",
            resources: [alarm.arn],
            detail: {
                alarmName: alarm.name,
                state: { value: state, reason: state === "ALARM" ? raised : over, reasonData: "{}", timestamp },
                previousState: { value: state === "ALARM" ? "OK" : "ALARM", reason: "", timestamp },
                configuration: { description: alarm.description, metrics: [] },
            },
        },
    );
}

/**
 * The text that CloudWatch itself sends to a topic when an alarm goes off or is over, without the settings of the alarm.
 *
 * AWS: CloudWatch user guide, "Notifying users on alarm changes".
 */
export function alarmNotification(
    { account }: Omit<Origin, "region">,
    alarm: WatchingAlarm,
    state: "ALARM" | "OK" = "ALARM",
): string {
    return JSON.stringify({
        AlarmName: alarm.name,
        AlarmDescription: alarm.description,
        AWSAccountId: account,
        NewStateValue: state,
        NewStateReason: state === "ALARM" ? raised : over,
        StateChangeTime: sampleTime,
        Region: alarm.region,
        AlarmArn: alarm.arn,
        OldStateValue: state === "ALARM" ? "OK" : "ALARM",
    });
}
