import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { type Count, progressOn } from "../../../tools/cli/progress";

const counts = (all: Readonly<Record<string, Count>>) => new Map(Object.entries(all));

/** What is written to a stream for these states, one after the other, while somebody watches for a moment. */
async function shown(
    isTTY: boolean,
    options: Parameters<typeof progressOn>[1],
    ...states: ReturnType<typeof counts>[]
) {
    const stream = Object.assign(new PassThrough(), {
        ...{ isTTY, columns: 80 },
        ...{ cursorTo: () => true, clearLine: () => true },
    });
    const progress = progressOn(stream, options);
    for (const state of states) progress.show(state);
    await setTimeout(isTTY ? 150 : 0);
    progress.stop();
    return (stream.read() as Buffer | null)?.toString() ?? "";
}

describe("the progress", () => {
    const first = counts({ a: { done: 0, total: 1 }, b: { done: 1, total: 1 } });
    const second = counts({ a: { done: 1, total: 1 }, b: { done: 1, total: 1 } });

    it("is a bar for each name on a terminal", async () => {
        const named = counts({ "eu-west-1": { done: 1, total: 2 }, "us-east-1": { done: 0, total: 1 } });
        assert.match(
            await shown(true, { noun: "alerts", lasting: true }, named),
            /eu-west-1 {2}1 of 2 alerts.*us-east-1 {2}0 of 1 alerts/s,
        );
        assert.match(await shown(true, { noun: "Regions" }, counts({ "": { done: 0, total: 2 } })), /0 of 2 Regions/);
    });

    it("is a line in a log whenever the sum changes, if it is lasting", async () => {
        assert.match(
            await shown(false, { noun: "alerts", lasting: true }, first, first, second),
            /^1 of 2 alerts after \d s\n2 of 2 alerts after \d s\n$/,
        );
    });

    it("stays out of a log if it is not", async () => {
        assert.equal(await shown(false, { noun: "Regions" }, first, second), "");
    });
});
