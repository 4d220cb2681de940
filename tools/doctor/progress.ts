import { SingleBar } from "cli-progress";

interface Stream extends NodeJS.WritableStream {
    readonly isTTY?: boolean;
}

/** A progress bar on a terminal; nothing in a pipe or a log. */
export function progressOn(stream: Stream, regions: number): { step: () => void; stop: () => void } {
    if (stream.isTTY !== true) return { step: () => undefined, stop: () => undefined };
    const bar = new SingleBar({
        format: "{bar} {value} of {total} regions",
        stream,
        hideCursor: true,
        clearOnComplete: true,
    });
    bar.start(regions, 0);
    return {
        step: () => {
            bar.increment();
        },
        stop: () => {
            bar.stop();
        },
    };
}
