import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { progressOn } from "../../../tools/doctor/progress";

/** What a run over two regions writes to a stream. */
function written(stream: PassThrough): string {
    const { step, stop } = progressOn(stream, 2);
    step();
    step();
    stop();
    return String(stream.read() ?? "");
}

describe("the progress bar", () => {
    it("counts regions on a terminal", () => {
        const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 80, cursorTo: () => true });
        assert.match(written(terminal), /0 of 2 regions/);
    });

    it("stays out of pipes and logs", () => {
        assert.equal(written(new PassThrough()), "");
    });
});
