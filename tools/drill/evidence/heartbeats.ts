import { DescribeAlarmsCommand, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { heartbeat } from "../../../findings/heartbeat";
import type { Clients } from "../../aws/clients";
import { count } from "../../cli/lists";
import type { Result } from "../../proof/report";
import { failed, passed } from "../../simulation/steps";
import type { Outputs } from "../../recording/outputs";

const hour = 3_600_000;

const fix =
    "Find the Region whose relay rule matches nothing (CloudWatch, AWS/Events, MatchedEvents), and look at its schedule, rule " +
    "and role: `pulumi up --refresh` undoes changes that were made outside of Pulumi.";

/**
 * What arrived of the heartbeats in the last two full hours: a result, or a note while the stack is too young for one.
 *
 * @param senders the Regions that send them
 */
export async function readHeartbeats(
    { cloudWatch, region }: Clients,
    { heartbeats: { ruleName, alarmName }, findingsBusArn }: Pick<Outputs, "heartbeats" | "findingsBusArn">,
    senders: readonly string[],
    now: number,
): Promise<Result | string> {
    const { MetricAlarms: [alarm] = [] } = await cloudWatch.send(
        new DescribeAlarmsCommand({ AlarmNames: [alarmName], AlarmTypes: ["MetricAlarm"] }),
    );
    const resultOf = (outcome: "arrives" | "lost", steps: Result["steps"]): Result => ({
        ...{ id: "heartbeats", region, source: "schedule", kind: "heartbeat", route: "others", expected: "arrives" },
        ...{ subject: `heartbeats of ${count(senders.length, "Region")}`, outcome, steps },
    });
    if (alarm === undefined) {
        const gone = failed("heartbeat alarm", { type: "alarm", name: alarmName }, "The alarm is gone.");
        return resultOf("lost", [{ ...gone, fix: "`pulumi up --refresh` makes it again." }]);
    }
    // Until then the alarm itself keeps quiet.
    const [, start] = (alarm.Metrics ?? []).flatMap(({ Expression = "" }) => /< (\d+)/.exec(Expression) ?? []);
    if (Number(start ?? 0) * 1000 > now)
        return "The stack is younger than three hours, so heartbeats are not judged yet.";

    const end = Math.floor(now / hour) * hour;
    const Dimensions = [
        { Name: "EventBusName", Value: findingsBusArn.split("/").at(-1) },
        { Name: "RuleName", Value: ruleName },
    ];
    const Metric = { Namespace: "AWS/Events", MetricName: "MatchedEvents", Dimensions };
    const { MetricDataResults = [] } = await cloudWatch.send(
        new GetMetricDataCommand({
            StartTime: new Date(end - 2 * hour),
            EndTime: new Date(end),
            MetricDataQueries: [{ Id: "m1", MetricStat: { Metric, Period: hour / 1000, Stat: "Sum" } }],
        }),
    );
    const arrived = MetricDataResults.flatMap(({ Values = [] }) => Values).reduce((sum, one) => sum + one, 0);
    const all = 2 * heartbeat.perHour * senders.length;
    const reason = `In the last two full hours ${arrived} of ${all} heartbeats arrived.`;
    const rule = { type: "rule", name: ruleName };
    // What lacks no whole hour of one Region may be late.
    return arrived > all - heartbeat.perHour
        ? resultOf("arrives", [passed("heartbeat rule", rule, reason)])
        : resultOf("lost", [{ ...failed("heartbeat rule", rule, reason), fix }]);
}
