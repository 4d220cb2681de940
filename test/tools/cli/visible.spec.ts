import assert from "node:assert/strict";
import { visible, visibleData } from "../../../tools/cli/visible";

describe("visible text", () => {
    it("has nothing that a terminal obeys, that reorders a line, or that nobody sees", () => {
        assert.equal(
            visible(
                "a\u001b[31mb\u009bc\rd\be\u0000f\u202eg\u2066h\u200fi\u061cj\u2028k\u200bl\ufeffm\u{e0041}n\ud800",
            ),
            String.raw`a\u{1b}[31mb\u{9b}c\u{d}d\u{8}e\u{0}f\u{202e}g\u{2066}h\u{200f}i\u{61c}j\u{2028}k\u{200b}l\u{feff}m\u{e0041}n\u{d800}`,
        );
    });

    it("keeps line breaks, tabs, and what people write", () => {
        const text = "Zürich 東京 שלום 🙂\n\tsecond line";
        assert.equal(visible(text), text);
    });

    it("is all that visible data has; only texts with lines keep line breaks", () => {
        const data = { name: "a\nb\u001b", count: 1, list: ["\u202e"], deep: { arrived: "a\nb\u001b" } };
        assert.deepEqual(visibleData(data, ["arrived"]), {
            name: String.raw`a\u{a}b\u{1b}`,
            count: 1,
            list: [String.raw`\u{202e}`],
            deep: { arrived: `a\nb\\u{1b}` },
        });
    });
});
