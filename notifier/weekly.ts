import { counted, number } from "./lists";
import { type MailText, prose, texts } from "./mail";
import { oneLine, subject } from "./plain-text";
import type { WeeklyFacts } from "./settings";

/** What was read for a weekly mail. */
export interface Week {
    /** How often each rule made an alert; only those that could be read. */
    readonly alerts: readonly { readonly title: string; readonly count: number }[];
    /** Regions whose relay could be read. */
    readonly regions: readonly {
        readonly region: string;
        /** Events that were handed to home in seven days, heartbeats too. */
        readonly relayed: number;
        readonly failed: number;
        /** Nothing came home in the last two hours. */
        readonly silent: boolean;
    }[];
    readonly letters: readonly { readonly label: string; readonly region: string; readonly count: number }[];
    readonly unconfirmed: readonly { readonly label: string; readonly endpoint: string }[];
    /** What could not be read, and why. */
    readonly unread: readonly string[];
}

/** The mail of the week: the worst first. */
export function weeklyMail(facts: WeeklyFacts, week: Week, account: string): MailText {
    const { alerts, regions, letters, unconfirmed, unread } = week;
    const silent = regions.filter((one) => one.silent);
    const lost = letters.filter(({ count }) => count > 0);
    const total = alerts.reduce((sum, { count }) => sum + count, 0);
    const dead = lost.reduce((sum, { count }) => sum + count, 0);
    const isWhole = unread.length === 0;
    const heard = counted(regions.length - silent.length, "Region");
    const parts = [
        ...(silent.length > 0 ? [`${counted(silent.length, "Region")} SILENT`] : []),
        ...(dead > 0 ? [counted(dead, "dead letter")] : []),
        ...(isWhole ? [] : [`${number(unread.length)} not read`]),
        ...(alerts.length > 0 ? [counted(total, "alert")] : []),
        ...(silent.length > 0 ? [] : [`${heard} heard`]),
        ...(dead === 0 && isWhole && silent.length === 0 ? ["nothing lost"] : []),
    ];
    const tail = ` (${facts.home}, ${account})`;
    const busy = alerts.filter(({ count }) => count > 0);
    const both = texts([`The week of the stack ${facts.stack}.`], {
        SILENT: silent.flatMap(({ region }) =>
            prose([`${region}: nothing came home in the last two hours. Its findings are not told to you.`]),
        ),
        "DEAD LETTERS": lost.flatMap(({ label, region, count }) => prose([`${label}, ${region}: ${number(count)}`])),
        "COULD NOT BE READ": prose(unread),
        "NOT CONFIRMED": unconfirmed.flatMap(({ label, endpoint }) =>
            prose([`${label}: ${oneLine(endpoint.replace(/^(https?:\/\/[^/?#@]+).*/, "$1/..."), 100)}`]),
        ),
        ALERTS:
            busy.length === 0
                ? prose([alerts.length > 0 ? "None." : "They were not counted."])
                : busy.flatMap(({ title, count }) => prose([`${number(count).padStart(6)}  ${title}`])),
        "REGIONS HEARD": regions
            .filter((one) => !one.silent)
            .flatMap(({ region, relayed, failed }) =>
                prose([`${region}: ${counted(relayed, "event")}${failed > 0 ? `, ${number(failed)} failed` : ""}`]),
            ),
        "WHY THIS MAIL": prose([
            "It comes every week. If it does not, something is broken: run npm run doctor, then npm run drill.",
            "Setting: vigil:alerts.weeklyMail",
        ]),
    });
    return { subject: subject("Vigil's week: ", parts.join(", "), tail), ...both };
}
