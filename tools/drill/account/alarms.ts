import { type MetricAlarm, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { whySilent } from "../../simulation/model/silence";
import type { Alarm } from "../../simulation/model/stack-model";
import type { Clients } from "../../aws/clients";
import { itemsOf } from "../../aws/pages";
import { permitted } from "../../aws/permission";

/** The stack's alarms of a Region, by the beginning of their names. */
export async function readAlarms({ cloudWatch: client, region }: Clients, prefix: string): Promise<Alarm[]> {
    const alarms = await permitted("cloudwatch:DescribeAlarms", () =>
        itemsOf(
            paginateDescribeAlarms({ client }, { AlarmNamePrefix: prefix, AlarmTypes: ["MetricAlarm"] }),
            ({ MetricAlarms }) => MetricAlarms,
        ),
    );
    return alarms.map((alarm) => alarmOf(alarm, region));
}

function alarmOf(alarm: MetricAlarm, region: string): Alarm {
    const { AlarmName: name = "", AlarmArn: arn = "", AlarmDescription: description = "" } = alarm;
    const { Namespace = "", MetricName = "", Dimensions = [], ActionsEnabled, AlarmActions = [] } = alarm;
    const { ComparisonOperator, Threshold = Infinity, Statistic, ExtendedStatistic, Period = 0 } = alarm;
    const { EvaluationPeriods = 1, DatapointsToAlarm, TreatMissingData } = alarm;
    return {
        resource: { type: "alarm", name },
        region,
        name,
        arn,
        description,
        metric: `${Namespace} ${MetricName}`,
        dimensions: Object.fromEntries(Dimensions.map(({ Name = "", Value = "" }) => [Name, Value])),
        silence: whySilent({
            comparisonOperator: ComparisonOperator,
            threshold: Threshold,
            statistic: Statistic ?? ExtendedStatistic,
            period: Period,
            evaluationPeriods: EvaluationPeriods,
            datapointsToAlarm: DatapointsToAlarm,
            treatMissingData: TreatMissingData,
        }),
        actions: ActionsEnabled === false ? [] : AlarmActions,
    };
}
