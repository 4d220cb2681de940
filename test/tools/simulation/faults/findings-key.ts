import { arnOf, replace, set, statement, without } from "../edits";
import type { Fault } from "./fault";

const us = "us-east-1";
const keyPolicy = ["keyPolicy"] as const;

/** A key under which the services cannot export. */
export const findingsKeyFaults: readonly Fault[] = [
    {
        when: "GuardDuty exports under the alert key",
        blames: ["findings key: Key alert-topic"],
        edit: (state) => set(["destination", us], { kmsKeyArn: arnOf(state, "key", "alert-topic") })(state),
    },
    {
        when: "the findings key has no policy of its own",
        blames: ["findings key: Key findings-archive"],
        edit: without("keyPolicy"),
    },
    {
        when: "the findings key does not let GuardDuty in",
        blames: ["findings key: KeyPolicy findings-archive"],
        edit: statement(keyPolicy, "GuardDuty", () => undefined),
    },
    {
        when: "the findings key lets GuardDuty do something else",
        blames: ["findings key: KeyPolicy findings-archive"],
        edit: statement(keyPolicy, "GuardDuty", (one) => ({ ...one, Action: "kms:Encrypt" })),
    },
    {
        when: "the findings key knows the detector of one Region only",
        blames: ["findings key: KeyPolicy findings-archive"],
        edit: replace(keyPolicy, `arn:aws:guardduty:${us}:`, "arn:aws:guardduty:us-west-2:"),
    },
    {
        when: "the findings key expects another account",
        blames: ["findings key: KeyPolicy findings-archive"],
        edit: replace(keyPolicy, `"aws:SourceAccount":"123456789012"`, `"aws:SourceAccount":"999999999999"`),
    },
    {
        when: "the findings key lets Macie make data keys but not encrypt",
        blames: ["findings key: KeyPolicy findings-archive"],
        edit: statement(keyPolicy, "Macie", (one) => ({ ...one, Action: "kms:GenerateDataKey" })),
    },
    {
        when: "the findings key knows Macie's export configuration but none of its jobs",
        blames: ["findings key: KeyPolicy findings-archive"],
        edit: replace(keyPolicy, "classification-job/*", "classification-job/none"),
    },
    {
        when: "the findings key takes wildcards for plain text",
        blames: ["findings key: KeyPolicy findings-archive"],
        edit: statement(keyPolicy, "Macie", ({ Condition, ...one }) => ({
            ...one,
            Condition: { StringEquals: (Condition as Record<string, unknown>).ArnLike },
        })),
    },
    {
        when: "the findings key is disabled",
        blames: ["findings key: Key findings-archive"],
        edit: set(["key", "findings"], { isEnabled: false }),
    },
];
