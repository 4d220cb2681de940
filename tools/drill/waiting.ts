import type { Clock } from "./clock";
import type { ArchiveCheck } from "./evidence/archive-check";
import type { AlertQueue, Received } from "./alert-queue";
import type { Progress } from "./progress";
import { findSamples } from "./samples/making";
import { isIdle, type SampleRun } from "./samples/sample-run";

export interface Waiting {
    readonly sampleRuns: readonly SampleRun[];
    readonly alertQueue: Pick<AlertQueue, "receive">;
    /** By Region; only where a finding should be archived. */
    readonly archives: ReadonlyMap<string, ArchiveCheck>;
    /** Whether the account's documents already say that the alert cannot come. */
    readonly isHopeless: (sampleRun: SampleRun) => boolean;
    /** The same of a Region's exports. */
    readonly isExportHopeless: (region: string) => boolean;
    /** When the drill began by AWS's clock. */
    readonly since: number;
    /** Milliseconds to wait at most, and to stay at least when all that can come is there. */
    readonly timeout: number;
    readonly settle: number;
    readonly clock: Clock;
    readonly progress: Progress;
    readonly signal: AbortSignal;
}

/** Milliseconds between two looks. */
const INTERVAL = 500;

/**
 * Waits until every expected alert and export is there, or the time is up. Then it stays a little, for alerts that should
 * not come; at least as long as the slowest of the others took.
 */
export async function waitForAlerts(waiting: Waiting): Promise<void> {
    const { sampleRuns, alertQueue, archives, since, timeout, settle, clock, progress, signal } = waiting;
    const deadline = clock.now() + timeout;
    let calm = clock.now();
    for (let round = 0; ; round++) {
        signal.throwIfAborted();
        await findSamples(sampleRuns, since);
        if (takeIn(await alertQueue.receive(), sampleRuns)) calm = clock.now();
        for (const [region, archive] of archives) {
            if (!isArchived(sampleRuns, region, archive)) await archive.look(clock.now(), round % 10 === 5);
        }
        progress.show(sampleRuns);
        const slowest = Math.max(0, ...sampleRuns.map(({ arrival }) => (arrival?.seconds ?? 0) * 1000));
        const isOver = isComplete(waiting) && clock.now() >= calm + Math.max(settle, slowest);
        if (isOver || clock.now() >= deadline) return;
        await clock.sleep(INTERVAL, signal);
    }
}

/** Gives each alert to its sampleRun, known by the ID of the finding. */
function takeIn(received: readonly Received[], sampleRuns: readonly SampleRun[]): boolean {
    let isNews = false;
    for (const { text, at } of received) {
        for (const sampleRun of sampleRuns) {
            const { finding, askedAt = at, arrival } = sampleRun;
            if (finding === undefined || arrival !== undefined || !text.includes(finding.id)) continue;
            sampleRun.arrival = { text, seconds: Math.max(0, (at - askedAt) / 1000) };
            isNews = true;
        }
    }
    return isNews;
}

function isComplete({ sampleRuns, archives, isHopeless, isExportHopeless }: Waiting): boolean {
    const waitsFor = (sampleRun: SampleRun) =>
        sampleRun.sent.expected === "arrives" &&
        sampleRun.arrival === undefined &&
        !isIdle(sampleRun) &&
        !isHopeless(sampleRun);
    return (
        sampleRuns.every(({ finding }) => finding !== undefined) &&
        !sampleRuns.some(waitsFor) &&
        [...archives].every(([region, archive]) => isArchived(sampleRuns, region, archive) || isExportHopeless(region))
    );
}

/** Whether one GuardDuty finding of the Region is in the archive: that shows the whole way. */
export function archivedOf(sampleRuns: readonly SampleRun[], region: string, archive: ArchiveCheck) {
    return sampleRuns
        .filter(({ sent }) => sent.region === region && sent.source === "guardDuty")
        .map(({ finding }) => finding && archive.with(finding.id))
        .find((archived) => archived !== undefined);
}

function isArchived(sampleRuns: readonly SampleRun[], region: string, archive: ArchiveCheck): boolean {
    return archivedOf(sampleRuns, region, archive) !== undefined;
}
