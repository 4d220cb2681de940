import { severities } from "../findings/severity";
import { type Alert, levels } from "./alert";
import { digestMail, type Repeat } from "./digest";
import { alertMail, type MailText } from "./mail";
import { emptyMemory, mailsThisHour, mayTellRepeats, type Memory, type News } from "./memory";
import { type Message, readAlert } from "./read-alert";
import type { Limits, Settings } from "./settings";

export type { Memory, News } from "./memory";
export { emptyMemory, remember } from "./memory";
export type { Message } from "./read-alert";
export type { Limits, Settings } from "./settings";

/** A mail to publish. */
export interface Mail extends MailText {
    /** The messages that it tells of: if it cannot be published, these have to come again. */
    readonly covers: readonly string[];
    /** What to remember once it is published. */
    readonly news: News;
}

/** What becomes of a batch. Each of its messages is in just one of the three. */
export interface Composition {
    /** The most urgent first, the digest last; `mailsPerBatch` + 1 at most. */
    readonly mails: readonly Mail[];
    /** Repeats that no mail tells of, and what to remember of them. */
    readonly quiet: { readonly messages: readonly string[]; readonly news: News };
    /** Messages that nobody needs to hear of: an alarm that got its first data. */
    readonly noNews: readonly string[];
}

/**
 * Turns a batch of the notifier's queue into mails:
 *
 *     compose(messages, memory, limits, settings, now) -> { mails, quiet, noNews }
 *
 * Pure, and the same for every order of the messages. The next memory is up to the caller, for it depends on what could
 * be published: `remember(memory, mail.news, now)` after each mail, and once for `quiet.news`.
 *
 * - A finding that memory knows, at no higher severity, is a repeat, and so is one that is in the batch twice. Repeats
 *   are lines of a digest; for them alone there is one in six hours.
 * - The most urgent of the others get a mail each, as far as the limits allow. All others are counted in one digest.
 * - Real alerts come before samples, so that samples made for the purpose cannot crowd them out.
 *
 * @param memory undefined if it cannot be read: then everything is new, and the mails say so
 */
export function compose(
    messages: readonly Message[],
    memory: Memory | undefined,
    limits: Limits,
    settings: Settings,
    now: Date,
): Composition {
    const known = memory ?? emptyMemory;
    const read = messages.map((message) => ({ id: message.id, alert: readAlert(message) }));
    const alerts = read.flatMap(({ alert }) => (alert === "no news" ? [] : [alert])).sort(byUrgency);
    const { fresh, repeats } = sorted(alerts, known);
    const hourly = limits.mailsPerHour - mailsThisHour(known, now);
    const singles = fresh.slice(0, Math.max(0, Math.min(limits.mailsPerBatch, hourly)));
    const rest = fresh.slice(singles.length);
    const repeated = repeats.flatMap(({ alert, messages: ids }) => ids.map((messageId) => ({ ...alert, messageId })));
    const hasDigest = rest.length > 0 || (repeats.length > 0 && mayTellRepeats(known, now));

    const notes = memory === undefined ? [forgotten] : [];
    const mails = singles.map((alert) => mailOf(alertMail(alert, settings, notes), [alert]));
    if (hasDigest) {
        const digest = digestMail(
            {
                alerts: rest,
                single: singles.length,
                repeats,
                quiet: known.quiet,
                notes: [...(rest.length > 0 ? digestReason(limits, hourly) : [repeatsReason]), ...notes],
            },
            settings,
        );
        mails.push(mailOf(digest, [...rest, ...repeated], repeats.length > 0));
    }
    const quiet = hasDigest ? [] : repeated;
    return {
        mails,
        quiet: { messages: idsOf(quiet), news: { ...newsOf(quiet), mails: 0, quiet: quiet.length } },
        noNews: read.filter(({ alert }) => alert === "no news").map(({ id }) => id),
    };
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

function mailOf(text: MailText, alerts: readonly Alert[], repeatsTold = false): Mail {
    return { ...text, covers: idsOf(alerts), news: { ...newsOf(alerts), repeatsTold } };
}

function idsOf(alerts: readonly Alert[]): string[] {
    return alerts.map(({ messageId }) => messageId);
}

function newsOf(alerts: readonly Alert[]): News {
    const findings = alerts.flatMap((alert) => {
        const { hash, count } = alert;
        return hash === undefined ? [] : [{ hash, rank: rankOf(alert), count }];
    });
    return { findings, mails: 1, repeatsTold: false, quiet: 0 };
}
