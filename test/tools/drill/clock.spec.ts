import assert from "node:assert/strict";
import { systemClock } from "../../../tools/drill/clock";
import { askPulumi } from "../../../tools/recording/outputs";

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
