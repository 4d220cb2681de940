import type { Route } from "../findings/routes";
import type { Alert } from "./alert";
import type { Fact } from "./facts";
import { oneLine, subject, wrapped } from "./plain-text";
import type { Settings } from "./settings";
import { localTime } from "./times";

/** What is published: the text to mailboxes, the same without its links to chat. */
export interface MailText {
    readonly subject: string;
    readonly text: string;
    readonly withoutLinks: string;
    /** Into the console of AWS. */
    readonly link?: string | undefined;
}

/** A line of a mail, or a link on a line of its own. */
export type Line = string | { readonly url: string | undefined };

/** Labels end here, and values begin, so a value never stands where a label does. */
const labelWidth = 18;

/** The mail about one alert; `notes` stand at its end. */
export function alertMail(alert: Alert, settings: Settings, route: Route, notes: readonly string[]): MailText {
    const { what, description, where, advice } = alert.details();
    return {
        subject: subject(`${brackets(alert)} ${alert.sender}: `, alert.title, placeTail(alert)),
        link: alert.link,
        ...texts([headline(alert)], {
            WHAT: [...title(alert), ...facts(what)],
            "IN FULL": description.flatMap((line) => quoted(line)),
            WHERE: facts([...placeFacts(alert, settings), ...where]),
            WHEN: facts(whenFacts(alert, settings)),
            "WHY IT MATTERS": prose([advice.why ?? ""]),
            CONSOLE: [{ url: alert.link }],
            "WHAT TO DO": [{ url: advice.page }],
            "WHY THIS MAIL": prose([...reasonFor(alert, route), ...notes]),
        }),
    };
}

/** Headlines, and below them the sections that have lines, each with a blank line above. */
export function texts(
    headlines: readonly string[],
    sections: Readonly<Record<string, readonly Line[]>>,
): Pick<MailText, "text" | "withoutLinks"> {
    const written = (textOf: (line: Line) => string) => {
        const filled = Object.entries(sections).flatMap(([heading, all]) => {
            const lines = all.map(textOf).filter((line) => line !== "");
            return lines.length === 0 ? [] : ["", heading, ...lines];
        });
        return `${[...headlines, ...filled].join("\n")}\n`;
    };
    return {
        text: written((line) => (typeof line === "string" ? line : (line.url ?? ""))),
        withoutLinks: written((line) => (typeof line === "string" ? line : "")),
    };
}

/** Sentences of ours. */
export function prose(sentences: readonly string[]): string[] {
    return sentences.flatMap((sentence) => wrapped(sentence, "  "));
}

/** Sentences from outside stand behind a bar, and names behind a label: neither can look like a line of ours. */
export function quoted(line: string, indent = "  "): string[] {
    return wrapped(line, `${indent}| `, `${indent}| `);
}

function title(alert: Alert): string[] {
    if (alert.kind === "finding") return quoted(alert.title);
    return alert.kind === "alarm" ? facts([["Alarm", alert.title]]) : [];
}

/** `[SAMPLE] [CRITICAL]`. */
export function brackets({ sample, level }: Pick<Alert, "sample" | "level">): string {
    return `${sample ? "[SAMPLE] " : ""}[${level}]`;
}

function headline({ kind, level, sender, sample }: Alert): string {
    const said = {
        finding: `${level} finding of ${sender}`,
        coverage: `${sender} has lost coverage`,
        alarm: level === "ALARM" ? "An alarm of Vigil's has gone off" : "All clear: an alarm of Vigil's is over",
        unreadable: "A message that Vigil cannot read; it follows as it came",
    }[kind];
    return `${sample ? "SAMPLE, no emergency: " : ""}${said}`;
}

/** A line for each fact that has a value. */
function facts(all: readonly Fact[]): string[] {
    const known = all.filter(([, value]) => value !== "");
    return known.flatMap(([label, value]) => wrapped(value, `  ${label}`.padEnd(labelWidth), " ".repeat(labelWidth)));
}

/** `production (123456789012)`, or the ID alone. */
export function accountText(account: string, { accountNames }: Settings): string {
    const name = accountNames[account];
    return name === undefined ? account : `${oneLine(name, 60)} (${account})`;
}

function placeFacts({ account, region }: Alert, settings: Settings): Fact[] {
    return [
        ["Account", account === undefined ? "" : accountText(account, settings)],
        ["Region", region ?? ""],
    ];
}

/** ` (eu-west-1, 123456789012)`, as far as it is known. */
function placeTail({ account, region }: Alert): string {
    const known = [region, account].filter((place) => place !== undefined);
    return known.length === 0 ? "" : ` (${known.join(", ")})`;
}

function whenFacts({ details, count }: Alert, { timeZone }: Settings): Fact[] {
    const times = details().when.map(([label, time]): Fact => [label, localTime(time, timeZone)]);
    return [...times, ["Seen", count === 0 ? "" : timesSeen(count)]];
}

export function timesSeen(count: number): string {
    return count === 1 ? "once" : `${count.toLocaleString("en-US")} times`;
}

function reasonFor({ kind, service, sender }: Alert, { name, minimumSeverity }: Route): string[] {
    if (kind === "alarm") return ["Vigil's own alarms are always mailed; no setting turns them off."];
    if (kind === "unreadable" || service === undefined)
        return ["Whatever reaches the alert topic is mailed. Vigil's rules did not send this: find out who did."];
    if (kind === "coverage") return [`Lost coverage of ${sender} is mailed to you.`, "Setting: vigil:alerts.coverage"];
    const place = name === "default" ? "" : `routes.${name}.`;
    return [
        `Findings of ${sender} are mailed to you from ${minimumSeverity[service]} up.`,
        `Setting: vigil:alerts.${place}minimumSeverity`,
    ];
}
