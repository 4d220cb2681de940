import { ListQueueTagsCommand, paginateListQueues } from "@aws-sdk/client-sqs";
import { sampleFindingTypes } from "../../findings/samples";
import type { Clients, ClientsIn } from "../aws/clients";
import { itemsOf } from "../aws/pages";
import { unlessMissing } from "../aws/permission";
import { count } from "../cli/lists";
import { listSubscriptions } from "./account/topic";
import { creationOf, deleteQueue, stackTag, unsubscribe } from "./alert-queue";
import type { Clock } from "./clock";
import type { DrillOrder } from "./order";
import { drillPrefix } from "../aws/actions";
import type { Outputs } from "../recording/outputs";
import { isAskedFor, isNewOf, type SampleRun } from "./sample-runs";
import { type SampleFinding, type Sampler, samplersOf } from "./samplers";
import { topicsOf } from "./topics";

/** How often a running drill looks for a sample that may have been made or not, a second apart. */
const attempts = 5;

/** A drill makes its samples in the first minutes; what comes an hour later belongs to somebody else. */
const longest = 60 * 60 * 1000;

/** What a drill leaves in the account until it is cleaned up. */
export class CleanupRegistry {
    queueUrl?: string;
    readonly subscriptionArns: string[] = [];
    /** When the drill began by AWS's clock, in milliseconds since 1970; known once the queue is there. */
    since = 0;
    private readonly sampleRuns: SampleRun[] = [];

    /** @param home clients of the Region of topic and queue */
    constructor(
        private readonly home: Clients,
        private readonly clock: Clock,
    ) {}

    noteSample(sampleRun: SampleRun): void {
        this.sampleRuns.push(sampleRun);
    }

    /** @returns what could not be undone, a line each */
    cleanUp(): Promise<string[]> {
        const { queueUrl, subscriptionArns } = this;
        return removed(this.home, {
            archiving: [() => this.archiveSamples()],
            subscriptions: subscriptionArns,
            queues: queueUrl === undefined ? [] : [queueUrl],
        });
    }

    private async archiveSamples(): Promise<void> {
        for (const sampler of new Set(this.sampleRuns.map(({ sampler }) => sampler))) {
            const own = this.sampleRuns.filter((sampleRun) => sampleRun.sampler === sampler);
            if (sampler.archive !== undefined) await archive(sampler, await this.madeBy(sampler, own));
        }
    }

    /** The new findings of the runs. A request that was cut short may have been granted or not, so it waits a little. */
    private async madeBy(sampler: Sampler, sampleRuns: readonly SampleRun[]): Promise<SampleFinding[]> {
        const types = sampleRuns.map(({ type }) => type);
        for (let attempt = 1; ; attempt++) {
            const listed = await sampler.samples(types, this.since);
            const isComplete = sampleRuns.every((sampleRun) =>
                listed.some((finding) => isAskedFor(sampleRun, finding)),
            );
            if (isComplete || attempt === attempts) {
                return listed.filter(
                    (finding) =>
                        finding.createdAt >= this.since && sampleRuns.some((sampleRun) => isNewOf(sampleRun, finding)),
                );
            }
            await this.clock.sleep(1000);
        }
    }
}

/** Removes what interrupted drills of a stack left, and gives the exit code. */
export async function cleanAccount(
    order: Pick<DrillOrder, "stack" | "outputs" | "expectations" | "clientsIn" | "agree" | "printError">,
): Promise<number> {
    const { stack, outputs, expectations, clientsIn, agree, printError } = order;
    const { queues, subscriptions } = await findLeftovers(clientsIn, outputs, stack);
    if (queues.length + subscriptions.length === 0) {
        printError("No drill has left anything.\n");
        return 0;
    }
    const found = [count(queues.length, "queue"), count(subscriptions.length, "subscription")];
    await agree(
        `Drills of the stack "${stack}" left ${found.join(" and ")}, and perhaps samples. All of it will be removed, ` +
            "also what a drill that is running right now needs.",
    );
    const samplers = [undefined, ...(expectations.members ?? [])].flatMap((member) =>
        samplersOf(clientsIn, outputs, expectations, member),
    );
    let archived = 0;
    const problems = await removed(clientsIn(outputs.homeRegion), {
        archiving: samplers.map((sampler) => async () => {
            archived += await archive(sampler, await leftSamples(sampler, queues));
        }),
        subscriptions,
        queues: queues.map(({ url }) => url),
    });
    printError(`Cleaned up: ${[...found, `${count(archived, "sample finding")} archived`].join(", ")}.\n`);
    if (problems.length === 0) return 0;
    printError(`${["Not everything could be cleaned up:", ...problems].join("\n  - ")}\n`);
    return 1;
}

