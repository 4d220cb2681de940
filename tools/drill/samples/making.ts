import type { Clock } from "../clock";
import { Pacer } from "../clock";
import type { Traces } from "../cleanup-registry";
import { isAskedFor, type Trial } from "./sample-run";

export interface Making {
    readonly trials: readonly Trial[];
    readonly traces: Traces;
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
export async function makeSamples({ trials, traces, clock, pace, signal }: Making): Promise<void> {
    const pacer = new Pacer(pace, clock);
    const quietFirst = [...trials].sort((one, other) => Number(isLoud(one)) - Number(isLoud(other)));
    for (const trial of quietFirst) {
        await pacer.turn(signal);
        // Noted before it is done: what is cut short here may have been made all the same.
        traces.noteSample(trial);
        trial.askedAt = clock.now();
        await trial.sampler.make(trial.type);
    }
}

function isLoud({ sent }: Trial): boolean {
    return sent.expected === "arrives";
}

/** Looks for the findings that were made, for services answer before a finding can be listed. */
export async function findSamples(trials: readonly Trial[], since: number): Promise<void> {
    const unknown = trials.filter(({ askedAt, finding }) => askedAt !== undefined && finding === undefined);
    const samplers = [...new Set(unknown.map(({ sampler }) => sampler))];
    await Promise.all(
        samplers.map(async (sampler) => {
            const own = unknown.filter((trial) => trial.sampler === sampler);
            const listed = await sampler.samples(
                own.map(({ type }) => type),
                since,
            );
            for (const trial of own) trial.finding = listed.find((finding) => isAskedFor(trial, finding));
        }),
    );
}
