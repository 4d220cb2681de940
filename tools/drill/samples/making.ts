import type { Clock } from "../clock";
import { Pacer } from "../clock";
import type { CleanupRegistry } from "../cleanup-registry";
import { isAskedFor, type SampleRun } from "./sample-run";

export interface Making {
    readonly sampleRuns: readonly SampleRun[];
    readonly registry: CleanupRegistry;
    readonly clock: Clock;
    /** Milliseconds between two samples. */
    readonly pace: number;
    readonly signal: AbortSignal;
}

/**
 * Has the samples made, one after the other: above ten mails a second SNS would take a mailbox for unconfirmed, and
 * nobody would be told (SNS developer guide, "Email notifications"). Those below the threshold go first, so that their
 * alerts, if there were any, would be here before the others.
 */
export async function makeSamples({ sampleRuns, registry, clock, pace, signal }: Making): Promise<void> {
    const pacer = new Pacer(pace, clock);
    const quietFirst = [...sampleRuns].sort((one, other) => Number(isLoud(one)) - Number(isLoud(other)));
    for (const sampleRun of quietFirst) {
        await pacer.turn(signal);
        // Noted before it is done: what is cut short here may have been made all the same.
        registry.noteSample(sampleRun);
        sampleRun.askedAt = clock.now();
        await sampleRun.sampler.make(sampleRun.type);
    }
}

function isLoud({ sent }: SampleRun): boolean {
    return sent.expected === "arrives";
}

/** Looks for the findings that were made, for services answer before a finding can be listed. */
export async function findSamples(sampleRuns: readonly SampleRun[], since: number): Promise<void> {
    const unknown = sampleRuns.filter(({ askedAt, finding }) => askedAt !== undefined && finding === undefined);
    const samplers = [...new Set(unknown.map(({ sampler }) => sampler))];
    await Promise.all(
        samplers.map(async (sampler) => {
            const own = unknown.filter((sampleRun) => sampleRun.sampler === sampler);
            const listed = await sampler.samples(
                own.map(({ type }) => type),
                since,
            );
            for (const sampleRun of own) sampleRun.finding = listed.find((finding) => isAskedFor(sampleRun, finding));
        }),
    );
}
