import { resourceTypes } from "../../../../tools/recording/resource-types";
import { addStatement, document, type Edit, inOrder, type Loose, replace, resources, statement } from "../edits";
import type { HarmlessChange } from "./harmless-change";

const policies = [
    [["keyPolicy"], "policy"],
    [["key"], "policy"],
    [["bucketPolicy"], "policy"],
    [["topicPolicy"], "policy"],
    [["queuePolicy"], "policy"],
    [["rolePolicy"], "policy"],
    [["role"], "assumeRolePolicy"],
] as const;

/** Changes every statement of every policy. */
function everyStatement(change: (statement: Loose) => Loose): Edit {
    return everyPolicy((policy) => ({ ...policy, Statement: (policy.Statement as Loose[]).map(change) }));
}

function everyPolicy(change: (policy: Loose) => Loose): Edit {
    return inOrder(...policies.map(([which, property]) => document(which, property, change)));
}

/** Other words that mean the same, or more than is needed. */
export const otherPolicies: readonly HarmlessChange[] = [
    {
        when: "all policies list their statements in another order",
        edit: everyPolicy((policy) => ({
            ...policy,
            Statement: [...(policy.Statement as unknown[])].reverse(),
            Id: "turned",
        })),
    },
    {
        when: "policies say single things as lists",
        edit: everyStatement((one) => ({ ...one, Action: [one.Action].flat() })),
    },
    {
        when: "policies say lists of one as single things",
        edit: inOrder(
            replace(["bucketPolicy"], `["guardduty.amazonaws.com"]`, `"guardduty.amazonaws.com"`),
            replace(["keyPolicy"], `["macie.amazonaws.com"]`, `"macie.amazonaws.com"`),
        ),
    },
    {
        when: "no statement has a Sid",
        edit: everyStatement((one) => Object.fromEntries(Object.entries(one).filter(([name]) => name !== "Sid"))),
    },
    {
        when: "policies are objects instead of text",
        edit: resources((all) =>
            all.map((one) =>
                one.type === resourceTypes.keyPolicy
                    ? {
                          ...one,
                          outputs: { ...one.outputs, policy: JSON.parse(String(one.outputs?.policy)) as unknown },
                      }
                    : one,
            ),
        ),
    },
    {
        when: "the topic lets somebody else in as well",
        edit: addStatement(["topicPolicy"], {
            Sid: "BudgetsPublish",
            Effect: "Allow",
            Principal: { Service: "budgets.amazonaws.com" },
            Action: "sns:Publish",
            Resource: "*",
        }),
    },
    {
        when: "the topic denies plain HTTP",
        edit: addStatement(["topicPolicy"], {
            Effect: "Deny",
            Principal: "*",
            Action: "sns:Publish",
            Resource: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
    },
    {
        when: "the topic asks for the account only where it is told",
        edit: statement(["topicPolicy"], "EventBridge", (one) => ({
            ...one,
            Condition: { StringEqualsIfExists: { "aws:SourceAccount": "123456789012" } },
        })),
    },
    {
        when: "a queue policy compares ARNs as text",
        edit: replace(["queuePolicy"], "ArnEquals", "StringEquals"),
    },
    {
        when: "the bus lets the whole account in",
        edit: statement(["busPolicy"], "RelaysPut", (one) => ({ ...one, Condition: undefined })),
    },
    {
        when: "the bus compares the role's ARN as text",
        edit: replace(["busPolicy"], "ArnEquals", "StringEquals"),
    },
    {
        when: "the relay role may do everything with events",
        edit: replace(["rolePolicy"], "events:PutEvents", "events:*"),
    },
    {
        when: "the archive's policies take any detector of the account",
        edit: inOrder(
            replace(["keyPolicy"], "arn:aws:guardduty:us-east-1:", "arn:aws:guardduty:*:"),
            replace(["bucketPolicy"], "arn:aws:guardduty:us-east-1:", "arn:aws:guardduty:*:"),
        ),
    },
];
