import assert from "node:assert/strict";

import {
    deliveredText,
    reasonOfRefusal,
    transform,
    type Transformed,
    valueAtPath,
} from "../../../tools/evaluators/input-transformer";
import type { JsonObject } from "../../../tools/evaluators/json";

const event: JsonObject = {
    account: "111122223333",
    resources: ["one", "two"],
    detail: {
        severity: 8,
        title: "Port scan",
        quotes: 'the "root" user',
        lines: "first\nsecond",
        nothing: null,
        owner: { name: "ann" },
        list: [{ id: "a" }, { id: "b" }, {}],
    },
};

const paths = {
    account: "$.account",
    severity: "$.detail.severity",
    title: "$.detail.title",
    quotes: "$.detail.quotes",
    lines: "$.detail.lines",
    nothing: "$.detail.nothing",
    owner: "$.detail.owner",
    ids: "$.detail.list[*].id",
    missing: "$.detail.missing",
    brackets: "$['detail']",
    event: "$",
};

const apply = (inputTemplate: string, inputPathsMap: Record<string, string> = paths): Transformed =>
    transform({
        inputPathsMap,
        inputTemplate,
        event,
        rule: { name: "high", arn: "arn:aws:events:eu-west-1:111122223333:rule/high" },
        ingestionTime: "2026-01-02T03:04:05Z",
    });

const reasonOf = (transformed: Transformed): string => ("reason" in transformed ? transformed.reason : "no reason");

describe("transform", () => {
    it("gives text with its quotes, line by line", () => {
        assert.deepEqual(apply('"<title>"\r\n\n"of <account>: <severity>, <owner>"'), {
            kind: "text",
            value: '"Port scan"\r\n\n"of 111122223333: 8, {name:ann}"',
        });
    });

    it("gives JSON with the white space of the template", () => {
        const transformed = apply('{ "t": <title>, "m": "<severity> of 10", "x": <missing>, "n": <nothing> }');
        assert.deepEqual(transformed, {
            kind: "json",
            value: { t: "Port scan", m: "8 of 10", x: "", n: null },
            text: '{ "t": "Port scan", "m": "8 of 10", "x": "", "n": null }',
        });
    });

    it("escapes a string only where the template has no quotes", () => {
        assert.equal(deliveredText(apply('{"q":<quotes>}')), String.raw`{"q":"the \"root\" user"}`);
        assert.deepEqual(apply('{"q":"<quotes>"}'), {
            kind: "undelivered",
            errorCode: "INVALID_JSON",
            reason: "The value of <quotes> breaks the double quotes around it, because nothing is escaped there.",
        });
    });

    it("names every variable that breaks a line of text, once", () => {
        const transformed = apply('"<title> <lines>"\n"<quotes> <lines>"');
        assert.equal(transformed.kind, "undelivered");
        assert.match(reasonOf(transformed), /^The value of <lines> and <quotes> breaks/);
        assert.equal(deliveredText(transformed), undefined);
    });

    it("delivers no object inside a quoted JSON value", () => {
        assert.equal(apply('{"o":"<owner>"}').kind, "undelivered");
        assert.equal(apply('{"o":<owner>}').kind, "json");
    });

    it("takes the whole event only as a JSON value", () => {
        assert.deepEqual(apply("<event>"), { kind: "json", value: event, text: JSON.stringify(event) });
        const { detail, ...envelope } = event;
        assert.ok(detail);
        assert.deepEqual(apply('{"e":<aws.events.event>}'), {
            kind: "json",
            value: { e: envelope },
            text: JSON.stringify({ e: envelope }),
        });
        assert.equal(apply('"<aws.events.event.json>"').kind, "undelivered");
        assert.equal(apply('{"e":"<aws.events.event>"}').kind, "undelivered");
    });

    it("gives the list of what a path with * finds", () => {
        assert.equal(deliveredText(apply("<ids>")), '["a","b"]');
    });

    it("finds nothing at a path in brackets", () => {
        assert.equal(deliveredText(apply('{"b":<brackets>}')), '{"b":""}');
    });

    it("finds at a path only what the event has of its own", () => {
        for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
            assert.equal(valueAtPath(event, `$.${name}`), undefined, name);
            assert.equal(valueAtPath(event, `$.detail.${name}`), undefined, name);
            assert.deepEqual(valueAtPath(event, `$.detail.list[*].${name}`), [], name);
            assert.equal(valueAtPath(JSON.parse(`{"${name}":1}`) as JsonObject, `$.${name}`), 1, name);
        }
        assert.equal(valueAtPath(event, "$.resources.length"), undefined);
        assert.equal(valueAtPath(event, "$.account.length"), undefined);
        assert.equal(
            deliveredText(apply('{"c":<c>,"p":<p>}', { c: "$.constructor", p: "$.__proto__" })),
            '{"c":"","p":""}',
        );
    });

    it("leaves a < that begins no placeholder", () => {
        assert.equal(deliveredText(apply('"<severity> < 9 <>"')), '"8 < 9 <>"');
    });

    it("refuses with one sentence", () => {
        assert.equal(
            reasonOf(apply('"<Title>"')),
            "The template has the placeholder <Title>, which is not in the paths map.",
        );
        assert.match(reasonOf(apply('"<constructor>"')), /placeholder <constructor>, which is not in the paths map/);
        assert.equal(reasonOf(apply('{"<title>": 1}')), "The template has a placeholder in the key of an object.");
        const neither = "The template is neither JSON nor lines that are each in double quotes.";
        for (const template of [" \n", "<title> seen", '"one" <title>', '"open', '{"a": }', '"a"\n<title>']) {
            const transformed = apply(template);
            assert.deepEqual(transformed, { kind: "refused", reason: neither }, template);
            assert.equal(deliveredText(transformed), undefined);
        }
        assert.equal(reasonOf(apply("")), "The template must have 1 to 8192 characters.");
    });
});

describe("reasonOfRefusal", () => {
    const refusal = (inputPathsMap: Record<string, string>): string | undefined =>
        reasonOfRefusal({ inputPathsMap, inputTemplate: '"x"' });

    it("has none for a transformer that PutTargets takes", () => {
        assert.equal(refusal(paths), undefined);
        assert.equal(reasonOfRefusal({ inputPathsMap: null, inputTemplate: '"<aws.events.rule-name>"' }), undefined);
    });

    it("names the variable that PutTargets refuses", () => {
        assert.equal(refusal({ AWSname: "$" }), 'The variable "AWSname" has a name that begins with "AWS".');
        assert.match(refusal({ "": "$" }) ?? "", /^The variable "" has a name with other characters/);
        assert.equal(
            refusal({ long: `$.${"x".repeat(255)}` }),
            'The variable "long" has a path of more than 256 characters.',
        );
    });
});
