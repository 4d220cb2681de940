import assert from "node:assert/strict";

import type { JsonObject } from "../../../../tools/evaluators/json";
import { type AccessRequest, decide } from "../../../../tools/evaluators/policy";
import { allowPublish, policyOf, publish, TOPIC } from "./fixtures";

const reasonsFor = (statement: JsonObject, request: AccessRequest): readonly string[] => {
    const decision = decide({ resourcePolicy: policyOf(statement), request });
    assert.equal(decision.outcome, "ImplicitlyDenied");
    const reasons = decision.rejections.flatMap((rejection) => rejection.reasons);
    assert.ok(reasons.every(({ about, text }) => text.startsWith(`${about}${about === "condition" ? " " : ": "}`)));
    return reasons.map(({ text }) => text);
};

describe("decide", () => {
    it("names the statement that allows or denies", () => {
        const allowed = decide({
            resourcePolicy: policyOf({ ...allowPublish, Action: "sns:Subscribe" }, allowPublish),
            request: publish,
        });
        assert.deepEqual(allowed, {
            outcome: "Allowed",
            decidedBy: [{ policy: "resource", policyIndex: 0, index: 1, sid: "Alerts" }],
        });
        const { Sid: sid, ...anonymous } = allowPublish;
        const denied = decide({
            resourcePolicy: JSON.stringify(policyOf(allowPublish, { ...anonymous, Effect: "Deny" })),
            request: publish,
        });
        assert.equal(sid, "Alerts");
        assert.deepEqual(denied, {
            outcome: "ExplicitlyDenied",
            decidedBy: [{ policy: "resource", policyIndex: 0, index: 1 }],
        });
    });

    it("says of every statement why it does not allow", () => {
        const decision = decide({
            resourcePolicy: policyOf(
                { ...allowPublish, Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } } },
                { ...allowPublish, Sid: "Other", Principal: { Service: ["s3.amazonaws.com", "sns.amazonaws.com"] } },
            ),
            request: publish,
        });
        assert.deepEqual(decision, {
            outcome: "ImplicitlyDenied",
            rejections: [
                {
                    statement: { policy: "resource", policyIndex: 0, index: 0, sid: "Alerts" },
                    reasons: [
                        {
                            about: "condition",
                            element: "StringEquals aws:SourceAccount",
                            text: "condition aws:SourceAccount: key absent from the request",
                        },
                    ],
                },
                {
                    statement: { policy: "resource", policyIndex: 0, index: 1, sid: "Other" },
                    reasons: [
                        {
                            about: "principal",
                            element: "Principal",
                            text: "principal: events.amazonaws.com is not s3.amazonaws.com or sns.amazonaws.com",
                        },
                    ],
                },
            ],
        });
    });

    it("gives every element that does not fit", () => {
        const statement = {
            ...allowPublish,
            Action: ["sns:Subscribe", "sns:Receive"],
            Resource: "arn:aws:sns:*:111122223333:other",
            Condition: { ArnLike: { "aws:SourceArn": "arn:aws:events:*:*:rule/a" } },
        };
        const context = { "AWS:sourcearn": "arn:aws:events:eu-west-1:111122223333:rule/b" };
        assert.deepEqual(reasonsFor(statement, { ...publish, context }), [
            "action: sns:Publish is not sns:Subscribe or sns:Receive",
            `resource: ${TOPIC} is not arn:aws:sns:*:111122223333:other`,
            'condition aws:SourceArn: "arn:aws:events:eu-west-1:111122223333:rule/b" does not satisfy ArnLike "arn:aws:events:*:*:rule/a"',
        ]);
    });

    it("explains the elements with Not", () => {
        const { Principal: principal, Action: action, Resource: resource, ...rest } = allowPublish;
        const statement = { ...rest, NotPrincipal: principal, NotAction: action, NotResource: resource };
        assert.deepEqual(reasonsFor(statement, publish), [
            "principal: events.amazonaws.com is in NotPrincipal",
            "action: sns:Publish is in NotAction",
            `resource: ${TOPIC} is in NotResource`,
        ]);
    });

    it("takes the role's own policy for enough with a key, once it is known that the key leaves that to the account", () => {
        const request = {
            principal: "arn:aws:sts::111122223333:assumed-role/r/s",
            action: "kms:Decrypt",
            resource: "arn:aws:kms:eu-west-1:111122223333:key/k",
            resourceAccount: "111122223333",
            context: {},
        };
        const identityPolicies = [policyOf({ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" })];
        assert.equal(decide({ identityPolicies, request }).outcome, "ImplicitlyDenied");
        assert.equal(decide({ identityPolicies, request, isDelegated: true }).outcome, "Allowed");
    });

    it("has nothing to reject without a policy", () => {
        assert.deepEqual(decide({ request: publish }), { outcome: "ImplicitlyDenied", rejections: [] });
    });

    it("does not let an identity policy speak for a service", () => {
        const identity = policyOf({ Effect: "Allow", Action: "*", Resource: "*" });
        assert.equal(decide({ identityPolicies: [identity], request: publish }).outcome, "ImplicitlyDenied");
    });
});
