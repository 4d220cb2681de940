import assert from "node:assert/strict";
import { oneLineMessage } from "../../findings/message";

describe("oneLineMessage", () => {
    it("leaves lone variables bare and keeps the rest quoted, on one line", () => {
        const paths = { title: "$.detail.title", region: "$.region" };
        assert.deepEqual(
            oneLineMessage(paths, {
                title: "<title>",
                where: "in <region>",
                both: "<title><region>",
                inside: { list: ["<region>", "a"] },
            }),
            {
                inputPaths: paths,
                inputTemplate:
                    '{ "title": <title>, "where": "in <region>", "both": "<title><region>", ' +
                    '"inside": { "list": [ <region>, "a" ] } }',
            },
        );
    });

    it("keeps newlines and quotes of its own text escaped", () => {
        assert.equal(oneLineMessage({}, { text: 'a\n  "b"' }).inputTemplate, '{ "text": "a\\n  \\"b\\"" }');
    });
});
