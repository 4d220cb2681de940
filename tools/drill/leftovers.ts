import { ListQueuesCommand, ListQueueTagsCommand } from "@aws-sdk/client-sqs";
import { sampleFindingTypes } from "../../findings/samples";
import { count } from "../cli/lists";
import { unlessMissing } from "../aws/policy-text";
import { listSubscriptions } from "./account/topic";
import type { Clients, ClientsIn } from "../aws/clients";
import { drillPrefix } from "./drill-prefix";
import { creationOf, deleteQueue, stackTag } from "./drill-queue";
import type { Outputs } from "./outputs";
import { allPages } from "../aws/pages";
import { permitted } from "../aws/permission";
import type { Sampler } from "./samples/sampler";
import { attempted, unsubscribe } from "./cleanup-registry";

/** A drill makes its samples in the first minutes; what comes an hour later is somebody else's. */
const LONGEST = 60 * 60 * 1000;

export interface Leftovers {
    /** The queues of drills of this stack that were cut short, or are running right now. */
    readonly queues: readonly { readonly url: string; readonly since: number }[];
    /** ARNs of subscriptions that such queues have, or had. */
    readonly subscriptions: readonly string[];
}

/** Finds what drills of a stack left: their queues by name and tag, and whatever subscribed such a queue to the topic. */
export async function findLeftovers(clientsIn: ClientsIn, outputs: Outputs, stack: string): Promise<Leftovers> {
    const home = clientsIn(outputs.homeRegion);
    const urls = await allPages(async (NextToken) => {
        const { QueueUrls, NextToken: next } = await permitted("sqs:ListQueues", () =>
            home.sqs.send(new ListQueuesCommand({ QueueNamePrefix: drillPrefix, MaxResults: 1000, NextToken })),
        );
        return { items: QueueUrls, next };
    });
    const owned = await Promise.all(urls.map((url) => unlessMissing(ownedBy(home, url, stack))));
    const subscriptions = await listSubscriptions(home, outputs.alertTopicArn);
    return {
        queues: owned.filter((queue) => queue !== undefined),
        subscriptions: subscriptions
            .filter(({ Protocol, Endpoint = "" }) => Protocol === "sqs" && Endpoint.includes(`:${drillPrefix}`))
            .flatMap(({ SubscriptionArn = "" }) => (SubscriptionArn.startsWith("arn:") ? [SubscriptionArn] : [])),
    };
}

async function ownedBy(home: Clients, url: string, stack: string) {
    const { Tags = {} } = await permitted("sqs:ListQueueTags", () =>
        home.sqs.send(new ListQueueTagsCommand({ QueueUrl: url })),
    );
    return Tags[stackTag] === stack ? { url, since: await creationOf(home, url) } : undefined;
}

export interface Cleaning {
    readonly home: Clients;
    readonly samplers: readonly Sampler[];
    readonly leftovers: Leftovers;
}

/**
 * Archives the samples that were made while a left queue's drill may have run, then removes subscriptions and queues.
 *
 * @returns what was done, and what could not be
 */
export async function cleanLeftovers({
    home,
    samplers,
    leftovers,
}: Cleaning): Promise<{ done: string; problems: string[] }> {
    const { queues, subscriptions } = leftovers;
    let archived = 0;
    const archiving = samplers.map((sampler) => async () => {
        archived += await archiveSamples(sampler, queues);
    });
    const problems = await attempted([...archiving, ...subscriptions.map((arn) => () => unsubscribe(home, arn))]);
    // As long as the queue is there, the next --clean knows of its samples.
    if (problems.length === 0)
        problems.push(
            ...(await attempted(
                queues.map(
                    ({ url }) =>
                        () =>
                            deleteQueue(home, url),
                ),
            )),
        );
    const done = [
        count(queues.length, "queue"),
        count(subscriptions.length, "subscription"),
        `${count(archived, "sample finding")} archived`,
    ];
    return { done: done.join(", "), problems };
}

async function archiveSamples(sampler: Sampler, queues: Leftovers["queues"]): Promise<number> {
    const { archive, service } = sampler;
    if (archive === undefined || queues.length === 0) return 0;
    const earliest = Math.min(...queues.map(({ since }) => since));
    const types = sampleFindingTypes[service].map(({ type }) => type);
    const ids = (await sampler.samples(types, earliest))
        .filter(({ archived }) => !archived)
        .filter(({ createdAt }) => queues.some(({ since }) => createdAt >= since && createdAt <= since + LONGEST))
        .map(({ id }) => id);
    if (ids.length > 0) await archive(ids);
    return ids.length;
}
