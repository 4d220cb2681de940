import { DescribeAlarmsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { Alarm } from "../../simulation/model/stack-model";
import type { Clients } from "../../aws/clients";
import { allPages } from "../../aws/pages";
import { permitted } from "../../aws/permission";

/** The stack's alarms of a Region, by the beginning of their names. */
export async function readAlarms({ cloudWatch, region }: Clients, prefix: string): Promise<Alarm[]> {
    const alarms = await allPages(async (NextToken) => {
        const { MetricAlarms, NextToken: next } = await permitted("cloudwatch:DescribeAlarms", () =>
            cloudWatch.send(
                new DescribeAlarmsCommand({ AlarmNamePrefix: prefix, AlarmTypes: ["MetricAlarm"], NextToken }),
            ),
        );
        return { items: MetricAlarms, next };
    });
    return alarms.map((alarm) => alarmOf(alarm, region));
}

function alarmOf(alarm: MetricAlarm, region: string): Alarm {
    const { AlarmName: name = "", AlarmArn: arn = "", AlarmDescription: description = "" } = alarm;
    const { Namespace = "", MetricName = "", Dimensions = [], ActionsEnabled, AlarmActions = [] } = alarm;
    return {
        resource: { type: "alarm", name },
        region,
        name,
        arn,
        description,
        metric: `${Namespace} ${MetricName}`,
        dimensions: Object.fromEntries(Dimensions.map(({ Name = "", Value = "" }) => [Name, Value])),
        goesOffAtOne: goesOffAtOne(alarm),
        actions: ActionsEnabled === false ? [] : AlarmActions,
    };
}

function goesOffAtOne({ ComparisonOperator, Threshold = Infinity }: MetricAlarm): boolean {
    if (ComparisonOperator === "GreaterThanThreshold") return Threshold < 1;
    return ComparisonOperator === "GreaterThanOrEqualToThreshold" && Threshold <= 1;
}
