import assert from "node:assert/strict";
import { terminalOf, wrapped } from "../../../tools/cli/terminal";

describe("the terminal", () => {
    const tty = { isTTY: true, columns: 120 };

    const cases: [string, Parameters<typeof terminalOf>, boolean, number][] = [
        ["is plain in a pipe", [{}, {}], false, 100],
        ["is coloured where there is one", [tty, { TERM: "xterm" }], true, 120],
        ["is plain where it is dumb", [tty, { TERM: "dumb" }], false, 120],
        ["is plain with NO_COLOR", [tty, { NO_COLOR: "1" }], false, 120],
        ["heeds NO_COLOR before FORCE_COLOR", [tty, { NO_COLOR: "1", FORCE_COLOR: "1" }], false, 120],
        ["takes an empty NO_COLOR for none", [tty, { NO_COLOR: "" }], true, 120],
        ["is coloured in a pipe with FORCE_COLOR", [{}, { FORCE_COLOR: "1" }], true, 100],
        ["takes FORCE_COLOR=0 for none", [{}, { FORCE_COLOR: "0" }], false, 100],
        ["is plain with --no-color, whatever the environment", [tty, { FORCE_COLOR: "1" }, false], false, 120],
        ["is as narrow as the window", [{ isTTY: true, columns: 60 }, {}], true, 60],
        ["is never narrower than a word", [{ isTTY: true, columns: 20 }, {}], true, 40],
        ["keeps lines readable on a wide screen", [{ isTTY: true, columns: 400 }, {}], true, 140],
        ["knows a screen of unknown width", [{ isTTY: true }, {}], true, 100],
    ];
    for (const [name, args, colored, columns] of cases) {
        it(name, () => {
            const terminal = terminalOf(...args);
            assert.deepEqual([terminal.colors.isColorSupported, terminal.columns], [colored, columns]);
        });
    }

    it("breaks lines between words, indents them, and leaves a long word whole", () => {
        assert.equal(
            wrapped("one two three\nhttps://long.example four", 10, "  "),
            "  one two\n  three\n  https://long.example\n  four",
        );
    });

    it("fills a line to its last column, and not beyond", () => {
        assert.equal(wrapped("one two three", 7), "one two\nthree");
        assert.equal(wrapped("one two three", 6), "one\ntwo\nthree");
    });
});
