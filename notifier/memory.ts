import { createHash } from "node:crypto";

/**
 * What the notifier knows from one invocation to the next; JSON in a bucket. It has no text of findings: their IDs are
 * hashed, and what it knows of one is the rank of its severity, its count, and the day on which it was last told.
 */
export interface Memory {
    readonly findings: Readonly<Record<string, Known>>;
    /** Hours since 1970, and the mails that were published in that hour. */
    readonly hour: number;
    readonly mails: number;
    /** When a digest last had repeats, in milliseconds since 1970. */
    readonly repeatsTold: number;
    /** Repeats since then, which are in no mail. */
    readonly quiet: number;
}

/** Rank of the severity, count, and day since 1970. */
type Known = readonly [rank: number, count: number, day: number];

/** What a mail, or silence about repeats, adds to the memory. */
export interface News {
    readonly findings: readonly { readonly hash: string; readonly rank: number; readonly count: number }[];
    readonly mails: number;
    readonly repeatsTold: boolean;
    readonly quiet: number;
}

export const emptyMemory: Memory = { findings: {}, hour: 0, mails: 0, repeatsTold: 0, quiet: 0 };

const hourLength = 3_600_000;
const dayLength = 24 * hourLength;

/** GuardDuty and Macie keep a finding for 90 days, and update it as long. */
const daysKept = 91;
const findingsKept = 20_000;

/** Repeats make a mail of their own this often at most. */
const quietTime = 6 * hourLength;

/** A finding's ID as memory has it: 66 bits, so that two among 20,000 are never taken for one. */
export function hashOf(findingId: string): string {
    return createHash("sha256").update(findingId).digest("base64url").slice(0, 11);
}

export function mailsThisHour({ hour, mails }: Memory, now: Date): number {
    return hour === Math.floor(now.getTime() / hourLength) ? mails : 0;
}

export function mayTellRepeats({ repeatsTold }: Memory, now: Date): boolean {
    return now.getTime() - repeatsTold >= quietTime;
}

/** The memory after some news; older findings, and those above what it holds, are forgotten. */
export function remember(memory: Memory, news: News, now: Date): Memory {
    const today = Math.floor(now.getTime() / dayLength);
    const findings = new Map(Object.entries(memory.findings));
    for (const { hash, rank, count } of news.findings) {
        const [knownRank = rank, knownCount = count] = findings.get(hash) ?? [];
        findings.set(hash, [Math.max(rank, knownRank), Math.max(count, knownCount), today]);
    }
    const kept = [...findings]
        .filter(([, [, , day]]) => day > today - daysKept)
        .sort(([, [, , one]], [, [, , other]]) => other - one)
        .slice(0, findingsKept);
    return {
        findings: Object.fromEntries(kept),
        hour: Math.floor(now.getTime() / hourLength),
        mails: mailsThisHour(memory, now) + news.mails,
        repeatsTold: news.repeatsTold ? now.getTime() : memory.repeatsTold,
        quiet: (news.repeatsTold ? 0 : memory.quiet) + news.quiet,
    };
}

/** Reads what `JSON.stringify` wrote of a memory. One that is damaged is empty: mails rather too many than too few. */
export function readMemory(text: string): Memory {
    try {
        const memory = JSON.parse(text) as Memory;
        return isMemory(memory) ? memory : emptyMemory;
    } catch {
        return emptyMemory;
    }
}

function isMemory(value: Partial<Memory> | null): value is Memory {
    if (typeof value !== "object" || value === null) return false;
    const { findings, hour, mails, repeatsTold, quiet } = value;
    return (
        [hour, mails, repeatsTold, quiet].every(Number.isFinite) &&
        typeof findings === "object" &&
        Object.values(findings).every((known) => Array.isArray(known) && known.every(Number.isFinite))
    );
}
