import { GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Rule } from "../../simulation/model/stack-model";
import type { Clients, ClientsIn } from "../../aws/clients";
import { inChunks } from "../../aws/pages";
import { permitted } from "../../aws/permission";

/**
 * What EventBridge counts of a rule. AWS: EventBridge user guide, "Monitoring Amazon EventBridge".
 */
const metrics = ["Invocations", "FailedInvocations", "InvocationsSentToDlq", "InvocationsFailedToBeSentToDlq"] as const;
export type RuleMetric = (typeof metrics)[number];

/** GetMetricData takes no more at once. */
const MOST_QUERIES = 500;

/** What was counted at one moment. */
export interface Counters {
    /** By ARN of the rule. */
    readonly rules: ReadonlyMap<string, Readonly<Record<RuleMetric, number>>>;
    /** Messages in a dead-letter queue, by its URL. */
    readonly depths: ReadonlyMap<string, number>;
}

export interface CounterPlaces {
    readonly clientsIn: ClientsIn;
    readonly rules: readonly Rule[];
    readonly queues: readonly { readonly region: string; readonly url: string }[];
}

/** @param since begin of the counting, in milliseconds since 1970: the same in two calls that are to be compared */
export async function readCounters(places: CounterPlaces, since: number, now: number): Promise<Counters> {
    const { clientsIn, rules, queues } = places;
    const regions = [...new Set(rules.map(({ region }) => region))];
    const counted = await Promise.all(
        regions.map((region) =>
            countRules(
                clientsIn(region),
                rules.filter((rule) => rule.region === region),
                { StartTime: new Date(since), EndTime: new Date(now + 60_000) },
            ),
        ),
    );
    const depths = await Promise.all(queues.map(({ region, url }) => depthOf(clientsIn(region), url)));
    return {
        rules: new Map(counted.flat()),
        depths: new Map(queues.map(({ url }, index) => [url, depths[index] ?? 0])),
    };
}

async function countRules(
    { cloudWatch }: Clients,
    rules: readonly Rule[],
    window: { readonly StartTime: Date; readonly EndTime: Date },
): Promise<[string, Record<RuleMetric, number>][]> {
    const wanted = rules.flatMap((rule) =>
        metrics.flatMap((metric) => dimensionsOf(rule).map((dimensions) => ({ rule, metric, dimensions }))),
    );
    const queries = wanted.map(({ metric, dimensions }, index): MetricDataQuery => ({
        Id: `m${index}`,
        MetricStat: {
            Metric: { Namespace: "AWS/Events", MetricName: metric, Dimensions: dimensions },
            Period: 60,
            Stat: "Sum",
        },
    }));
    const sums = new Map<string, number>();
    for (const MetricDataQueries of inChunks(queries, MOST_QUERIES)) {
        const { MetricDataResults = [] } = await permitted("cloudwatch:GetMetricData", () =>
            cloudWatch.send(new GetMetricDataCommand({ ...window, MetricDataQueries })),
        );
        for (const { Id = "", Values = [] } of MetricDataResults)
            sums.set(
                Id,
                Values.reduce((a, b) => a + b, 0),
            );
    }
    return rules.map((rule) => {
        const sumOf = (metric: RuleMetric) =>
            wanted.reduce(
                (sum, one, index) =>
                    one.rule === rule && one.metric === metric ? Math.max(sum, sums.get(`m${index}`) ?? 0) : sum,
                0,
            );
        const counts = Object.fromEntries(metrics.map((metric) => [metric, sumOf(metric)]));
        return [rule.arn, counts as Record<RuleMetric, number>];
    });
}

/** A rule of a custom bus reports under both names; whoever imitates AWS may not. */
function dimensionsOf({ bus, name }: Rule) {
    const rule = { Name: "RuleName", Value: name };
    return bus === "default" ? [[rule]] : [[{ Name: "EventBusName", Value: bus }, rule], [rule]];
}

async function depthOf({ sqs }: Clients, url: string): Promise<number> {
    const { Attributes = {} } = await permitted("sqs:GetQueueAttributes", () =>
        sqs.send(
            new GetQueueAttributesCommand({
                QueueUrl: url,
                AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
            }),
        ),
    );
    return (
        Number(Attributes.ApproximateNumberOfMessages ?? 0) +
        Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0)
    );
}
