import { replace, set, statement, without } from "../edits";
import type { Fault } from "./fault";

const us = "us-east-1";
const elsewhere = "arn:aws:events:eu-west-1:123456789012:event-bus/elsewhere";

/** A role that cannot be assumed, or may not do what it is for. */
export const relayRoleFaults: readonly Fault[] = [
    {
        when: "a relay has no role",
        blames: ["relay role: EventTarget relay-us-east-1"],
        edit: set(["target", `relay-${us}`], { roleArn: undefined }),
    },
    {
        when: "a relay names a role that is not there",
        blames: ["relay role: EventTarget relay-us-east-1"],
        edit: set(["target", `relay-${us}`], { roleArn: "arn:aws:iam::123456789012:role/gone" }),
    },
    {
        when: "the relay role trusts another service",
        blames: ["relay role: Role findings-bus-relay"],
        edit: replace(["role", "relay"], "events.amazonaws.com", "lambda.amazonaws.com"),
    },
    {
        when: "the relay role trusts rules of another name",
        blames: ["relay role: Role findings-bus-relay"],
        edit: replace(["role", "relay"], ":rule/vigil-test-relay", ":rule/relay"),
    },
    {
        when: "the relay role trusts rules of another account",
        blames: ["relay role: Role findings-bus-relay"],
        edit: statement(["role", "relay"], "RelayRules", (one) => ({
            ...one,
            Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } },
        })),
    },
    {
        when: "the relay role trusts the home Region only",
        blames: ["relay role: Role findings-bus-relay"],
        edit: replace(["role", "relay"], "arn:aws:events:*:", "arn:aws:events:eu-west-1:"),
    },
    {
        when: "the relay role has no permission",
        blames: ["relay role: Role findings-bus-relay"],
        edit: without("rolePolicy", "relay"),
    },
    {
        when: "the relay role may put events on another bus",
        blames: ["relay role: RolePolicy findings-bus-relay"],
        edit: statement(["rolePolicy", "relay"], "PutFindings", (one) => ({ ...one, Resource: elsewhere })),
    },
    {
        when: "the relay role may do something else",
        blames: ["relay role: RolePolicy findings-bus-relay"],
        edit: replace(["rolePolicy", "relay"], "events:PutEvents", "events:PutRule"),
    },
];
