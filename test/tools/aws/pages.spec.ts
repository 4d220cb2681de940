import assert from "node:assert/strict";
import { inChunks, itemsOf, pagesOf } from "../../../tools/aws/pages";

describe("pages", () => {
    const ending = (token: string | undefined) => ({
        "": { items: [1, 2], NextToken: "more" },
        more: { items: undefined, NextToken: "last" },
        last: { items: [3], NextToken: token },
    });

    for (const token of [undefined, ""]) {
        it(`are asked for until the next token is ${token === undefined ? "left out" : "empty"}`, async () => {
            const pages = ending(token);
            const asked: (string | undefined)[] = [];
            const all = pagesOf((next) => {
                asked.push(next);
                return Promise.resolve(pages[(next ?? "") as keyof typeof pages]);
            });
            assert.deepEqual(await itemsOf(all, ({ items }) => items), [1, 2, 3]);
            assert.deepEqual(asked, [undefined, "more", "last"]);
        });
    }
});

describe("chunks", () => {
    it("are as large as allowed, but for the last", () => {
        assert.deepEqual(inChunks([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]]);
        assert.deepEqual(inChunks([], 2), []);
    });
});
