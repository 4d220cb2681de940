import type { CloudWatchClient, MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { paginateListSubscriptionsByTopic, PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { WeeklyFacts } from "./settings";
import { type Week, weeklyMail } from "./weekly";

/** All that the weekly mail touches; tests bring their own. */
export interface WeeklyRim {
    readonly sns: SNSClient;
    readonly cloudWatch: (region: string) => Promise<CloudWatchClient>;
    readonly sqs: (region: string) => Promise<SQSClient>;
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly now: () => Date;
}

const seconds = 900;
const week = 7 * 24 * 3_600_000;
const twoHours = 2 * 3_600_000;

/** Publishes one mail about the week to the default route. It throws if that fails: the schedule tries again. */
export async function mailWeek(facts: WeeklyFacts, rim: WeeklyRim): Promise<void> {
    const arn = rim.environment.MAIL_TOPIC_ARN ?? "";
    const { subject, text } = weeklyMail(facts, await readWeek(facts, rim), arn.split(":")[4] ?? "");
    await rim.sns.send(new PublishCommand({ TopicArn: arn, Subject: subject, Message: text }));
}

/** Whatever cannot be read is named, and is no end of the rest. */
async function readWeek(facts: WeeklyFacts, rim: WeeklyRim): Promise<Week> {
    const unread: string[] = [];
    const each = async <T, R>(all: readonly T[], label: (one: T) => string, read: (one: T) => Promise<R>) => {
        const done = all.map(async (one) => {
            try {
                return [await read(one)];
            } catch (error) {
                // Not its message, which may quote what was sent.
                unread.push(`${label(one)} could not be read: ${error instanceof Error ? error.name : "unknown"}`);
                return [];
            }
        });
        return (await Promise.all(done)).flat();
    };
    const rules = facts.rules.map(({ ruleName }) => query("Invocations", ruleName, facts.busName));
    const counted = await each(
        facts.rules.length > 0 ? [facts.home] : [],
        () => "The count of alerts",
        (home) => counts(home, rules, rim),
    );
    const alerts = counted.flatMap((all) => facts.rules.map(({ title }, i) => ({ title, count: all[i]?.all ?? 0 })));
    const regions = await each(
        facts.relays,
        ({ region }) => `The relay of ${region}`,
        async ({ region, ruleName }) => {
            const queries = ["Invocations", "FailedInvocations"].map((metric) => query(metric, ruleName));
            const [sent = none, failed = none] = await counts(region, queries, rim);
            return { region, relayed: sent.all - failed.all, failed: failed.all, silent: sent.late <= failed.late };
        },
    );
    const letters = await each(
        facts.queues,
        ({ label, region }) => `The dead-letter queue ${label}, ${region},`,
        async ({ label, region, url }) => ({ label, region, count: await depth(region, url, rim) }),
    );
    const pending = await each(
        facts.topics,
        ({ label }) => `Who subscribes to the ${label}`,
        async ({ label, arn }) => (await unconfirmed(arn, rim)).map((endpoint) => ({ label, endpoint })),
    );
    const receivers = { topicsRead: pending.length, unconfirmed: pending.flat() };
    return { alerts, regions, letters, ...receivers, unread: unread.sort() };
}

/** A rule's count: of the week, and of its last two hours. */
const none = { all: 0, late: 0 };

/** Rules of the default bus have no name of a bus among their dimensions. */
function query(MetricName: string, ruleName: string, busName?: string): Omit<MetricDataQuery, "Id"> {
    const bus = busName === undefined ? [] : [{ Name: "EventBusName", Value: busName }];
    const Dimensions = [...bus, { Name: "RuleName", Value: ruleName }];
    return {
        MetricStat: { Metric: { Namespace: "AWS/Events", MetricName, Dimensions }, Period: seconds, Stat: "Sum" },
    };
}

/** Imported here, so that a runtime without the client still mails. */
async function counts(region: string, queries: readonly Omit<MetricDataQuery, "Id">[], rim: WeeklyRim) {
    const { GetMetricDataCommand } = await import("@aws-sdk/client-cloudwatch");
    const client = await rim.cloudWatch(region);
    const end = rim.now().getTime();
    const all = queries.map(() => ({ ...none }));
    let NextToken: string | undefined;
    do {
        const page = await client.send(
            new GetMetricDataCommand({
                MetricDataQueries: queries.map((one, index) => ({ ...one, Id: `m${index}` })),
                StartTime: new Date(end - week),
                EndTime: new Date(end),
                NextToken,
            }),
        );
        for (const { Id = "", Timestamps = [], Values = [] } of page.MetricDataResults ?? []) {
            const sums = all[Number(Id.slice(1))] ?? { ...none };
            for (const [index, value] of Values.entries()) {
                sums.all += value;
                if ((Timestamps[index]?.getTime() ?? 0) >= end - twoHours) sums.late += value;
            }
        }
        ({ NextToken } = page);
    } while (NextToken !== undefined);
    return all;
}

async function depth(region: string, QueueUrl: string, rim: WeeklyRim): Promise<number> {
    const { GetQueueAttributesCommand } = await import("@aws-sdk/client-sqs");
    const client = await rim.sqs(region);
    const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({
            QueueUrl,
            AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
        }),
    );
    return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}

async function unconfirmed(TopicArn: string, { sns: client }: WeeklyRim): Promise<string[]> {
    const all: string[] = [];
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
        const pending = Subscriptions.filter((one) => one.SubscriptionArn === "PendingConfirmation");
        all.push(...pending.map(({ Endpoint = "" }) => Endpoint));
    }
    return all;
}
