import { type Alert, levels } from "./alert";
import { accountText, brackets, type MailText, section, timesSeen } from "./mail";
import { oneLine, subject, wrapped } from "./plain-text";
import type { Settings } from "./settings";
import { shortTime } from "./times";

/** What one digest tells. */
export interface DigestFacts {
    /** Alerts without a mail of their own, in the order of urgency. */
    readonly alerts: readonly Alert[];
    /** Alerts of the same batch that have one. */
    readonly single: number;
    readonly repeats: readonly Repeat[];
    /** Repeats since the last digest that are in no mail. */
    readonly quiet: number;
    /** At the end: why this mail came. */
    readonly notes: readonly string[];
}

/** A finding that was mailed before, and has come again. */
export interface Repeat {
    readonly alert: Alert;
    /** Messages about it in this batch. */
    readonly messages: number;
    /** Its count when it was last told; 0 if unknown. */
    readonly before: number;
}

const mostBytes = 20_000;

/** The digest, with shorter lists if names in other scripts would make it longer than 20 KB. */
export function digestMail(digest: DigestFacts, settings: Settings): MailText {
    const [longest, ...shorter] = [20, 10, 5].map((most) => () => digestText(digest, settings, most));
    const text = shorter.reduce(
        (sofar, next) => (Buffer.byteLength(sofar) < mostBytes ? sofar : next()),
        longest?.() ?? "",
    );
    return { subject: digestSubject(digest), text };
}

function digestSubject({ alerts, repeats }: DigestFacts): string {
    const [first] = alerts;
    if (first === undefined) return subject("[SEEN AGAIN] ", counted(repeats.length, "finding"));
    const severities = bySeverity(alerts).map(([level, count]) => `${number(count)} ${level}`);
    return subject(`${brackets(first)} `, `${counted(alerts.length, "alert")}: ${severities.join(", ")}`);
}

function digestText(digest: DigestFacts, settings: Settings, most: number): string {
    const { alerts, notes } = digest;
    const zone = `(times in ${settings.timeZone})`;
    const sections = [
        ...totals(alerts, settings, most),
        section("MOST FREQUENT", frequent(alerts, Math.ceil(most / 2))),
        section(
            `${alerts.length > most ? `THE FIRST ${most}` : "ALL OF THEM"} ${zone}`,
            listed(alerts, settings, most),
        ),
        section(`SEEN AGAIN ${zone}`, again(digest, settings, most)),
        section("WHERE THE REST IS", rest(digest)),
        section(
            "WHY THIS MAIL",
            notes.flatMap((line) => wrapped(line, "  ")),
        ),
    ];
    return `${[headlines(digest), ...sections].flat().join("\n")}\n`;
}

function headlines({ alerts, single, repeats }: DigestFacts): string[] {
    return [
        ...(alerts.length === 0 ? [] : [`${counted(alerts.length, "alert")} at once, in this one mail.`]),
        ...(single === 0 ? [] : [`${counted(single, "more urgent one")} came with it, each in a mail of its own.`]),
        ...(repeats.length === 0 ? [] : [`${counted(repeats.length, "finding")} mailed before, seen again.`]),
    ];
}

function totals(alerts: readonly Alert[], settings: Settings, most: number): string[][] {
    const account = (alert: Alert) => (alert.account === undefined ? "unknown" : accountText(alert.account, settings));
    return [
        section("BY SEVERITY", table(bySeverity(alerts), most)),
        section(
            "BY SERVICE",
            table(
                tally(alerts, ({ sender }) => sender),
                most,
            ),
        ),
        section(
            "BY REGION",
            table(
                tally(alerts, ({ region }) => region ?? "unknown"),
                most,
            ),
        ),
        section("BY ACCOUNT", table(tally(alerts, account), most)),
    ];
}

/** Samples apart: they are no emergency, whatever their severity. */
function bySeverity(alerts: readonly Alert[]): (readonly [string, number])[] {
    const order = [...levels, "SAMPLE"];
    const counts = tally(alerts, ({ sample, level }) => (sample ? "SAMPLE" : level));
    return counts.sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
}

