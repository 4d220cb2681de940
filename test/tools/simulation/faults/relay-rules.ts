import { copy, document, inOrder, replace, set, without } from "../edits";
import type { Fault } from "./fault";

const us = "us-east-1";

/** Rules that do not take the services' events, or do not hand them on. */
export const relayRuleFaults: readonly Fault[] = [
    {
        when: "a Region has no relay",
        blames: ["relay rule: event bus default of us-east-1"],
        edit: without("rule", `relay-${us}`),
    },
    {
        when: "a relay rule is disabled",
        blames: ["relay rule: EventRule relay-us-east-1"],
        edit: set(["rule", `relay-${us}`], { state: "DISABLED" }),
    },
    {
        when: "a Region has two relays",
        blames: ["relay rule: EventRule relay-us-east-1-again"],
        edit: inOrder(
            copy(["rule", `relay-${us}`], "again", { name: "again" }),
            copy(["target", `relay-${us}`], "again", { rule: "again" }),
        ),
    },
    {
        when: "a relay rule has no target",
        blames: ["relay rule: EventRule relay-us-east-1"],
        edit: without("target", `relay-${us}`),
    },
    {
        when: "a relay rule is on another bus than the default one",
        blames: ["relay rule: event bus default of us-east-1"],
        edit: set(["rule", `relay-${us}`], { eventBusName: "partners" }),
    },
    {
        when: "a relay stands in another Region than its detector",
        blames: ["relay rule: event bus default of us-east-1"],
        edit: inOrder(
            set(["rule", `relay-${us}`], { region: "us-east-2" }),
            set(["target", `relay-${us}`], { region: "us-east-2" }),
        ),
    },
    {
        when: "a relay forgets Inspector",
        blames: ["relay rule: EventRule relay-us-east-1"],
        edit: replace(["rule", `relay-${us}`], `,"aws.inspector2"],"detail-type"`, `],"detail-type"`),
    },
    {
        when: "a relay misspells a detail type",
        blames: ["relay rule: EventRule relay-us-east-1"],
        edit: replace(["rule", `relay-${us}`], "Macie Finding", "Macie Findings"),
    },
    {
        when: "a relay takes events of another Region only",
        blames: ["relay rule: EventRule relay-us-east-1"],
        edit: document(["rule", `relay-${us}`], "eventPattern", (pattern) => ({ ...pattern, region: ["eu-west-1"] })),
    },
    {
        when: "a relay leaves out the news of lost coverage",
        blames: ["relay rule: EventRule relay-us-east-1"],
        edit: replace(["rule", `relay-${us}`], "Runtime Protection Unhealthy", "Runtime Protection Ill"),
    },
    {
        when: "a relay carries the alarms of another Region",
        blames: ["relay rule: EventRule relay-us-east-1"],
        edit: replace(["rule", `relay-${us}`], `arn:aws:cloudwatch:${us}`, "arn:aws:cloudwatch:us-west-2"),
    },
    {
        when: "a relay's pattern is one that EventBridge refuses",
        blames: ["relay rule: EventRule relay-us-east-1"],
        edit: set(["rule", `relay-${us}`], { eventPattern: `{"source":"aws.guardduty"}` }),
    },
    {
        when: "a relay passes on a part of the event only",
        blames: ["relay rule: EventTarget relay-us-east-1"],
        edit: set(["target", `relay-${us}`], { inputPath: "$.detail" }),
    },
];
