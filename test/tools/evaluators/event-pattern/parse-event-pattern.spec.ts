import assert from "node:assert/strict";

import { EventPatternError, parseEventPattern } from "../../../../tools/evaluators/event-pattern";

const errorOf = (pattern: string): string => {
    try {
        parseEventPattern(pattern);
    } catch (error) {
        assert.ok(error instanceof EventPatternError);
        return error.message;
    }
    return "no error";
};

describe("parseEventPattern", () => {
    it("refuses with one sentence that begins with the path", () => {
        assert.equal(errorOf("[]"), "The event pattern must be a JSON object.");
        assert.match(errorOf("{"), /^The event pattern is not valid JSON: [^\n]+\.$/);
        assert.equal(errorOf('{"detail":{"severity":7}}'), "detail.severity must be an object or a list, such as [7].");
        assert.equal(
            errorOf('{"detail":{"severity":["x",{"numeric":[">=","7"]}]}}'),
            "detail.severity[1].numeric[1] must be a number, but is a string.",
        );
        assert.equal(errorOf('{"$or":[{"a":[1]},[]]}'), "$or[1] must be an object.");
        assert.equal(
            errorOf('{"a":[{"suffix":{"prefix":"x"}}]}'),
            'a[0].suffix must be a string or {"equals-ignore-case": string}, but is another object.',
        );
        assert.equal(
            errorOf(String.raw`{"a":[{"wildcard":"a\\b"}]}`),
            "a[0].wildcard may have a backslash only before * or another backslash.",
        );
        assert.equal(errorOf('{"a":[{"cidr":"::1/128"}]}'), "a[0].cidr must be a range of more than one address.");
        assert.match(errorOf('{"a":[{"cidr":"10.0.0.0/33"}]}'), /^a\[0\]\.cidr must be a range such as /);
        assert.match(errorOf('{"a":[{"numeric":[1,2]}]}'), /^a\[0\]\.numeric\[0\] must be a comparison/);
        assert.match(errorOf('{"a":[{"numeric":["=",1,"<",2]}]}'), /must have the lower bound of a range/);
        assert.match(errorOf('{"a":[{"anything-but":{}}]}'), /^a\[0\]\.anything-but must have exactly one operator/);
        assert.match(
            errorOf('{"a":[{"anything-but":{"prefix":5}}]}'),
            /^a\[0\]\.anything-but\.prefix must be a string/,
        );
    });

    it("refuses the names of operators for fields inside $or only", () => {
        assert.equal(errorOf('{"prefix":["x"]}'), "no error");
        assert.match(errorOf('{"$or":[{"prefix":["x"]},{"a":["x"]}]}'), /^prefix has the name of an operator/);
    });

    it("refuses too many combinations of $or", () => {
        const or = (count: number) => Array.from({ length: count }, (_, index) => ({ [`f${index}`]: [1] }));
        const pattern = (last: number) =>
            JSON.stringify({ a: { $or: or(10) }, b: { $or: or(10) }, c: { $or: or(last) } });
        assert.equal(errorOf(pattern(10)), "no error");
        assert.equal(errorOf(pattern(11)), "c.$or makes more than 1000 combinations of alternatives.");
    });

    it("counts the combinations of $or before it makes them", () => {
        // Together they would be more than fit into memory.
        const or = (length: number) => ({ $or: Array.from({ length }, (_, index) => ({ [`f${index}`]: [1] })) });
        assert.equal(
            errorOf(JSON.stringify({ a: or(1000), b: or(30_000) })),
            "b.$or makes more than 1000 combinations of alternatives.",
        );
        const inner = { $or: [{ b: or(600) }, { c: or(600) }] };
        assert.equal(errorOf(JSON.stringify({ a: inner })), "a.$or makes more than 1000 combinations of alternatives.");
    });

    it("leaves the length, whose quota can be raised, unchecked", () => {
        assert.equal(errorOf(JSON.stringify({ a: ["x".repeat(2048)] })), "no error");
    });

    it("knows no operator that every object has", () => {
        for (const name of ["constructor", "toString", "__proto__"]) {
            assert.equal(errorOf(`{"a":[{"${name}":"x"}]}`), `a[0].${name} is not an operator of EventBridge.`);
            assert.equal(
                errorOf(`{"a":[{"anything-but":{"${name}":"x"}}]}`),
                `a[0].anything-but.${name} is not an operator that anything-but accepts.`,
            );
            assert.equal(
                errorOf(`{"a":[{"numeric":["${name}",1]}]}`),
                `a[0].numeric[0] must be a comparison (=, <, <=, > or >=), not "${name}".`,
            );
        }
    });
});