/** How often each value occurs, the most frequent first. */
function tally(alerts: readonly Alert[], valueOf: (alert: Alert) => string): (readonly [string, number])[] {
    const counts = new Map<string, number>();
    for (const alert of alerts) counts.set(valueOf(alert), (counts.get(valueOf(alert)) ?? 0) + 1);
    return [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
}

function table(rows: readonly (readonly [string, number])[], most: number): string[] {
    const shown = rows.slice(0, most);
    const others = rows.slice(most).reduce((sum, [, count]) => sum + count, 0);
    const all = others === 0 ? shown : [...shown, [`in ${number(rows.length - most)} others`, others] as const];
    return all.flatMap(([name, count]) => wrapped(name, `${number(count).padStart(8)}  `));
}

function frequent(alerts: readonly Alert[], most: number): string[] {
    const typeOf = ({ sender, type }: Alert) => `${sender}: ${type}`;
    const examples = new Map<string, Alert>();
    for (const alert of alerts) if (!examples.has(typeOf(alert))) examples.set(typeOf(alert), alert);
    const types = tally(alerts, typeOf);
    const left = types.length - most;
    const shown = types.slice(0, most).flatMap(([type, count]) => {
        const { title = "", link = "" } = examples.get(type) ?? {};
        return [
            ...wrapped(type, `${number(count).padStart(8)}  `),
            ...wrapped(`such as: ${oneLine(title, 100)}`, " ".repeat(10)),
            link,
        ];
    });
    return [...shown, ...(left > 0 ? [`          and ${counted(left, "more type")}`] : [])];
}

function listed(alerts: readonly Alert[], settings: Settings, most: number): string[] {
    return alerts.slice(0, most).flatMap((alert) => {
        const { sender, title } = alert;
        return [
            ...wrapped(`${brackets(alert)} ${sender}: ${oneLine(title, 100)}`, "  - ", "    "),
            ...wrapped(place(alert, settings), "    "),
        ];
    });
}

function place({ account, region, when }: Alert, settings: Settings): string {
    const [, last] = when.at(-1) ?? [];
    return [
        region,
        account === undefined ? undefined : accountText(account, settings),
        last === undefined ? undefined : shortTime(last, settings.timeZone),
    ]
        .filter((part) => part !== undefined)
        .join(", ");
}

function again({ repeats, quiet }: DigestFacts, settings: Settings, most: number): string[] {
    const shown = repeats.slice(0, most).flatMap(({ alert, messages, before }) => {
        const more = alert.count > before && before > 0 ? `, ${number(alert.count - before)} more than last told` : "";
        const often = alert.count > 0 ? `${timesSeen(alert.count)}${more}` : counted(messages, "message");
        return [
            ...wrapped(`${brackets(alert)} ${alert.sender}: ${oneLine(alert.title, 100)}`, "  - ", "    "),
            ...wrapped(`${often}; ${place(alert, settings)}`, "    "),
        ];
    });
    const left = repeats.length - most;
    return [
        ...shown,
        ...(left > 0 ? [`  and ${counted(left, "more finding")}`] : []),
        ...(quiet > 0 ? wrapped(`${counted(quiet, "repeat")} since the last such list, without a mail.`, "  ") : []),
    ];
}

function rest({ alerts, repeats }: DigestFacts): string[] {
    const senders = [...new Set([...alerts, ...repeats.map(({ alert }) => alert)].map(({ sender }) => sender))];
    const services = senders.filter((sender) => sender !== "Vigil").sort();
    if (services.length === 0) return [];
    const consoles = `The console of ${services.join(", ")} has every finding, Region by Region.`;
    const bus = "The findings bus keeps every event for replay. Setting: vigil:replayDays.";
    return [consoles, bus].flatMap((line) => wrapped(line, "  "));
}

function number(count: number): string {
    return count.toLocaleString("en-US");
}

function counted(count: number, noun: string): string {
    return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}
