import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { systemClock } from "../../../tools/drill/clock";
import { askPulumi } from "../../../tools/drill/outputs";
import { progressOn } from "../../../tools/drill/progress";
import type { SampleRun } from "../../../tools/drill/sample-runs";

const sampleRun = (region: string, expected: string, seconds?: number) =>
    ({ sent: { region, expected }, arrival: seconds === undefined ? undefined : { text: "", seconds } }) as SampleRun;

describe("the progress", () => {
    function shown(isTTY: boolean, ...states: (readonly SampleRun[])[]): string {
        const stream = Object.assign(new PassThrough(), {
            isTTY,
            columns: 80,
            cursorTo: () => true,
            clearLine: () => true,
        });
        const progress = progressOn(stream);
        for (const state of states) progress.show(state);
        progress.stop();
        return (stream.read() as Buffer | null)?.toString() ?? "";
    }

    it("is a line whenever the number of expected alerts changes, in a log", () => {
        const waiting = [sampleRun("a", "arrives"), sampleRun("a", "suppressed"), sampleRun("b", "arrives", 1)];
        const done = [sampleRun("a", "arrives", 2), sampleRun("b", "arrives", 1)];
        assert.match(shown(false, waiting, waiting, done), /^1 of 2 alerts after \d s\n2 of 2 alerts after \d s\n$/);
    });

    it("is a bar for each Region on a terminal", () => {
        assert.match(
            shown(true, [sampleRun("eu-west-1", "arrives", 1), sampleRun("us-east-1", "arrives")]),
            /eu-west-1/,
        );
    });
});

describe("the system's clock", () => {
    it("wakes at once when it is aborted, with the reason", async () => {
        const controller = new AbortController();
        const sleep = systemClock.sleep(60_000, controller.signal);
        controller.abort(new Error("enough"));
        await assert.rejects(sleep, /enough/);
        await systemClock.sleep(1);
        assert.ok(systemClock.now() > 0);
    });
});

describe("asking Pulumi", () => {
    it("says what to do without the CLI", async () => {
        const { PATH } = process.env;
        process.env.PATH = "/nowhere";
        try {
            await assert.rejects(askPulumi("dev"), /no `pulumi` on the PATH\. .*--outputs FILE/);
        } finally {
            process.env.PATH = PATH;
        }
    });
});
