import { copy, document, inOrder, replace, set, without } from "../edits";
import { shop } from "../stacks";
import type { Fault } from "./fault";

const administrator = "123456789012";
const relay = ["rule", "relay-us-east-1"] as const;
const critical = ["rule", "=alerts-guardduty-critical"] as const;
const forShop = ["rule", "alerts-routes-guardduty-medium"] as const;
const machines = ["rule", "alerts-events-guardduty"] as const;
const lambda = ["function", "notifier"] as const;

type Pattern = Record<string, unknown>;

/** Only events in whose envelope the account stands. */
const enveloped = (account: string) => (pattern: Pattern) => ({ ...pattern, account: [account] });
/** Only findings of the account. */
const about = (account: string) => (pattern: Pattern) => {
    return { ...pattern, detail: { ...(pattern.detail as Pattern | undefined), accountId: [account] } };
};
const narrowed = (rule: readonly ["rule", string], change: (pattern: Pattern) => Pattern) =>
    document(rule, "eventPattern", change);

/** What an administrator does wrong by its members alone: the findings of its own account arrive as they should. */
export const memberFaults: readonly Fault[] = [
    {
        when: "a relay takes only what has the administrator in its envelope",
        blames: ["relay rule: EventRule relay-us-east-1"],
        edit: narrowed(relay, enveloped(administrator)),
    },
    {
        when: "an alert rule takes only what has the administrator in its envelope",
        blames: ["alert rule: EventRule alerts-guardduty-critical"],
        edit: narrowed(critical, enveloped(administrator)),
    },
    {
        when: "an alert rule takes only findings of the administrator's own account",
        blames: ["alert rule: EventRule alerts-guardduty-critical"],
        edit: narrowed(critical, about(administrator)),
    },
    {
        when: "the rule for a route by account goes by the envelope",
        blames: ["alert rule: EventRule alerts-routes-guardduty-medium"],
        edit: narrowed(forShop, enveloped(shop)),
    },
    {
        when: "the rule for machines takes only findings of the administrator's own account",
        blames: ["alert rule: EventRule alerts-events-guardduty"],
        edit: narrowed(machines, about(administrator)),
    },
    {
        when: "the findings stream takes only what has the administrator in its envelope",
        blames: ["stream rule: EventRule findings-stream"],
        edit: narrowed(["rule", "=findings-stream"], enveloped(administrator)),
    },
    {
        when: "a second rule is for a member's findings",
        blames: ["alert rule: EventRule alerts-guardduty-critical-again"],
        edit: inOrder(
            copy(critical, "again", { name: "again" }),
            copy(["target", critical[1]], "again", { rule: "again" }),
            narrowed(["rule", "critical-again"], about(shop)),
        ),
    },
    {
        when: "the alert has the account of the envelope",
        blames: ["message: EventTarget alerts-guardduty-critical"],
        edit: replace(["target", critical[1]], "$.detail.accountId", "$.account"),
    },
    {
        when: "the function has no name for a member",
        blames: ["notifier: Function notifier"],
        edit: replace(lambda, '{"333333333333":"the shop"}', "{}"),
    },
];

/** What its own findings show as well. */
export const administratorFaults: readonly Fault[] = [
    {
        when: "the function has another account for a route",
        blames: ["notifier: Function notifier"],
        edit: replace(lambda, `"accounts":["${shop}"]`, `"accounts":["${administrator}"]`),
    },
    {
        when: "only members have Inspector",
        blames: ["service: service Inspector in us-east-1"],
        edit: without("inspector", "scanning-us-east-1"),
    },
    {
        when: "the administrator's own Macie is paused",
        blames: ["service: Account discovery-us-east-1"],
        edit: set(["macie", "us-east-1"], { status: "PAUSED" }),
    },
];
