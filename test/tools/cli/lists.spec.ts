import assert from "node:assert/strict";
import { count, fewOf, grouped } from "../../../tools/cli/lists";

describe("lists", () => {
    it("group by key, in the order of first appearance", () => {
        assert.deepEqual(
            [...grouped(["bee", "ant", "bat", "ape", "cat"], (name) => name.charAt(0))],
            [
                ["b", ["bee", "bat"]],
                ["a", ["ant", "ape"]],
                ["c", ["cat"]],
            ],
        );
    });

    it("are counted in the singular and the plural", () => {
        assert.deepEqual(
            [0, 1, 2].map((amount) => count(amount, "Region")),
            ["0 Regions", "1 Region", "2 Regions"],
        );
    });

    it("name a few of many, each once, and never leave out just one", () => {
        assert.equal(fewOf(["a", "b", "a"]), "a, b");
        assert.equal(fewOf(["a", "b", "c", "d"]), "a, b, c, d");
        assert.equal(fewOf(["a", "b", "c", "d", "e"]), "a, b, c and 2 more");
    });
});
