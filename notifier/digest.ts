import { type Alert, levels } from "./alert";
import { counted, entries, frequent, number, table, tally, type Tally } from "./lists";
import { accountText, brackets, type MailText, prose, texts, timesSeen } from "./mail";
import { subject } from "./plain-text";
import type { Settings } from "./settings";

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
    /** The messages about it in this batch. */
    readonly messages: string[];
    /** Its count when it was last told; 0 if unknown. */
    readonly before: number;
}

const mostBytes = 20_000;

/** The digest, with shorter lists if names in other scripts would make it longer than 20 KB. */
export function digestMail(digest: DigestFacts, settings: Settings): MailText {
    let both = digestTexts(digest, settings, 20);
    for (const most of [10, 5]) {
        if (Buffer.byteLength(both.text) < mostBytes) break;
        both = digestTexts(digest, settings, most);
    }
    return { subject: digestSubject(digest), ...both };
}

function digestSubject({ alerts, repeats }: DigestFacts): string {
    const [first] = alerts;
    if (first === undefined) return subject("[SEEN AGAIN] ", counted(repeats.length, "finding"));
    const severities = bySeverity(alerts).map(([level, count]) => `${number(count)} ${level}`);
    const detail = severities.length > 1 ? `: ${severities.join(", ")}` : "";
    return subject(`${brackets(first)} `, `${counted(alerts.length, "alert")}${detail}`);
}

/** Samples apart: they are no emergency, whatever their severity. */
function bySeverity(alerts: readonly Alert[]): Tally {
    const order = [...levels, "SAMPLE"];
    const counts = tally(alerts, ({ sample, level }) => (sample ? "SAMPLE" : level));
    return [...counts].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
}

function digestTexts(digest: DigestFacts, settings: Settings, most: number) {
    const { alerts, notes } = digest;
    const zone = `(times in ${settings.timeZone})`;
    const account = (alert: Alert) => (alert.account === undefined ? "unknown" : accountText(alert.account, settings));
    const urgent = alerts.map((alert) => ({ alert }));
    const by = (valueOf: (alert: Alert) => string) => table(tally(alerts, valueOf), most);
    return texts(headlines(digest), {
        "BY SEVERITY": table(bySeverity(alerts), most),
        "BY SERVICE": by(({ sender }) => sender),
        "BY REGION": by(({ region }) => region ?? "unknown"),
        "BY ACCOUNT": by(account),
        "MOST FREQUENT": frequent(alerts, Math.ceil(most / 2)),
        [`MOST URGENT ${zone}`]: entries(urgent, settings, most),
        [`SEEN AGAIN ${zone}`]: again(digest, settings, most),
        "WHERE THE REST IS": rest(digest),
        "WHY THIS MAIL": prose(notes),
    });
}

function headlines({ alerts, single, repeats }: DigestFacts): string[] {
    const urgent =
        single === 1
            ? "The most urgent one has a mail of its own."
            : `The ${number(single)} most urgent ones have mails of their own.`;
    return [
        ...(alerts.length === 0 ? [] : [`${counted(alerts.length, "alert")} at once, in this one mail.`]),
        ...(single === 0 ? [] : [urgent]),
        ...(repeats.length === 0 ? [] : [`${counted(repeats.length, "finding")} mailed before, seen again.`]),
    ];
}

function again({ repeats, quiet }: DigestFacts, settings: Settings, most: number): string[] {
    const often = ({ alert: { count }, messages, before }: Repeat) => {
        const more = count > before && before > 0 ? `, ${number(count - before)} more than last told` : "";
        return count > 0 ? `seen ${timesSeen(count)}${more}` : counted(messages.length, "message");
    };
    const told = repeats.map((repeat) => ({ alert: repeat.alert, often: often(repeat) }));
    const silent = quiet > 0 ? [`  ${counted(quiet, "more repeat")} since the last such list, in no mail`] : [];
    return [...entries(told, settings, most), ...silent];
}

function rest({ alerts, repeats }: DigestFacts): string[] {
    const senders = [...alerts, ...repeats.map(({ alert }) => alert)].map(({ sender }) => sender);
    const services = [...new Set(senders)].filter((sender) => sender !== "Vigil").sort();
    if (services.length === 0) return [];
    return prose([
        `Every finding is in its service's console, by Region: ${services.join(", ")}.`,
        "The findings bus keeps every event for replay. Setting: vigil:replayDays",
    ]);
}
