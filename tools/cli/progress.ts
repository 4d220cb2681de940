import { MultiBar, type SingleBar } from "cli-progress";

export interface Count {
    readonly done: number;
    readonly total: number;
}

/** Shows how far a command is. */
export interface Progress {
    /** @param counts by the name of what is counted, such as a Region; empty if there is but one */
    readonly show: (counts: ReadonlyMap<string, Count>) => void;
    readonly stop: () => void;
}

interface Options {
    /** What is counted: "3 of 17 alerts". */
    readonly noun: string;
    /**
     * Whether the progress is part of what the command tells: bars stay, and a log gets lines. Ctrl-C is then the
     * command's own affair, because it has to clean up.
     *
     * @default - bars vanish at the end, and a log gets nothing
     */
    readonly lasting?: boolean;
}

/** Where it is shown, as far as it matters here; `process.stderr` is one. */
interface Stream extends NodeJS.WritableStream {
    readonly isTTY?: boolean;
}

/** A bar for each name on a terminal; anywhere else a line whenever the sum changes, if it is lasting. */
export function progressOn(stream: Stream, options: Options): Progress {
    if (stream.isTTY === true) return bars(stream, options);
    return options.lasting === true ? lines(stream, options) : { show: () => undefined, stop: () => undefined };
}

function bars(stream: NodeJS.WritableStream, { noun, lasting = false }: Options): Progress {
    const all = new MultiBar({
        stream,
        format: ` {bar} {name}  {value} of {total} ${noun}  {duration_formatted}`,
        barsize: 20,
        barCompleteChar: "█",
        barIncompleteChar: "░",
        hideCursor: true,
        clearOnComplete: !lasting,
        gracefulExit: !lasting,
    });
    const made = new Map<string, SingleBar>();
    return {
        show(counts) {
            for (const [name, { done, total }] of counts) {
                const bar = made.get(name) ?? all.create(total, 0, { name });
                made.set(name, bar);
                bar.update(done, { name });
            }
        },
        stop() {
            all.stop();
        },
    };
}

function lines(stream: NodeJS.WritableStream, { noun }: Options): Progress {
    const start = Date.now();
    let last = "";
    return {
        show(counts) {
            const sum = (of: keyof Count) => [...counts.values()].reduce((total, count) => total + count[of], 0);
            const line = `${sum("done")} of ${sum("total")} ${noun}`;
            if (line !== last) stream.write(`${line} after ${Math.round((Date.now() - start) / 1000)} s\n`);
            last = line;
        },
        stop() {
            // Every line is already out.
        },
    };
}
