import { counted, counting, number } from "./lists";
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
    /** Topics whose receivers could be read. */
    readonly topicsRead: number;
    readonly unconfirmed: readonly { readonly label: string; readonly endpoint: string }[];
    /** What could not be read, and why. */
    readonly unread: readonly string[];
}

/** The mail of the week: the worst first. */
export function weeklyMail(facts: WeeklyFacts, week: Week, account: string): MailText {
    const { alerts, regions, letters, topicsRead, unconfirmed, unread } = week;
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
    const both = texts([`The week of the stack ${facts.stack}.`], {
        SILENT: silent.flatMap(({ region }) =>
            prose([
                `${region}: nothing came home in the last two hours, not even a heartbeat. Its findings do not reach you. Look at the alarms of its relay and at its schedule: run npm run doctor, then npm run drill.`,
            ]),
        ),
        "DEAD LETTERS": [
            ...lost.flatMap(({ label, region, count }) =>
                prose([`${label}, ${region}: ${number(count)}. Read them in the queue; then redrive it.`]),
            ),
            ...allWell(dead === 0, letters.length, facts.queues.length, "None."),
        ],
        "COULD NOT BE READ": prose(unread),
        RECEIVERS: [
            ...unconfirmed.flatMap(({ label, endpoint }) =>
                prose([`${label}: ${shownEndpoint(endpoint)} has not confirmed, and is told nothing.`]),
            ),
            ...allWell(unconfirmed.length === 0, topicsRead, facts.topics.length, "All have confirmed."),
        ],
        // Those that counted nothing, too: that is how a service shows that somebody has switched off.
        ALERTS:
            alerts.length === 0
                ? prose(["They were not counted."])
                : alerts.flatMap(({ title, count }) => counting(count, title)),
        "REGIONS HEARD": regions
            .filter((one) => !one.silent)
            .flatMap(({ region, relayed, failed }) =>
                prose([
                    `${region}: ${counted(relayed, "event")}, heartbeats included${failed > 0 ? `; ${number(failed)} more failed` : ""}`,
                ]),
            ),
        "WHY THIS MAIL": prose([
            "It comes every week. If it does not, the way to this mailbox is broken: look at the schedule, the log of the notifier's function and whether the mailbox has confirmed; run npm run doctor, then npm run drill.",
            "Setting: vigil:alerts.weeklyMail",
        ]),
    });
    return { subject: subject("Vigil's week: ", parts.join(", "), tail), ...both };
}

/** Of a URL its host alone: the rest, and what may stand before it, are secrets. */
function shownEndpoint(endpoint: string): string {
    if (!endpoint.includes("://")) return oneLine(endpoint, 100);
    return URL.canParse(endpoint) ? oneLine(`${new URL(endpoint).host}/...`, 100) : "an endpoint";
}

/** Said only of what could be read. */
function allWell(isWell: boolean, read: number, all: number, words: string): string[] {
    if (!isWell || read === 0) return [];
    return prose([
        read === all ? words : `${words} That is ${number(read)} of ${number(all)}; see what could not be read.`,
    ]);
}
