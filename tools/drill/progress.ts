import { MultiBar, type SingleBar } from "cli-progress";
import type { SampleRun } from "./samples/sample-run";

/** Tells how many of the expected alerts have arrived. */
export interface Progress {
    show(sampleRuns: readonly SampleRun[]): void;
    stop(): void;
}

/** Where it is told, as far as it matters here; `process.stderr` is one. */
interface Stream extends NodeJS.WritableStream {
    readonly isTTY?: boolean;
}

/** A bar for each Region on a terminal; anywhere else a line whenever the number changes. */
export function progressOn(stream: Stream): Progress {
    return stream.isTTY === true ? bars(stream) : lines(stream);
}

function bars(stream: NodeJS.WritableStream): Progress {
    const all = new MultiBar({
        stream,
        format: " {bar} {region}  {value} of {total} alerts  {duration_formatted}",
        barsize: 20,
        barCompleteChar: "█",
        barIncompleteChar: "░",
        hideCursor: true,
        // Ctrl-C is the drill's own affair: it has to clean up.
        gracefulExit: false,
    });
    const ofRegion = new Map<string, SingleBar>();
    return {
        show(sampleRuns) {
            for (const [region, { arrived, total }] of counted(sampleRuns)) {
                const bar = ofRegion.get(region) ?? all.create(total, 0, { region });
                ofRegion.set(region, bar);
                bar.update(arrived, { region });
            }
        },
        stop() {
            all.stop();
        },
    };
}

function lines(stream: NodeJS.WritableStream): Progress {
    const start = Date.now();
    let last = "";
    return {
        show(sampleRuns) {
            const counts = [...counted(sampleRuns).values()];
            const sum = (of: "arrived" | "total") => counts.reduce((total, count) => total + count[of], 0);
            const line = `${sum("arrived")} of ${sum("total")} alerts`;
            if (line !== last) stream.write(`${line} after ${Math.round((Date.now() - start) / 1000)} s\n`);
            last = line;
        },
        stop() {
            // Every line is already out.
        },
    };
}

function counted(sampleRuns: readonly SampleRun[]): Map<string, { arrived: number; total: number }> {
    const counts = new Map<string, { arrived: number; total: number }>();
    for (const { sent, arrival } of sampleRuns) {
        if (sent.expected !== "arrives") continue;
        const count = counts.get(sent.region) ?? { arrived: 0, total: 0 };
        counts.set(sent.region, count);
        count.total++;
        if (arrival !== undefined) count.arrived++;
    }
    return counts;
}
