/** When an alarm goes off, in the words of CloudWatch. */
export interface AlarmSettings {
    readonly comparisonOperator: string | undefined;
    readonly threshold: number;
    /** Of a percentile: its name. */
    readonly statistic: string | undefined;
    readonly period: number;
    readonly evaluationPeriods: number;
    /** @default - all evaluation periods */
    readonly datapointsToAlarm: number | undefined;
    readonly treatMissingData: string | undefined;
    /**
     * What the metric is where something is wrong.
     * @default 1
     */
    readonly value?: number;
}

/** Seconds that the oldest message of a queue has waited. */
export const ageMetric = "AWS/SQS ApproximateAgeOfOldestMessage";

/**
 * Why an alarm does not go off at the first data point of one; undefined if it does.
 *
 * AWS: CloudWatch user guide, "Evaluating an alarm" and "Configuring how CloudWatch alarms treat missing data": a rule and
 * an empty queue send no data points while nothing is wrong.
 */
export function whySilent(settings: AlarmSettings): string | undefined {
    const { comparisonOperator, threshold, statistic = "Sum", period, treatMissingData, value = 1 } = settings;
    const points = settings.datapointsToAlarm ?? settings.evaluationPeriods;
    if (!["Sum", "Maximum", "Average"].includes(statistic)) return `its statistic ${statistic} can hide a single one`;
    // A single one among many data points of zero.
    const one = statistic === "Average" ? Number.EPSILON : value;
    if (!crosses(one, comparisonOperator, threshold))
        return `${statistic} of ${value === 1 ? "one" : value} is not ${comparisonOperator ?? "compared"} with ${threshold}`;
    if (points > 1) return `it needs ${points} data points above its threshold`;
    if (period > longestPeriod) return `a data point of it takes ${period} seconds`;
    if (treatMissingData === "breaching")
        return "it goes off while nothing is wrong, because missing data are breaching";
    if (treatMissingData === "ignore") return "once off it stays so, because missing data are ignored";
    return undefined;
}

/** An hour: who is mailed the next day has no alarm. */
const longestPeriod = 3600;

/** Zero must not: the alarm would be off all the time. */
function crosses(value: number, comparisonOperator: string | undefined, threshold: number): boolean {
    switch (comparisonOperator) {
        case "GreaterThanThreshold":
            return threshold >= 0 && value > threshold;
        case "GreaterThanOrEqualToThreshold":
            return threshold > 0 && value >= threshold;
        default:
            return false;
    }
}
