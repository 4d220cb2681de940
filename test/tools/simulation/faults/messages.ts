import { replace, set } from "../edits";
import type { Fault } from "./fault";

/** Messages that are never sent, or that say nothing. */
export const messageFaults: readonly Fault[] = [
    {
        when: "a free text stands in quotes",
        blames: ["message: EventTarget alerts-guardduty-critical"],
        edit: replace(
            ["target", "alerts-guardduty-critical"],
            `"description": <description>`,
            `"description": "<description>"`,
        ),
    },
    {
        when: "a name that people choose stands in quotes",
        blames: ["message: EventTarget alerts-macie-high"],
        edit: replace(["target", "alerts-macie"], `"object": <object>`, `"object": "<object>"`),
    },
    {
        when: "a template is lines of text with free text in them",
        blames: ["message: EventTarget alerts-inspector-critical"],
        edit: set(["target", "alerts-inspector"], {
            inputTransformer: {
                inputPaths: { text: "$.detail.description", title: "$.detail.title" },
                inputTemplate: `"<title>"\n"<text>"`,
            },
        }),
    },
    {
        when: "a template has a variable without a path",
        blames: ["message: EventTarget alerts-macie-high"],
        edit: replace(["target", "alerts-macie"], "<title>", "<headline>"),
    },
    {
        when: "a template is no JSON",
        blames: ["message: EventTarget alerts-coverage", "message: EventTarget alerts-coverage-inspector"],
        edit: replace(["target", "alerts-coverage"], `{ "alert"`, `{ "alert`),
    },
    {
        when: "a path leads nowhere, so that the mail has no title",
        blames: ["message: EventTarget alerts-macie-high"],
        edit: replace(["target", "alerts-macie"], "$.detail.title", "$.detail.Title"),
    },
    {
        when: "the mail names no account",
        blames: ["message: EventTarget alerts-macie-high"],
        edit: replace(["target", "alerts-macie"], "$.detail.accountId", "$.detail.account"),
    },
    {
        when: "the mail names the administrator's account for a member's finding",
        blames: ["message: EventTarget alerts-inspector-critical"],
        edit: replace(["target", "alerts-inspector"], "$.detail.awsAccountId", "$.account"),
    },
    {
        when: "a mail has the severity word of another band",
        blames: ["message: EventTarget alerts-guardduty-high"],
        edit: replace(["target", "alerts-guardduty-high"], `"severity": "HIGH"`, `"severity": "LOW"`),
    },
    {
        when: "a mail does not say its Region",
        blames: ["message: EventTarget alerts-macie-high"],
        edit: replace(["target", "alerts-macie"], `"region": <region>, `, ""),
    },
    {
        when: "a mail links to the console of another Region",
        blames: ["message: EventTarget alerts-inspector-critical"],
        edit: replace(["target", "alerts-inspector"], "https://<region>.console", "https://us-west-2.console"),
    },
    {
        when: "the mail about lost coverage has no reason",
        blames: ["message: EventTarget alerts-coverage"],
        edit: replace(["target", "alerts-coverage"], `"$.detail.issue"`, `"$.detail.reason"`),
    },
    {
        when: "the mail about an alarm does not name it",
        blames: ["message: EventTarget alerts-alarms"],
        edit: replace(["target", "alerts-alarms"], "$.detail.alarmName", "$.detail.name"),
    },
    {
        when: "every mail is the same fixed text",
        blames: ["message: EventTarget alerts-macie-high"],
        edit: set(["target", "alerts-macie"], { inputTransformer: undefined, input: `"Macie found something."` }),
    },
];
