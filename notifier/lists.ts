import type { Alert } from "./alert";
import { brackets, type Line, quoted } from "./mail";
import { oneLine, wrapped } from "./plain-text";
import type { Settings } from "./settings";
import { shortTime } from "./times";

export type Tally = readonly (readonly [value: string, count: number])[];

/** How often each value occurs, the most frequent first. */
export function tally(alerts: readonly Alert[], valueOf: (alert: Alert) => string): Tally {
    const counts = new Map<string, number>();
    for (const alert of alerts) counts.set(valueOf(alert), (counts.get(valueOf(alert)) ?? 0) + 1);
    return [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
}

/** A line for each value, and one for all above `most`. */
export function table(rows: Tally, most: number): string[] {
    const others = rows.slice(most).reduce((sum, [, count]) => sum + count, 0);
    const last = others === 0 ? [] : [[`in ${number(rows.length - most)} others`, others] as const];
    return [...rows.slice(0, most), ...last].flatMap(([value, count]) => counting(count, value));
}

/** The types that occur most often, each with an example and its link. */
export function frequent(alerts: readonly Alert[], most: number): Line[] {
    const typeOf = ({ sender, type }: Alert) => `${sender}: ${type}`;
    // Of each type the first, which is the most urgent.
    const examples = new Map([...alerts].reverse().map((alert) => [typeOf(alert), alert]));
    const types = tally(alerts, typeOf);
    const shown = types.slice(0, most).flatMap(([type, count]): Line[] => {
        const { title = "", link } = examples.get(type) ?? {};
        return [...counting(count, type), ...outline(title, " ".repeat(10)), { url: link }];
    });
    return [...shown, ...left(types.length - most, "more type")];
}

/** An alert in a list, and what is to be said of how often it came. */
export interface Entry {
    readonly alert: Alert;
    readonly often?: string;
}

/**
 * The first of each kind, and how many are like it: a thousand lines with one title tell no more than one. What comes
 * from outside stands behind a bar.
 */
export function entries(all: readonly Entry[], settings: Settings, most: number): string[] {
    const kinds = new Map<string, { readonly first: Entry; more: number }>();
    for (const entry of all) {
        const { alert } = entry;
        const kind = `${brackets(alert)} ${alert.sender}: ${alert.kind === "coverage" ? alert.type : alert.title}`;
        const known = kinds.get(kind);
        if (known) known.more += 1;
        else kinds.set(kind, { first: entry, more: 0 });
    }
    const shown = [...kinds.values()]
        .slice(0, most)
        .flatMap(({ first: { alert, often }, more }) => [
            ...wrapped(`${entryLine(alert, settings)}${often === undefined ? "" : `: ${often}`}`, "  - ", "    "),
            ...outline(alert.title, "    "),
            ...resource(alert),
            ...(more === 0 ? [] : [`    and ${number(more)} more like it`]),
        ]);
    return [...shown, ...left(kinds.size - most, "other kind")];
}

/** `[HIGH] GuardDuty, Sat 2026-03-14 03:17, eu-west-1, production`; the totals have the number beside the name. */
function entryLine(alert: Alert, settings: Settings): string {
    const { sender, region, account } = alert;
    const [, time] = alert.details().when.at(-1) ?? [];
    const parts = [
        time === undefined ? undefined : shortTime(time, settings.timeZone),
        region,
        account === undefined ? undefined : (settings.accountNames[account] ?? account),
    ];
    return [`${brackets(alert)} ${sender}`, ...parts.filter((part) => part !== undefined)].join(", ");
}

/** What is affected, where the title does not say it. */
function resource({ title, details }: Alert): string[] {
    const [label, value = ""] = details().where[0] ?? [];
    return label === "Resource type" || title.includes(value) ? [] : outline(value, "    ");
}

function outline(text: string, indent: string): string[] {
    return quoted(oneLine(text, 100), indent);
}

export function counting(count: number, text: string): string[] {
    return wrapped(text, `${number(count).padStart(8)}  `);
}

function left(count: number, noun: string): string[] {
    return count > 0 ? [`  and ${counted(count, noun)}`] : [];
}

export function number(count: number): string {
    return count.toLocaleString("en-US");
}

export function counted(count: number, noun: string): string {
    return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}
