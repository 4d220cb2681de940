import { suggestion } from "../../settings/suggestion";
import type { Period } from "../archive/read-events";
import { UserError } from "../cli/user-error";

const hour = 3_600_000;
const day = 24 * hour;
const units: Readonly<Record<string, number>> = { h: hour, d: day, w: 7 * day };
/** Each day is a folder to list, and none of the services is older. */
const mostDays = 3660;
const syntax = "Write 24h, 7d or 2w, or a day (UTC) as 2026-11-27.";

/**
 * The period from `since` to `until`, each a span before now or a day of UTC; a day is in the period as a whole.
 *
 * @param until by default now
 * @param now milliseconds since 1970
 * @throws UserError for what is neither, the future, and a period that ends before it begins
 */
export function periodOf(since: string, until: string | undefined, now: number): Period {
    const begin = startOf("--since", since, now);
    const end = until === undefined ? now : startOf("--until", until, now) + (isDay(until) ? day : 0);
    const period = { since: begin, until: Math.min(end, now) };
    if (period.since >= period.until)
        throw new UserError(`--since ${since} is not before --until ${until ?? "now"}, so there is nothing between.`);
    if (period.until - period.since > mostDays * day)
        throw new UserError(`--since ${since}: that is more than ten years. ${syntax}`);
    return period;
}

function isDay(text: string): boolean {
    return /^\d{4}-\d\d-\d\d$/.test(text);
}

function startOf(option: string, text: string, now: number): number {
    const [, amount, unit = ""] = /^(\d{1,6})([hdw])$/.exec(text) ?? [];
    const start = amount === undefined ? dayIn(text) : now - Number(amount) * (units[unit] ?? NaN);
    if (start === undefined || amount?.match(/^0+$/))
        throw new UserError(`${option} ${text}: that is no period. ${syntax}`);
    if (start > now) throw new UserError(`${option} ${text}: that day is in the future.`);
    return start;
}

/** The start of a day; undefined for any other text, and for 2026-02-30. */
function dayIn(text: string): number | undefined {
    const moment = isDay(text) ? new Date(`${text}T00:00:00Z`) : undefined;
    return moment && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text)
        ? moment.getTime()
        : undefined;
}

/**
 * The word of a list that is meant, in capitals or not.
 *
 * @throws UserError for any other, with the one that was most probably meant
 */
export function wordOf<Word extends string>(option: string, text: string, known: readonly Word[]): Word {
    const word = known.find((one) => one.toLowerCase() === text.toLowerCase());
    if (word !== undefined) return word;
    const meant = suggestion(text, known);
    const question = meant === undefined ? "" : ` Did you mean ${meant}?`;
    throw new UserError(`${option} ${text}: there is no such word.${question} Choose from ${known.join(", ")}.`);
}
