import assert from "node:assert/strict";

import type { JsonObject } from "../../../../tools/evaluators/json";
import { type AccessRequest, decide, type Decision } from "../../../../tools/evaluators/policy";
import { allowPublish, policyOf, publish, TOPIC } from "./fixtures";

/** What a policy says whose only statement allows publishing on a condition. */
const outcomeOn = (condition: JsonObject, context: AccessRequest["context"]): Decision["outcome"] =>
    decide({
        resourcePolicy: policyOf({ ...allowPublish, Condition: condition }),
        request: { ...publish, context },
    }).outcome;

describe("the conditions of policies", () => {
    it("match wildcards without trying every combination, which would never end", () => {
        const longest = { StringLike: { k: `${"*?".repeat(12)}#` } };
        assert.equal(outcomeOn(longest, { k: "x".repeat(2000) }), "ImplicitlyDenied");
        assert.equal(outcomeOn(longest, { k: `${"x".repeat(2000)}#` }), "Allowed");
    });

    it("compare numbers, dates, addresses, booleans and binary values", () => {
        const held: [JsonObject, string][] = [
            [{ NumericEquals: { k: "10" } }, "10.0"],
            [{ NumericNotEquals: { k: 10 } }, "11"],
            [{ NumericLessThan: { k: "10" } }, "9"],
            [{ NumericGreaterThan: { k: "9" } }, "10"],
            [{ NumericGreaterThanEquals: { k: "9" } }, "9"],
            [{ DateEquals: { k: "1970-01-01T00:01:00Z" } }, "60"],
            [{ DateGreaterThan: { k: "2026-01-01T00:00:00Z" } }, "2026-01-01T01:30:00+01:00"],
            [{ DateLessThanEquals: { k: "2026-01-02" } }, "2026-01-02T00:00:00Z"],
            [{ DateNotEquals: { k: "2026-01-02" } }, "2026-01-03"],
            [{ IpAddress: { k: "2001:db8::/32" } }, "2001:db8::1"],
            [{ IpAddress: { k: "203.0.113.7" } }, "203.0.113.7"],
            [{ NotIpAddress: { k: "203.0.113.0/24" } }, "203.0.114.1"],
            [{ Bool: { k: true } }, "True"],
            [{ BinaryEquals: { k: "QmluYXJ5" } }, "QmluYXJ5"],
            [{ StringNotLike: { k: "a*" } }, "b"],
            [{ StringNotEqualsIgnoreCase: { k: "A" } }, "b"],
            [{ ArnNotEquals: { k: "arn:aws:s3:::a*" } }, "arn:aws:s3:::b"],
        ];
        for (const [condition, value] of held)
            assert.equal(outcomeOn(condition, { k: value }), "Allowed", JSON.stringify(condition));
        const broken: [JsonObject, string][] = [
            [{ NumericLessThan: { k: "10" } }, "ten"],
            [{ NumericEquals: { k: "10" } }, "1O"],
            [{ DateLessThan: { k: "2030-01-01" } }, "soon"],
            [{ NotIpAddress: { k: "203.0.113.0/24" } }, "203.0.113.9"],
            [{ IpAddress: { k: "203.0.113.0/24" } }, "host"],
            [{ Bool: { k: "yes" } }, "yes"],
            [{ BinaryEquals: { k: "QmluYXJ5" } }, "qmluyxj5"],
            [{ ArnLike: { k: "arn:aws:sns:*:alerts" } }, TOPIC],
        ];
        for (const [condition, value] of broken)
            assert.equal(outcomeOn(condition, { k: value }), "ImplicitlyDenied", JSON.stringify(condition));
    });

    it("treat keys with several values by their set operator", () => {
        const tags = { "aws:TagKeys": ["env", "owner"] };
        assert.equal(outcomeOn({ "ForAnyValue:StringNotEquals": { "aws:TagKeys": "env" } }, tags), "Allowed");
        assert.equal(outcomeOn({ "ForAllValues:StringNotEquals": { "aws:TagKeys": "env" } }, tags), "ImplicitlyDenied");
        assert.equal(outcomeOn({ StringNotEquals: { "aws:TagKeys": "env" } }, tags), "ImplicitlyDenied");
        assert.equal(outcomeOn({ StringLike: { "aws:TagKeys": "own*" } }, tags), "Allowed");
        assert.equal(outcomeOn({ "ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": "x" } }, {}), "Allowed");
        assert.equal(
            outcomeOn({ "ForAllValues:StringEquals": { "aws:TagKeys": "x" } }, { "aws:TagKeys": [] }),
            "Allowed",
        );
        assert.equal(outcomeOn({ Null: { "aws:TagKeys": "true" } }, { "aws:TagKeys": [] }), "Allowed");
    });

    it("put in the values of policy variables, which are no wildcards", () => {
        const like = { StringLike: { k: "team-${aws:PrincipalTag/team}-?" } };
        assert.equal(outcomeOn(like, { k: "team-red-1", "aws:principaltag/TEAM": "red" }), "Allowed");
        assert.equal(outcomeOn(like, { k: "team-red-1", "aws:PrincipalTag/team": "*" }), "ImplicitlyDenied");
        assert.equal(
            outcomeOn(like, { k: "team-red-1", "aws:PrincipalTag/team": ["red", "blue"] }),
            "ImplicitlyDenied",
        );
        assert.equal(outcomeOn({ StringEquals: { k: "${t, 'none'}" } }, { k: "none" }), "Allowed");
        assert.equal(outcomeOn({ StringLike: { k: "a${*}${?}${$}*" } }, { k: "a*?$b" }), "Allowed");
        assert.equal(outcomeOn({ StringLike: { k: "a${*}" } }, { k: "ab" }), "ImplicitlyDenied");
        assert.equal(outcomeOn({ StringLike: { k: String.raw`a\*` } }, { k: String.raw`a\b` }), "Allowed");
    });

    it("take variables as they are written before version 2012-10-17", () => {
        const statement = { ...allowPublish, Condition: { StringEquals: { k: "${x}" } } };
        const request = { ...publish, context: { k: "${x}", x: "value" } };
        assert.equal(decide({ resourcePolicy: { Statement: statement }, request }).outcome, "Allowed");
        assert.equal(decide({ resourcePolicy: policyOf(statement), request }).outcome, "ImplicitlyDenied");
    });
});
