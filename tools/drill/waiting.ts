import type { Count } from "../cli/progress";
import { defaultRoute } from "../proof/audience";
import type { Case } from "../proof/case";
import type { AlertQueue, Received } from "./alert-queue";
import { isAbout } from "../proof/alert-check";
import type { Archived, ArchiveCheck } from "./evidence/archive-check";
import type { DrillOrder } from "./order";
import type { Mails } from "./mails";
import type { Outputs } from "../recording/outputs";
import type { RouteMessages } from "./route-messages";
import { isForStream } from "./stream-trace";
import { findSamples, isIdle, isOnTopic, type SampleRun } from "./sample-runs";

/** A case about GuardDuty's export of a Region, and where to look for it. */
export interface AwaitedExport {
    readonly sent: Case;
    readonly check: Pick<ArchiveCheck, "look" | "with">;
}

export interface Waiting extends Pick<DrillOrder, "timeout" | "settle" | "clock" | "progress" | "signal"> {
    readonly sampleRuns: readonly SampleRun[];
    readonly exports: readonly AwaitedExport[];
    /** Of the findings stream; undefined in a stack without one. */
    readonly stream?: Pick<ArchiveCheck, "look" | "with"> | undefined;
    readonly alertQueue: Pick<AlertQueue, "receive">;
    /** Undefined where mailboxes are on the alert topic. */
    readonly mails: Pick<Mails, "assign"> | undefined;
    /** Undefined where a test has no routes. */
    readonly routeMessages?: Pick<RouteMessages, "assign">;
    readonly outputs: Pick<Outputs, "alertTopicArn" | "notifier">;
    /** Whether a sample has been told to every route and to machines, as far as the documents allow it. */
    readonly isHeard?: (sampleRun: SampleRun) => boolean;
    /** Whether the account's documents already say that it cannot arrive. */
    readonly isRuledOut: (sent: Case) => boolean;
    /** When the drill began by AWS's clock. */
    readonly since: number;
}

/** Milliseconds between two looks. */
const interval = 500;

/**
 * Waits until every expected alert, mail and export has arrived, or the time is up. Then it stays for alerts that should not
 * arrive, at least as long as the slowest of the others took.
 */
export async function waitForAlerts(waiting: Waiting): Promise<void> {
    const { sampleRuns, exports, since, timeout, settle, clock, progress, signal } = waiting;
    const deadline = clock.now() + timeout;
    let lastArrival = clock.now();
    for (let round = 0; ; round++) {
        signal.throwIfAborted();
        await findSamples(sampleRuns, since);
        if (await receive(waiting)) lastArrival = clock.now();
        for (const one of exports)
            if (archivedOf(one, sampleRuns) === undefined) await one.check.look(clock.now(), round % 10 === 5);
        if (round % 10 === 5 && !isKept(waiting)) await waiting.stream?.look(clock.now(), false);
        progress.show(counted(sampleRuns));
        const slowest = Math.max(0, ...sampleRuns.map(secondsOf)) * 1000;
        const isOver = isComplete(waiting) && clock.now() >= lastArrival + Math.max(settle, slowest);
        if (isOver || clock.now() >= deadline) return;
        await clock.sleep(interval, signal);
    }
}

function secondsOf({ arrival, mail, heard }: SampleRun): number {
    return Math.max((mail ?? arrival)?.seconds ?? 0, ...[...(heard?.values() ?? [])].map(({ seconds }) => seconds));
}

/** How many alerts of each Region have arrived, of those that should. */
export function counted(sampleRuns: readonly SampleRun[]): Map<string, Count> {
    const counts = new Map<string, Count>();
    for (const { sent, arrival, heard } of sampleRuns.filter(({ sent }) => sent.expected === "arrives")) {
        const { done, total } = counts.get(sent.region) ?? { done: 0, total: 0 };
        counts.set(sent.region, {
            done: done + (arrival === undefined && heard === undefined ? 0 : 1),
            total: total + 1,
        });
    }
    return counts;
}

/** Assigns what has arrived, and says whether there was anything about a sample. */
async function receive({ alertQueue, outputs, mails, routeMessages, sampleRuns }: Waiting): Promise<boolean> {
    const received = await alertQueue.receive();
    const { alertTopicArn, notifier } = outputs;
    const from = (arn: string) => received.filter(({ topicArn }) => topicArn === arn);
    const told = () => sampleRuns.reduce((sum, { mail, heard }) => sum + (mail ? 1 : 0) + (heard?.size ?? 0), 0);
    const before = told();
    const isNews = assigned(from(alertTopicArn), sampleRuns);
    if (notifier) mails?.assign(from(notifier.mailTopicArn), sampleRuns);
    routeMessages?.assign(received, sampleRuns);
    return isNews || told() > before;
}

/** Assigns each alert to the sample that it is about, and says whether there was any. */
function assigned(received: readonly Received[], sampleRuns: readonly SampleRun[]): boolean {
    let isNews = false;
    for (const { text, at } of received) {
        for (const sampleRun of sampleRuns) {
            const { finding, askedAt = at, arrival } = sampleRun;
            if (finding !== undefined && arrival === undefined && isAbout(text, finding.id)) {
                sampleRun.arrival = { text, seconds: Math.max(0, (at - askedAt) / 1000) };
                isNews = true;
            }
        }
    }
    return isNews;
}

/** Whether the findings stream has every sample that it should. */
function isKept({ sampleRuns, stream }: Waiting): boolean {
    if (stream === undefined) return true;
    return sampleRuns.filter(isForStream).every(({ finding }) => stream.with(finding?.id ?? "") !== undefined);
}

function isComplete(waiting: Waiting): boolean {
    const { sampleRuns, exports, mails, isRuledOut, isHeard = () => true } = waiting;
    const isAwaited = (sampleRun: SampleRun) =>
        !(isTold(sampleRun, mails !== undefined) && isHeard(sampleRun)) &&
        !isIdle(sampleRun) &&
        !isRuledOut(sampleRun.sent);
    return (
        sampleRuns.every(({ finding }) => finding !== undefined) &&
        !sampleRuns.some(isAwaited) &&
        isKept(waiting) &&
        exports.every((one) => archivedOf(one, sampleRuns) !== undefined || isRuledOut(one.sent))
    );
}

/** Whether the alert topic, and the default route, have what they are asked to have. */
function isTold({ sent, arrival, mail }: SampleRun, hasMails: boolean): boolean {
    if (!isOnTopic(sent)) return true;
    return (hasMails && sent.audience.includes(defaultRoute) ? mail : arrival) !== undefined;
}

/** The object with one of the Region's sample findings: one shows that the whole path works. */
export function archivedOf({ sent, check }: AwaitedExport, sampleRuns: readonly SampleRun[]): Archived | undefined {
    return sampleRuns
        .filter((one) => one.sent.region === sent.region && one.sent.source === sent.source)
        .map(({ finding }) => finding && check.with(finding.id))
        .find((archived) => archived !== undefined);
}
