import { GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Clients, ClientsIn } from "../../aws/clients";
import { inChunks } from "../../aws/pages";
import { grouped } from "../../cli/lists";
import type { Rule } from "../../simulation/model/stack-model";

/** What EventBridge counts of a rule. AWS: EventBridge user guide, "Monitoring Amazon EventBridge". */
const metrics = ["Invocations", "FailedInvocations", "InvocationsSentToDlq", "InvocationsFailedToBeSentToDlq"] as const;
export type RuleMetric = (typeof metrics)[number];

/** GetMetricData takes no more at once. */
const mostQueries = 500;

/** What was counted at one moment. */
export interface Counters {
    /** By ARN of the rule. */
    readonly rules: ReadonlyMap<string, Readonly<Partial<Record<RuleMetric, number>>>>;
    /** Messages in a dead-letter queue, by its URL. */
    readonly depths: ReadonlyMap<string, number>;
}

export interface Counted {
    readonly rules: readonly Rule[];
    readonly queues: readonly { readonly region: string; readonly url: string }[];
}

/** @param since start of the counting, in milliseconds since 1970: the same in two calls whose results are compared */
export async function readCounters(
    clientsIn: ClientsIn,
    { rules, queues }: Counted,
    since: number,
    now: number,
): Promise<Counters> {
    const window = { StartTime: new Date(since), EndTime: new Date(now + 60_000) };
    const counts = await Promise.all(
        [...grouped(rules, ({ region }) => region)].map(([region, own]) => countRules(clientsIn(region), own, window)),
    );
    const depths = await Promise.all(
        queues.map(async ({ region, url }) => [url, await depthOf(clientsIn(region), url)] as const),
    );
    return { rules: new Map(counts.flatMap((one) => [...one])), depths: new Map(depths) };
}

async function countRules(
    { cloudWatch }: Clients,
    rules: readonly Rule[],
    window: { readonly StartTime: Date; readonly EndTime: Date },
): Promise<Map<string, Partial<Record<RuleMetric, number>>>> {
    const wanted = rules.flatMap((rule) =>
        metrics.flatMap((metric) => dimensionsOf(rule).map((Dimensions) => ({ arn: rule.arn, metric, Dimensions }))),
    );
    const queries = wanted.map(({ metric, Dimensions }, index): MetricDataQuery => ({
        Id: `m${index}`,
        MetricStat: { Metric: { Namespace: "AWS/Events", MetricName: metric, Dimensions }, Period: 60, Stat: "Sum" },
    }));
    const sums = new Map<string | undefined, number>();
    for (const MetricDataQueries of inChunks(queries, mostQueries)) {
        const { MetricDataResults = [] } = await cloudWatch.send(
            new GetMetricDataCommand({ ...window, MetricDataQueries }),
        );
        for (const { Id, Values = [] } of MetricDataResults) {
            sums.set(
                Id,
                Values.reduce((sum, value) => sum + value, 0),
            );
        }
    }
    const counts = new Map<string, Partial<Record<RuleMetric, number>>>();
    for (const [index, { arn, metric }] of wanted.entries()) {
        const ofRule = counts.get(arn) ?? {};
        counts.set(arn, { ...ofRule, [metric]: Math.max(ofRule[metric] ?? 0, sums.get(`m${index}`) ?? 0) });
    }
    return counts;
}

/** A rule of a custom bus reports under both names; emulators of AWS may not. */
function dimensionsOf({ bus, name }: Rule) {
    const rule = { Name: "RuleName", Value: name };
    return bus === "default" ? [[rule]] : [[{ Name: "EventBusName", Value: bus }, rule], [rule]];
}

export async function depthOf({ sqs }: Clients, url: string): Promise<number> {
    const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
            QueueUrl: url,
            AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
        }),
    );
    const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: hidden } = Attributes;
    return Number(visible ?? 0) + Number(hidden ?? 0);
}
