import assert from "node:assert/strict";

import type { JsonObject } from "../../../../tools/evaluators/json";
import { decide, PolicyError } from "../../../../tools/evaluators/policy";
import { allowPublish, policyOf, publish } from "./fixtures";

describe("the errors of policies", () => {
    const errorOf = (resourcePolicy: string | JsonObject): string => {
        try {
            decide({ resourcePolicy, request: publish });
        } catch (error) {
            assert.ok(error instanceof PolicyError);
            return error.message;
        }
        return "no error";
    };
    const errorWith = (change: JsonObject): string => errorOf(policyOf({ ...allowPublish, ...change }));

    it("are one sentence that begins with the path", () => {
        assert.match(errorOf("{"), /^The policy is not valid JSON: [^\n]+\.$/);
        assert.equal(errorOf("[]"), "The policy must be a JSON object, but is a list.");
        assert.equal(errorOf({}), "The policy must have a Statement.");
        assert.equal(errorOf({ Statement: [] }), "The policy must have a Statement.");
        assert.equal(errorOf({ Statement: ["x"] }), "Statement[0] must be an object, but is a string.");
        assert.equal(
            errorOf({ ...policyOf(allowPublish), Version: "2012" }),
            'Version must be "2012-10-17" or "2008-10-17", not "2012".',
        );
        assert.equal(
            errorOf({ ...policyOf(allowPublish), Statements: [] }),
            'The policy must not have "Statements", which is not an element of policies.',
        );
        assert.equal(errorWith({ Effect: "allow" }), 'Statement[0].Effect must be "Allow" or "Deny", but is "allow".');
        assert.equal(errorWith({ Sid: 1 }), "Statement[0].Sid must be a string, but is a number.");
        assert.equal(errorWith({ Action: [] }), "Statement[0].Action must not be an empty list.");
        assert.equal(
            errorWith({ Action: "Publish" }),
            'Statement[0].Action must be * or service:action, not "Publish".',
        );
        assert.equal(
            errorWith({ Action: { a: "b" } }),
            "Statement[0].Action must be a string or a list of strings, but is an object.",
        );
        assert.equal(errorWith({ NotAction: "sns:*" }), "Statement[0] must not have both Action and NotAction.");
        assert.equal(errorWith({ Resource: "alerts" }), 'Statement[0].Resource must be * or an ARN, not "alerts".');
        assert.equal(errorWith({ NotPrincipal: "*" }), "Statement[0] must not have both Principal and NotPrincipal.");
        assert.equal(
            errorWith({ Principal: "events.amazonaws.com" }),
            'Statement[0].Principal must be "*" or an object such as {"Service": "events.amazonaws.com"}, but is "events.amazonaws.com".',
        );
        assert.match(
            errorWith({ Principal: { Services: "x" } }),
            /^Statement\[0\]\.Principal\.Services is not a type of principal/,
        );
        assert.match(
            errorWith({ Principal: { constructor: "x" } }),
            /^Statement\[0\]\.Principal\.constructor is not a type of principal/,
        );
        assert.match(
            errorWith({ Principal: { AWS: "arn:aws:iam::*:root" } }),
            /^Statement\[0\]\.Principal\.AWS must not have a wildcard/,
        );
        assert.equal(errorWith({ Condition: "x" }), "Statement[0].Condition must be an object, but is a string.");
        assert.equal(
            errorWith({ Condition: { StringIs: { k: "v" } } }),
            "Statement[0].Condition.StringIs is not a condition operator.",
        );
        assert.equal(
            errorWith({ Condition: { "String Equals": { k: "v" } } }),
            "Statement[0].Condition.String Equals is not a condition operator.",
        );
        assert.equal(
            errorWith({ Condition: { constructor: { k: "v" } } }),
            "Statement[0].Condition.constructor is not a condition operator.",
        );
        assert.equal(
            errorWith({ Condition: { NullIfExists: { k: "true" } } }),
            "Statement[0].Condition.NullIfExists is not a condition operator.",
        );
        assert.equal(
            errorWith({ Condition: { Bool: { k: [null] } } }),
            "Statement[0].Condition.Bool.k must be a value or a list of values, but is null.",
        );
    });

    it("name the elements that are missing", () => {
        const without = (name: string): string =>
            errorOf(policyOf(Object.fromEntries(Object.entries(allowPublish).filter(([key]) => key !== name))));
        assert.equal(without("Effect"), 'Statement[0].Effect must be "Allow" or "Deny", but is missing.');
        assert.equal(without("Action"), "Statement[0] must have either Action or NotAction.");
        assert.equal(without("Resource"), "Statement[0] must have either Resource or NotResource.");
        assert.equal(without("Principal"), "Statement[0] must have either Principal or NotPrincipal.");
    });

    it("allow a trust policy to be without resource", () => {
        const trust = policyOf({
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "sts:AssumeRole",
        });
        assert.equal(
            decide({ resourcePolicy: trust, request: { ...publish, action: "sts:AssumeRole" } }).outcome,
            "Allowed",
        );
    });

    it("allow no principal in an identity policy", () => {
        const identityPolicies = [policyOf(allowPublish)];
        assert.throws(() => decide({ identityPolicies, request: publish }), {
            name: "PolicyError",
            message: "Statement[0] must not have a principal, because it is in an identity policy.",
        });
    });
});
