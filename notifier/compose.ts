import type { Route } from "../findings/routes";
import { severities } from "../findings/severity";
import { type Alert, levels } from "./alert";
import { digestMail, type Repeat } from "./digest";
import { alertMail, type MailText } from "./mail";
import { emptyMemory, mailsThisHour, mayTellRepeats, memoryOf, type Memories, type Memory, type Told } from "./memory";
import { type Message, readAlert } from "./read-alert";
import { isFor, isMuted } from "./routes";
import type { Limits, Settings } from "./settings";

export type { Memories, Memory, Told } from "./memory";
export { emptyMemory, remember } from "./memory";
export type { Message } from "./read-alert";
export type { Limits, Settings } from "./settings";

/** A mail to publish to a route's people. `news` is what to remember once it is published. */
export interface Mail extends MailText, Told {
    /** The messages that it tells of: if it cannot be published, these have to come again. */
    readonly covers: readonly string[];
}

/** Repeats that no mail of a route tells of, and what to remember of them. */
export interface Quiet extends Told {
    readonly messages: readonly string[];
}

/** What becomes of a batch. Each of its messages is, for every route that it is for, in one mail or in one `quiet`. */
export interface Composition {
    /**
     * By turns, a mail for each route, of each the most urgent first and the digest last: `mailsPerBatch` + 1 at most.
     * So all have heard of the worst before anybody hears of the rest.
     */
    readonly mails: readonly Mail[];
    readonly quiet: readonly Quiet[];
    /** Messages that nobody needs to hear of: no route wants them, or an alarm got its first data. */
    readonly noNews: readonly string[];
}

/**
 * Turns a batch of the notifier's queue into mails:
 *
 *     compose(messages, memories, limits, settings, now) -> { mails, quiet, noNews }
 *
 * Pure, and the same for every order of the messages. The next memories are up to the caller, for they depend on what
 * could be published: `remember(memories, [...published, ...quiet], now)`.
 *
 * - Each route gets what is for it, by a memory and limits of its own.
 * - A finding that memory knows, at no higher severity, is a repeat, and so is one that is in the batch twice. Repeats
 *   are lines of a digest; for them alone there is one in six hours.
 * - The most urgent of the others get a mail each, as far as the limits allow. All others are counted in one digest.
 * - Real alerts come before samples, so that samples made for the purpose cannot crowd them out.
 *
 * @param memories by the names of routes; undefined if they cannot be read: everything is new then, and mails say so
 */
export function compose(
    messages: readonly Message[],
    memories: Memories | undefined,
    limits: Limits,
    settings: Settings,
    now: Date,
): Composition {
    const alerts = messages
        .map(readAlert)
        .filter((alert) => alert !== "no news")
        .filter((alert) => !isMuted(alert, settings.mute))
        .sort(byUrgency);
    const parts = settings.routes.map((route) => {
        const own = alerts.filter((alert) => isFor(route, alert));
        return { own, ...composeFor(route, own, memories && memoryOf(memories, route.name), limits, settings, now) };
    });
    const wanted = new Set(parts.flatMap(({ own }) => idsOf(own)));
    return {
        mails: byTurns(parts.map(({ mails }) => mails)),
        quiet: parts.flatMap(({ quiet }) => (quiet.messages.length > 0 ? [quiet] : [])),
        noNews: messages.map(({ id }) => id).filter((id) => !wanted.has(id)),
    };
}

/** The first of each list, then the second, ... */
function byTurns<T>(lists: readonly (readonly T[])[]): T[] {
    const longest = Math.max(0, ...lists.map(({ length }) => length));
    return Array.from({ length: longest }, (_, turn) => lists.flatMap((list) => list.slice(turn, turn + 1))).flat();
}

