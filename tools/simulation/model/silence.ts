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
    /** As the model names it. */
    readonly metric: string;
}

/** Seconds that the oldest message of a queue has waited. */
export const ageMetric = "AWS/SQS ApproximateAgeOfOldestMessage";

/** Seconds that the oldest record of a stream has waited, and the share of objects that it could write. */
export const [freshnessMetric, successMetric] = [
    "AWS/Firehose DeliveryToS3.DataFreshness",
    "AWS/Firehose DeliveryToS3.Success",
];

/** What a metric is where something is wrong, and where nothing is. */
const values: Readonly<Record<string, readonly [wrong: number, fine: number]>> = {
    // Somebody should hear of it within the hour.
    [ageMetric]: [3600, 0],
    // Firehose writes every five minutes and gives up after 24 hours, of which half must be left.
    [freshnessMetric]: [43_200, 300],
    [successMetric]: [0, 1],
};

/**
 * Why an alarm does not go off at the first data point of one; undefined if it does.
 *
 * AWS: CloudWatch user guide, "Evaluating an alarm" and "Configuring how CloudWatch alarms treat missing data": a rule and
 * an empty queue send no data points while nothing is wrong.
 */
export function whySilent(settings: AlarmSettings): string | undefined {
    const { comparisonOperator, threshold, statistic = "Sum", period, treatMissingData, metric } = settings;
    const [wrong, fine] = values[metric] ?? [1, 0];
    const points = settings.datapointsToAlarm ?? settings.evaluationPeriods;
    const telling = wrong < fine ? ["Minimum", "Average"] : ["Sum", "Maximum", "Average"];
    if (!telling.includes(statistic)) return `its statistic ${statistic} can hide a single one`;
    // A single one among many data points where nothing is wrong.
    const one = statistic === "Average" ? fine + Math.sign(wrong - fine) * Number.EPSILON : wrong;
    const crosses = comparisons[comparisonOperator ?? ""];
    if (crosses?.(fine, threshold)) return `it goes off while nothing is wrong, at ${fine}`;
    if (!crosses?.(one, threshold))
        return `${statistic} of ${wrong === 1 ? "one" : wrong} is not ${comparisonOperator ?? "compared"} with ${threshold}`;
    if (points > 1) return `it needs ${points} data points above its threshold`;
    if (period > longestPeriod) return `a data point of it takes ${period} seconds`;
    if (treatMissingData === "breaching")
        return "it goes off while nothing is wrong, because missing data are breaching";
    if (treatMissingData === "ignore") return "once off it stays so, because missing data are ignored";
    return undefined;
}

/** An hour: who is mailed the next day has no alarm. */
const longestPeriod = 3600;

const comparisons: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
    GreaterThanThreshold: (value, threshold) => value > threshold,
    GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
    LessThanThreshold: (value, threshold) => value < threshold,
    LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};
