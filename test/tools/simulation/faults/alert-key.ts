import { document, set, statement, without } from "../edits";
import type { Fault } from "./fault";

const key = ["key", "alert-topic"] as const;
const scoped = { StringEquals: { "aws:SourceAccount": "123456789012" } };

/** A key under which nobody can publish. */
export const alertKeyFaults: readonly Fault[] = [
    {
        when: "the alert key does not let EventBridge in",
        blames: ["alert key: Key alert-topic"],
        edit: statement(key, "EventBridge", () => undefined),
    },
    {
        when: "the alert key asks EventBridge for the account that it never tells",
        blames: ["alert key: Key alert-topic"],
        edit: statement(key, "EventBridge", (one) => ({ ...one, Condition: scoped })),
    },
    {
        when: "the alert key may encrypt but not decrypt",
        blames: ["alert key: Key alert-topic"],
        edit: statement(key, "EventBridge", (one) => ({ ...one, Action: "kms:GenerateDataKey*" })),
    },
    {
        when: "the alert key is for use through SNS only, which EventBridge never tells",
        blames: ["alert key: Key alert-topic"],
        edit: statement(key, "EventBridge", (one) => ({
            ...one,
            Condition: { StringEquals: { "kms:ViaService": "sns.eu-west-1.amazonaws.com" } },
        })),
    },
    {
        when: "the alert key has the policy that KMS gives a new key",
        blames: ["alert key: Key alert-topic"],
        edit: document(key, "policy", ({ Statement, ...policy }) => ({
            ...policy,
            Statement: (Statement as unknown[]).slice(0, 1),
        })),
    },
    {
        when: "the alert key does not let alarms in",
        blames: ["alert key: Key alert-topic"],
        edit: statement(key, "Alarms", () => undefined),
    },
    {
        when: "the alert key lets in alarms of another account",
        blames: ["alert key: Key alert-topic"],
        edit: statement(key, "Alarms", (one) => ({
            ...one,
            Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } },
        })),
    },
    {
        when: "the alert key is disabled",
        blames: ["alert key: Key alert-topic"],
        edit: set(key, { isEnabled: false }),
    },
    {
        when: "the alert key is missing",
        blames: ["alert key: Topic alert-topic"],
        edit: without("key", "alert-topic"),
    },
    {
        when: "the alert key is in another Region than the topic",
        blames: ["alert key: Key alert-topic"],
        edit: set(key, { region: "us-east-1" }),
    },
    {
        when: "the topic is encrypted under AWS's own key for SNS",
        blames: ["alert key: Topic alert-topic"],
        edit: set(["topic"], { kmsMasterKeyId: "alias/aws/sns" }),
    },
    {
        when: "the topic is encrypted under the findings key",
        blames: ["alert key: KeyPolicy findings-archive"],
        edit: (state) => {
            const findingsKey = state.deployment.resources.find(({ urn }) => urn.includes("kms/key:Key::findings"));
            return set(["topic"], { kmsMasterKeyId: findingsKey?.outputs?.arn })(state);
        },
    },
];
