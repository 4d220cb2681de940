import assert from "node:assert/strict";
import { count, fewOf } from "../../../tools/report/words";

describe("words", () => {
    it("count in the singular and the plural", () => {
        assert.deepEqual(
            [0, 1, 2].map((amount) => count(amount, "region")),
            ["0 regions", "1 region", "2 regions"],
        );
    });

    it("name a few of many, each once, and never leave out just one", () => {
        assert.equal(fewOf(["a", "b", "a"]), "a, b");
        assert.equal(fewOf(["a", "b", "c", "d"]), "a, b, c, d");
        assert.equal(fewOf(["a", "b", "c", "d", "e"]), "a, b, c and 2 more");
    });
});
