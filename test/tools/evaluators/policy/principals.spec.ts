import assert from "node:assert/strict";

import type { JsonObject, JsonValue } from "../../../../tools/evaluators/json";
import { type AccessRequest, decide } from "../../../../tools/evaluators/policy";
import { policyOf } from "./fixtures";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234";
const ROLE = "arn:aws:iam::111122223333:role/security/Auditor";

describe("decide, for the keys and accounts of IAM principals", () => {
    const decrypt: AccessRequest = {
        principal: ROLE,
        action: "kms:Decrypt",
        resource: KEY,
        resourceAccount: "111122223333",
        context: {},
    };
    const keyPolicy = (principal: JsonValue): JsonObject =>
        policyOf({ Effect: "Allow", Principal: principal, Action: "kms:*", Resource: "*" });
    const identity = policyOf({ Effect: "Allow", Action: "kms:Decrypt", Resource: KEY });
    const root = { AWS: "arn:aws:iam::111122223333:root" };

    it("needs both policies where the key names the account", () => {
        const alone = decide({ resourcePolicy: keyPolicy(root), request: decrypt });
        assert.match(JSON.stringify(alone), /is named by its account only, so an identity policy has to allow/);
        const both = decide({ resourcePolicy: keyPolicy(root), identityPolicies: [identity], request: decrypt });
        assert.deepEqual(both, {
            outcome: "Allowed",
            decidedBy: [
                { policy: "resource", policyIndex: 0, index: 0 },
                { policy: "identity", policyIndex: 0, index: 0 },
            ],
        });
    });

    it("does not count identity policies where the key does not name the account", () => {
        const decision = decide({
            resourcePolicy: keyPolicy({ Service: "events.amazonaws.com" }),
            identityPolicies: [identity],
            request: decrypt,
        });
        assert.match(JSON.stringify(decision), /a key whose policy does not name the account/);
    });

    it("lets a resource policy that names the role decide alone, and its sessions with it", () => {
        assert.equal(decide({ resourcePolicy: keyPolicy({ AWS: ROLE }), request: decrypt }).outcome, "Allowed");
        const session = { ...decrypt, principal: "arn:aws:sts::111122223333:assumed-role/Auditor/ann" };
        assert.equal(decide({ resourcePolicy: keyPolicy({ AWS: ROLE }), request: session }).outcome, "Allowed");
        const other = { ...decrypt, principal: "arn:aws:sts::111122223333:assumed-role/Other/ann" };
        assert.equal(decide({ resourcePolicy: keyPolicy({ AWS: ROLE }), request: other }).outcome, "ImplicitlyDenied");
    });

    it("takes the root user for the account itself", () => {
        const request = { ...decrypt, principal: "arn:aws:iam::111122223333:root" };
        assert.equal(decide({ resourcePolicy: keyPolicy({ AWS: "111122223333" }), request }).outcome, "Allowed");
    });

    it("needs both policies across accounts", () => {
        const request = { ...decrypt, principal: "arn:aws:iam::444455556666:role/Auditor" };
        const everyone = keyPolicy({ AWS: "*" });
        assert.match(
            JSON.stringify(decide({ resourcePolicy: everyone, request })),
            /is of another account, so an identity/,
        );
        assert.equal(decide({ resourcePolicy: everyone, identityPolicies: [identity], request }).outcome, "Allowed");
        const onlyIdentity = decide({ resourcePolicy: keyPolicy(root), identityPolicies: [identity], request });
        assert.match(JSON.stringify(onlyIdentity), /is of another account, so the resource policy has to allow/);
    });

    it("spares by NotPrincipal only who is in it", () => {
        const deny = { Effect: "Deny", NotPrincipal: root, Action: "kms:*", Resource: "*" };
        const allow = { Effect: "Allow", Principal: { AWS: ROLE }, Action: "kms:*", Resource: "*" };
        assert.equal(decide({ resourcePolicy: policyOf(allow, deny), request: decrypt }).outcome, "ExplicitlyDenied");
        const sparing = { ...deny, NotPrincipal: { AWS: [ROLE, root.AWS] } };
        assert.equal(decide({ resourcePolicy: policyOf(allow, sparing), request: decrypt }).outcome, "Allowed");
    });

    it("tells the partitions and the accounts of sessions and roles apart", () => {
        const outcomeFor = (principal: string): string =>
            decide({
                resourcePolicy: keyPolicy({ AWS: ROLE }),
                identityPolicies: [identity],
                request: { ...decrypt, principal },
            }).outcome;
        assert.equal(outcomeFor("arn:aws:sts::111122223333:assumed-role/Auditor/ann"), "Allowed");
        assert.equal(outcomeFor("arn:aws-cn:sts::111122223333:assumed-role/Auditor/ann"), "ImplicitlyDenied");
        assert.equal(outcomeFor("arn:aws:sts::444455556666:assumed-role/Auditor/ann"), "ImplicitlyDenied");
        assert.equal(outcomeFor("arn:aws-cn:iam::111122223333:role/security/Auditor"), "ImplicitlyDenied");
    });

    it("knows an account by its number, and by its root user in the same partition", () => {
        const outcomeFor = (account: string, principal: string): string =>
            decide({
                resourcePolicy: keyPolicy({ AWS: account }),
                identityPolicies: [identity],
                request: { ...decrypt, principal },
            }).outcome;
        const chinese = "arn:aws-cn:iam::111122223333:role/security/Auditor";
        assert.equal(outcomeFor("111122223333", ROLE), "Allowed");
        assert.equal(outcomeFor(root.AWS, ROLE), "Allowed");
        assert.equal(outcomeFor(root.AWS, chinese), "ImplicitlyDenied");
        assert.equal(outcomeFor("arn:aws-cn:iam::111122223333:root", chinese), "Allowed");
        assert.equal(outcomeFor("arn:aws-cn:iam::111122223333:root", ROLE), "ImplicitlyDenied");
        assert.equal(outcomeFor("111122223334", ROLE), "ImplicitlyDenied");
    });

    it("takes neither a service for an account's nor a principal for a service", () => {
        const asks = (principal: JsonValue, by: string): string =>
            decide({ resourcePolicy: keyPolicy(principal), request: { ...decrypt, principal: by } }).outcome;
        assert.equal(asks({ Service: "events.amazonaws.com" }, "events.amazonaws.com"), "Allowed");
        assert.equal(asks({ AWS: "events.amazonaws.com" }, "events.amazonaws.com"), "ImplicitlyDenied");
        assert.equal(asks({ Federated: "events.amazonaws.com" }, "events.amazonaws.com"), "ImplicitlyDenied");
        assert.equal(asks({ Service: ROLE }, ROLE), "ImplicitlyDenied");
    });
});
