import assert from "node:assert/strict";

import { EventError, matchesEvent, parseEventPattern } from "../../../../tools/evaluators/event-pattern";
import type { JsonObject, JsonValue } from "../../../../tools/evaluators/json";

describe("matchesEvent", () => {
    it("takes an event as text or as an object", () => {
        const pattern = parseEventPattern('{"a":[5]}');
        assert.equal(matchesEvent(pattern, '{"a":5.0e0}'), true);
        assert.equal(matchesEvent(pattern, { a: 5 }), true);
        assert.equal(matchesEvent(pattern, { a: "5" }), false);
    });

    it("refuses what is not an event", () => {
        const pattern = parseEventPattern('{"a":[5]}');
        assert.throws(() => matchesEvent(pattern, "[]"), new EventError("must be a JSON object"));
        assert.throws(() => matchesEvent(pattern, "{"), /^EventError: The event is not valid JSON: .+\.$/);
    });

    it("keeps lists inside lists apart", () => {
        const pattern = parseEventPattern('{"a":{"b":{"c":[1],"d":[2]},"e":[3]}}');
        const one: JsonObject = { b: [{ c: 1 }, { c: 1, d: 2 }], e: 3 };
        const other: JsonObject = { ...one, e: 4 };
        assert.equal(matchesEvent(pattern, { a: [{ e: 3 }, one] }), true);
        assert.equal(matchesEvent(pattern, { a: [other, { e: 3 }] }), false);
        assert.equal(matchesEvent(pattern, { a: [[other], [one]] }), true);
        assert.equal(matchesEvent(pattern, { a: [[other], [{ e: 3 }]] }), false);
    });

    it("multiplies $or inside $or", () => {
        const inner = { $or: [{ b: [1] }, { c: [2] }] };
        const pattern = parseEventPattern(JSON.stringify({ $or: [{ a: inner }, { d: [3] }], e: [4] }));
        assert.equal(pattern.alternatives.length, 3);
        assert.equal(matchesEvent(pattern, { a: { c: 2 }, e: 4 }), true);
        assert.equal(matchesEvent(pattern, { d: 3, e: 4 }), true);
        assert.equal(matchesEvent(pattern, { a: { b: 2, c: 1 }, e: 4 }), false);
    });

    it("matches addresses of both families", () => {
        const pattern = parseEventPattern('{"ip":[{"cidr":"2001:db8::/32"},{"cidr":"10.0.0.0/8"}]}');
        assert.equal(matchesEvent(pattern, { ip: "2001:0DB8:1::1" }), true);
        assert.equal(matchesEvent(pattern, { ip: "2001:db9::1" }), false);
        assert.equal(matchesEvent(pattern, { ip: "10.255.0.1" }), true);
        assert.equal(matchesEvent(pattern, { ip: "fe80::1%eth0" }), false);
    });

    it("finds literals between wildcards without overlap", () => {
        const pattern = parseEventPattern('{"a":[{"wildcard":"ab*bc*c"}]}');
        assert.equal(matchesEvent(pattern, { a: "abbcc" }), true);
        assert.equal(matchesEvent(pattern, { a: "abc" }), false);
        assert.equal(matchesEvent(pattern, { a: "abbc" }), false);
    });

    it("finds no field that every object has", () => {
        for (const name of ["constructor", "toString", "__proto__"]) {
            assert.equal(
                matchesEvent(parseEventPattern(`{"a":{"${name}":[{"exists":true}]}}`), '{"a":{"b":1}}'),
                false,
            );
            assert.equal(matchesEvent(parseEventPattern(`{"a":{"${name}":[1]}}`), `{"a":{"${name}":1}}`), true);
        }
    });

    it("takes a question mark for itself, and wildcards for any characters", () => {
        const pattern = parseEventPattern(JSON.stringify({ a: [{ wildcard: String.raw`a?\\*\*` }] }));
        assert.equal(matchesEvent(pattern, { a: String.raw`a?\*` }), true);
        assert.equal(matchesEvent(pattern, { a: "a?\\line\nfeed*" }), true);
        assert.equal(matchesEvent(pattern, { a: String.raw`ab\*` }), false);
        assert.equal(matchesEvent(pattern, { a: String.raw`a?\n` }), false);
        assert.equal(matchesEvent(pattern, { a: "a?n*" }), false);
    });

    it("settles independent lists one by one", () => {
        const names = Array.from({ length: 40 }, (_, index) => `list${index}`);
        const lists = Object.fromEntries(names.map((name) => [name, [{ x: 1 }, { x: 1 }]]));
        const wanted = Object.fromEntries(names.map((name) => [name, { x: [1] }]));
        const pattern = parseEventPattern(JSON.stringify({ ...wanted, z: { p: [1], q: [1] } }));
        assert.equal(matchesEvent(pattern, { ...lists, z: [{ p: 1 }, { q: 1 }] }), false);
        assert.equal(matchesEvent(pattern, { ...lists, z: [{ p: 1 }, { p: 1, q: 1 }] }), true);
    });

    it("chooses the elements of inner lists for each element of an outer one", () => {
        const names = Array.from({ length: 40 }, (_, index) => `list${index}`);
        const inner = Object.fromEntries(names.map((name) => [name, [{ x: 1 }, { x: 1 }]]));
        const wanted = Object.fromEntries(names.map((name) => [name, { x: [1] }]));
        const pattern = parseEventPattern(JSON.stringify({ a: { ...wanted, p: [1] } }));
        assert.equal(matchesEvent(pattern, { a: [inner, { p: 1 }] }), false);
        assert.equal(matchesEvent(pattern, { a: [{ p: 1 }, { ...inner, p: 1 }] }), true);
    });

    it("settles the other lists beside two that dots put under one path", () => {
        const pattern = parseEventPattern('{"a":{"b":{"x":[1]}},"z":{"p":[1],"q":[1]}}');
        const event = { "a.b": [{ x: 1 }], a: [{ b: { x: 1 } }] };
        assert.equal(matchesEvent(pattern, { ...event, z: [{ p: 1 }, { q: 1 }] }), false);
        assert.equal(matchesEvent(pattern, { ...event, z: [{ p: 1, q: 1 }] }), true);
    });

    it("tries the lists that dots put under one path, up to a limit", () => {
        const pattern = parseEventPattern('{"a":{"b":{"x":[1],"y":[1]}}}');
        const event = (x: JsonObject, y: JsonObject) => ({ "a.b": [x], a: { b: [y] } });
        assert.equal(matchesEvent(pattern, event({ x: 1 }, { y: 1 })), true);
        assert.equal(matchesEvent(pattern, { ...event({ x: 1 }, {}), "a.b": [{ x: 1 }, { y: 1 }] }), false);

        // Eight lists under one path, of which each can give one of nine fields.
        const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
        const fields = Array.from({ length: 9 }, (_, index) => `f${index}`);
        const list = fields.map((field) => ({ [field]: 1 }));
        const lists = names.map((_, index): [string, JsonValue] => {
            const rest = names.slice(index + 1).join(".");
            return [names.slice(0, index + 1).join("."), rest === "" ? list : { [rest]: list }];
        });
        const wanted = names.reduceRight<JsonObject>(
            (inside, name) => ({ [name]: inside }),
            Object.fromEntries(fields.map((field) => [field, [1]])),
        );
        assert.throws(
            () => matchesEvent(parseEventPattern(JSON.stringify(wanted)), Object.fromEntries(lists)),
            new EventError("has too many lists under one path to be matched"),
        );
    });
});
