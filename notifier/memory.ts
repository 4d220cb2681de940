import { createHash } from "node:crypto";
import { isMap, parsedMap } from "./json";

/** What the notifier knows from one invocation to the next, by the names of routes; JSON in a bucket. */
export type Memories = Readonly<Record<string, Memory>>;

/**
 * What a route was told. It has no text of findings: their IDs are hashed, and what it knows of one is the rank of its
 * severity, its count, and the day on which it was last told.
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

/** News, and the route that it is about. */
export interface Told {
    readonly route: string;
    readonly news: News;
}

export const emptyMemory: Memory = { findings: {}, hour: 0, mails: 0, repeatsTold: 0, quiet: 0 };

const hourLength = 3_600_000;
const dayLength = 24 * hourLength;

/** GuardDuty and Macie keep a finding for 90 days, and update it as long. */
const daysKept = 91;
/** Of a route. */
const findingsKept = 20_000;

/** Repeats make a mail of their own this often at most. */
const quietTime = 6 * hourLength;

/** A finding's ID as memory has it: 66 bits, so that two among 20,000 are never taken for one. */
export function hashOf(findingId: string): string {
    return createHash("sha256").update(findingId).digest("base64url").slice(0, 11);
}

/** The memory of a route, which may be called "constructor". */
export function memoryOf(memories: Memories, name: string): Memory {
    return Object.hasOwn(memories, name) ? (memories[name] ?? emptyMemory) : emptyMemory;
}

export function mailsThisHour({ hour, mails }: Memory, now: Date): number {
    return hour === Math.floor(now.getTime() / hourLength) ? mails : 0;
}

export function mayTellRepeats({ repeatsTold }: Memory, now: Date): boolean {
    return now.getTime() - repeatsTold >= quietTime;
}

/** The memories after some news; older findings, and those above what each holds, are forgotten. */
export function remember(memories: Memories, told: readonly Told[], now: Date): Memories {
    const routes = [...new Set(told.map(({ route }) => route))].map((name): [string, Memory] => {
        const news = told.filter(({ route }) => route === name).map((one) => one.news);
        return [name, remembered(memoryOf(memories, name), news, now)];
    });
    return { ...memories, ...Object.fromEntries(routes) };
}

function remembered(memory: Memory, all: readonly News[], now: Date): Memory {
    const today = Math.floor(now.getTime() / dayLength);
    const findings = new Map(Object.entries(memory.findings));
    for (const { hash, rank, count } of all.flatMap((news) => news.findings)) {
        const [knownRank = rank, knownCount = count] = findings.get(hash) ?? [];
        findings.set(hash, [Math.max(rank, knownRank), Math.max(count, knownCount), today]);
    }
    const kept = [...findings]
        .filter(([, [, , day]]) => day > today - daysKept)
        .sort(([, [, , one]], [, [, , other]]) => other - one)
        .slice(0, findingsKept);
    const isTold = all.some(({ repeatsTold }) => repeatsTold);
    const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
    return {
        findings: Object.fromEntries(kept),
        hour: Math.floor(now.getTime() / hourLength),
        mails: mailsThisHour(memory, now) + sum(all.map(({ mails }) => mails)),
        repeatsTold: isTold ? now.getTime() : memory.repeatsTold,
        quiet: (isTold ? 0 : memory.quiet) + sum(all.map(({ quiet }) => quiet)),
    };
}

/** What `readMemories` reads. Routes that are no more are forgotten. */
export function writtenMemories(memories: Memories, names: readonly string[]): string {
    const kept = Object.entries(memories).filter(([name]) => names.includes(name));
    return JSON.stringify({ routes: Object.fromEntries(kept) });
}

/**
 * Reads what `writtenMemories` wrote, and the memory of a notifier from before there were routes, which is the default
 * route's. One that is damaged is left out: mails rather too many than too few.
 */
export function readMemories(text: string): Memories {
    const json = parsedMap(text) ?? {};
    const routes = isMap(json.routes) ? json.routes : { default: json };
    const sound = Object.entries(routes).filter((entry): entry is [string, Memory] => isMemory(entry[1]));
    return Object.fromEntries(sound);
}

function isMemory(value: unknown): value is Memory {
    if (!isMap(value)) return false;
    const { findings, hour, mails, repeatsTold, quiet } = value;
    return (
        [hour, mails, repeatsTold, quiet].every(Number.isFinite) &&
        isMap(findings) &&
        Object.values(findings).every((known) => Array.isArray(known) && known.every(Number.isFinite))
    );
}
