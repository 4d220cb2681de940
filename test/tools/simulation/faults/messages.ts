import { replace, set } from "../edits";
import type { Fault } from "./fault";

/** Messages that are never sent, or that say nothing. */
export const messageFaults: readonly Fault[] = [
    {
        when: "a free text stands in quotes",
        blames: ["message"],
        edit: replace(
            ["target", "alerts-guardduty-critical"],
            `"description": <description>`,
            `"description": "<description>"`,
        ),
    },
    {
        when: "a name that people choose stands in quotes",
        blames: ["message"],
        edit: replace(["target", "alerts-macie"], `"object": <object>`, `"object": "<object>"`),
    },
    {
        when: "a template is lines of text with free text in them",
        blames: ["message"],
        edit: set(["target", "alerts-inspector"], {
            inputTransformer: {
                inputPaths: { text: "$.detail.description", title: "$.detail.title" },
                inputTemplate: `"<title>"\n"<text>"`,
            },
        }),
    },
    {
        when: "a template has a variable without a path",
        blames: ["message"],
        edit: replace(["target", "alerts-macie"], "<title>", "<headline>"),
    },
    {
        when: "a template is no JSON",
        blames: ["message"],
        edit: replace(["target", "alerts-coverage"], `{ "alert"`, `{ "alert`),
    },
    {
        when: "a path leads nowhere, so that the mail has no title",
        blames: ["message"],
        edit: replace(["target", "alerts-macie"], "$.detail.title", "$.detail.Title"),
    },
    {
        when: "the mail names no account",
        blames: ["message"],
        edit: replace(["target", "alerts-macie"], "$.detail.accountId", "$.detail.account"),
    },
    {
        when: "every mail is the same fixed text",
        blames: ["message"],
        edit: set(["target", "alerts-macie"], { inputTransformer: undefined, input: `"Macie found something."` }),
    },
];