interface Leftovers {
    /** The queues of drills of this stack that were interrupted, or are running right now. */
    readonly queues: readonly { readonly url: string; readonly since: number }[];
    /** ARNs of subscriptions that such queues have, or had. */
    readonly subscriptions: readonly string[];
}

/** Finds the queues of a stack's drills by name and tag, and the subscriptions of any drill's queue to its topics. */
async function findLeftovers(clientsIn: ClientsIn, outputs: Outputs, stack: string): Promise<Leftovers> {
    const home = clientsIn(outputs.homeRegion);
    const query = { QueueNamePrefix: drillPrefix, MaxResults: 1000 };
    const urls = await itemsOf(paginateListQueues({ client: home.sqs }, query), ({ QueueUrls }) => QueueUrls);
    const owned = await Promise.all(urls.map((url) => unlessMissing(ownedBy(home, url, stack))));
    const subscriptions = await Promise.all(topicsOf(outputs).map((arn) => listSubscriptions(home, arn)));
    return {
        queues: owned.filter((queue) => queue !== undefined),
        subscriptions: subscriptions
            .flat()
            .filter(({ Protocol, Endpoint = "" }) => Protocol === "sqs" && Endpoint.includes(`:${drillPrefix}`))
            .flatMap(({ SubscriptionArn = "" }) => (SubscriptionArn.startsWith("arn:") ? [SubscriptionArn] : [])),
    };
}

async function ownedBy(home: Clients, url: string, stack: string) {
    const { Tags = {} } = await home.sqs.send(new ListQueueTagsCommand({ QueueUrl: url }));
    return Tags[stackTag] === stack ? { url, since: await creationOf(home, url) } : undefined;
}

/** The samples that were made while the drill of a leftover queue may have been running. */
async function leftSamples(sampler: Sampler, queues: Leftovers["queues"]): Promise<SampleFinding[]> {
    if (sampler.archive === undefined || queues.length === 0) return [];
    const types = sampleFindingTypes[sampler.service].map(({ type }) => type);
    const samples = await sampler.samples(types, Math.min(...queues.map(({ since }) => since)));
    return samples.filter(({ createdAt }) =>
        queues.some(({ since }) => createdAt >= since && createdAt <= since + longest),
    );
}

/** Archives the samples that are not archived yet, and counts them. */
async function archive(sampler: Sampler, samples: readonly SampleFinding[]): Promise<number> {
    const ids = samples.filter(({ archived }) => !archived).map(({ id }) => id);
    if (ids.length > 0) await sampler.archive?.(ids);
    return ids.length;
}

/**
 * Archives samples, ends subscriptions and deletes queues. The queues go last, and only when all else is done: as long as
 * its queue is there, `--clean` finds the drill. A failure does not keep the rest from being done.
 *
 * @returns what could not be done, a line each
 */
async function removed(
    home: Clients,
    what: {
        readonly archiving: readonly (() => Promise<void>)[];
        readonly subscriptions: readonly string[];
        readonly queues: readonly string[];
    },
): Promise<string[]> {
    const problems = await attempted([
        ...what.archiving,
        ...what.subscriptions.map((arn) => () => unsubscribe(home, arn)),
    ]);
    return problems.length > 0 ? problems : attempted(what.queues.map((url) => () => deleteQueue(home, url)));
}

async function attempted(actions: readonly (() => Promise<void>)[]): Promise<string[]> {
    const problems: string[] = [];
    for (const action of actions) {
        try {
            await action();
        } catch (error) {
            problems.push((error as Error).message);
        }
    }
    return problems;
}