function composeFor(
    route: Route,
    alerts: readonly Alert[],
    memory: Memory | undefined,
    limits: Limits,
    settings: Settings,
    now: Date,
) {
    const known = memory ?? emptyMemory;
    const { fresh, repeats } = sorted(alerts, known);
    const hourly = limits.mailsPerHour - mailsThisHour(known, now);
    const singles = fresh.slice(0, Math.max(0, Math.min(limits.mailsPerBatch, hourly)));
    const rest = fresh.slice(singles.length);
    const repeated = repeats.flatMap(({ alert, messages: ids }) => ids.map((messageId) => ({ ...alert, messageId })));
    const hasDigest = rest.length > 0 || (repeats.length > 0 && mayTellRepeats(known, now));

    const notes = [...(memory === undefined ? [forgotten] : []), ...routeNote(route)];
    const mailOf = (text: MailText, told: readonly Alert[], repeatsTold = false): Mail => {
        return { ...text, route: route.name, covers: idsOf(told), news: { ...newsOf(told), repeatsTold } };
    };
    const mails = singles.map((alert) => mailOf(alertMail(alert, settings, route, notes), [alert]));
    if (hasDigest) {
        const reasons = rest.length > 0 ? digestReason(limits, hourly) : [repeatsReason];
        const facts = {
            alerts: rest,
            single: singles.length,
            repeats,
            quiet: known.quiet,
            notes: [...reasons, ...notes],
        };
        mails.push(mailOf(digestMail(facts, settings), [...rest, ...repeated], repeats.length > 0));
    }
    const silent = hasDigest ? [] : repeated;
    const news = { ...newsOf(silent), mails: 0, quiet: silent.length };
    const quiet: Quiet = { route: route.name, messages: idsOf(silent), news };
    return { mails, quiet };
}

/** Whoever gets mails of more than one route sees which this is. */
function routeNote({ name }: Route): string[] {
    return name === "default" ? [] : [`This mail is for the route ${name}. Setting: vigil:alerts.routes.${name}`];
}

const forgotten =
    "Vigil cannot read what it has mailed before, so this may be a repeat. See the log of the notifier's function.";
const repeatsReason = "Findings seen again are told every six hours at most.";

function digestReason({ mailsPerBatch, mailsPerHour }: Limits, hourly: number): string[] {
    return hourly < mailsPerBatch
        ? [`There are at most ${mailsPerHour} mails an hour.`, "Setting: vigil:alerts.notifier.mailsPerHour"]
        : [
              `Of alerts that come at once, at most ${mailsPerBatch} get a mail each.`,
              "Setting: vigil:alerts.notifier.mailsPerBatch",
          ];
}

/** Tells new findings from those that were mailed before, or are in the batch twice; takes the most urgent first. */
function sorted(alerts: readonly Alert[], { findings }: Memory) {
    const fresh: Alert[] = [];
    const repeats = new Map<string, Repeat>();
    const mailed = new Set<string>();
    for (const alert of alerts) {
        const { hash = "", messageId } = alert;
        const [rank, before = 0] = findings[hash] ?? [];
        const isRepeat = mailed.has(hash) || (rank !== undefined && rankOf(alert) <= rank);
        mailed.add(hash);
        if (hash === "" || !isRepeat) {
            fresh.push(alert);
            continue;
        }
        const repeat = repeats.get(hash) ?? { alert, before, messages: [] };
        repeat.messages.push(messageId);
        repeats.set(hash, repeat);
    }
    return { fresh, repeats: [...repeats.values()] };
}

function rankOf({ level }: Alert): number {
    return severities.findIndex((severity) => severity === level);
}

/** Real before sample, then by level, then what was seen most often; the rest only makes the order always the same. */
function byUrgency(one: Alert, other: Alert): number {
    return (
        Number(one.sample) - Number(other.sample) ||
        levels.indexOf(one.level) - levels.indexOf(other.level) ||
        other.count - one.count ||
        compared(one.title, other.title) ||
        compared(one.messageId, other.messageId)
    );
}

function compared(one: string, other: string): number {
    return one === other ? 0 : one < other ? -1 : 1;
}

function idsOf(alerts: readonly Alert[]): string[] {
    return alerts.map(({ messageId }) => messageId);
}

function newsOf(alerts: readonly Alert[]) {
    const findings = alerts.flatMap((alert) => {
        const { hash, count } = alert;
        return hash === undefined ? [] : [{ hash, rank: rankOf(alert), count }];
    });
    return { findings, mails: 1, repeatsTold: false, quiet: 0 };
}
