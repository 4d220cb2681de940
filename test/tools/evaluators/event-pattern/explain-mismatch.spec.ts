import assert from "node:assert/strict";

import { explainMismatch, parseEventPattern } from "../../../../tools/evaluators/event-pattern";

const explain = (pattern: object, event: object): string | undefined =>
    explainMismatch(parseEventPattern(JSON.stringify(pattern)), JSON.stringify(event));

describe("explainMismatch", () => {
    it("has nothing to say about a match", () => {
        assert.equal(
            explain({ detail: { severity: [{ numeric: [">=", 7] }] } }, { detail: { severity: 8 } }),
            undefined,
        );
    });

    it("names the first field that failed, its value and what was wanted", () => {
        const pattern = { source: ["aws.guardduty"], detail: { severity: [{ numeric: [">=", 7] }], type: ["x"] } };
        assert.equal(
            explain(pattern, { source: "aws.guardduty", detail: { severity: 5, type: "y" } }),
            "detail.severity is 5, wanted numeric >= 7",
        );
    });

    it("says that a field has no value", () => {
        assert.equal(
            explain({ detail: { status: ["ACTIVE", "CLOSED"] } }, { detail: {} }),
            'detail.status has no value, wanted "ACTIVE" or "CLOSED"',
        );
    });

    it("says that a field should have none", () => {
        assert.equal(
            explain({ detail: { sample: [{ exists: false }] } }, { detail: { sample: true } }),
            "detail.sample is true, wanted no value",
        );
    });

    it("gives all values of a list", () => {
        assert.equal(explain({ a: [1] }, { a: [2, "1"] }), 'a is 2 and "1", wanted 1');
    });

    it("gives no more than five values of a long list", () => {
        assert.equal(
            explain({ a: [0] }, { a: [1, 2, 3, 4, 5, 6, 7] }),
            "a is 1 and 2 and 3 and 4 and 5 and 2 other values, wanted 0",
        );
    });

    it("describes every operator", () => {
        const wanted = (matcher: object): string | undefined => explain({ a: [matcher] }, { a: false })?.slice(19);
        assert.deepEqual(
            [
                { prefix: "p" },
                { suffix: { "equals-ignore-case": "s" } },
                { "equals-ignore-case": "e" },
                { wildcard: "w*" },
                { numeric: [">", 1, "<=", 2] },
                { cidr: "10.0.0.0/8" },
            ].map(wanted),
            [
                'prefix "p"',
                'suffix "s" in any case',
                '"e" in any case',
                'wildcard "w*"',
                "numeric > 1 <= 2",
                "an address in 10.0.0.0/8",
            ],
        );
        assert.equal(
            explain({ a: [{ "anything-but": { prefix: ["x", "y"] } }] }, { a: "xa" }),
            'a is "xa", wanted anything but prefix "x", prefix "y"',
        );
    });

    it("names the fields that no one element of a list has together", () => {
        const event = {
            tags: [
                { key: "env", value: "test" },
                { key: "team", value: "prod" },
            ],
        };
        assert.equal(
            explain({ tags: { key: ["env"], value: ["prod"] } }, event),
            "no element of a list has everything wanted of tags.key, tags.value",
        );
    });

    it("explains every alternative of $or", () => {
        assert.equal(
            explain({ $or: [{ a: [1] }, { b: [2] }] }, { a: 3 }),
            "no alternative of $or matches: a is 3, wanted 1; or b has no value, wanted 2",
        );
    });

    it("says only once what all alternatives lack", () => {
        assert.equal(explain({ s: ["x"], $or: [{ a: [1] }, { b: [2] }] }, { a: 1 }), 's has no value, wanted "x"');
    });
});
