import { type Count, progressOn as countsOn } from "../cli/progress";
import type { SampleRun } from "./sample-runs";

/** Tells how many of the expected alerts have arrived. */
export interface Progress {
    show(sampleRuns: readonly SampleRun[]): void;
    stop(): void;
}

/** A bar for each Region on a terminal; anywhere else a line whenever the number changes. */
export function progressOn(stream: Parameters<typeof countsOn>[0]): Progress {
    const { show, stop } = countsOn(stream, { noun: "alerts", lasting: true });
    return {
        show(sampleRuns) {
            show(counted(sampleRuns));
        },
        stop,
    };
}

/** How many alerts of each Region have arrived, of those that should. */
function counted(sampleRuns: readonly SampleRun[]): Map<string, Count> {
    const counts = new Map<string, Count>();
    for (const { sent, arrival } of sampleRuns) {
        if (sent.expected !== "arrives") continue;
        const { done, total } = counts.get(sent.region) ?? { done: 0, total: 0 };
        counts.set(sent.region, { done: done + (arrival === undefined ? 0 : 1), total: total + 1 });
    }
    return counts;
}
