import pLimit from "p-limit";
import { dayFolder } from "../../findings/stream";
import { failedCallOf, MissingPermissions, unlessMissing } from "../aws/permission";
import type { Count } from "../cli/progress";
import { UserError } from "../cli/user-error";
import { isJsonObject, type JsonObject, parseJson } from "../evaluators/json";
import { type Archive, listObjects, openObject } from "./object";

/** From one moment up to another, which is no part of it; in milliseconds since 1970. */
export interface Period {
    readonly since: number;
    readonly until: number;
}

/** What of an object cannot be read. */
export interface Unreadable {
    readonly object: string;
    /** Counted from 1; absent where it is the whole object. */
    readonly line?: number;
    /** In words that fit behind the name. */
    readonly reason: string;
}

/** What the reading of a period came to, besides the events. */
export interface Reading {
    readonly objects: number;
    /** As stored. */
    readonly bytes: number;
    readonly unreadable: readonly Unreadable[];
}

interface Order extends Period {
    /** Now, in milliseconds since 1970: later days have no folder. */
    readonly now: number;
    /** Takes each event of the period, those of an object in their order; objects in any. */
    readonly take: (event: JsonObject, object: string) => void;
    readonly show?: (objects: Count) => void;
}

const day = 86_400_000;
/** Firehose names the folder by the first event of an object, and buffers 15 minutes at most (CreateDeliveryStream). */
const buffering = 900_000;
/** EventBridge tries for so long to deliver an event (EventBridge user guide, eb-rule-retry-policy). */
const lateness = day;

/** The folders in which events of a period may be. */
export function foldersOf({ since, until }: Period, now: number): string[] {
    const last = dayFolder(new Date(Math.min(until + lateness, now)));
    const folders: string[] = [];
    for (let moment = since - buffering; dayFolder(new Date(moment)) <= last; moment += day)
        folders.push(dayFolder(new Date(moment)));
    return folders;
}

const atOnce = 24;

/**
 * Reads the events that the findings stream has archived, as far as EventBridge's `time` is in the period. What cannot be
 * read is named, and ends nothing.
 *
 * @throws UserError when the bucket may not be read, or is not there
 */
export async function readEvents(archive: Archive, { now, take, show, ...period }: Order): Promise<Reading> {
    const limit = pLimit(atOnce);
    const unreadable: Unreadable[] = [];

    async function read(object: string): Promise<void> {
        const opened = await unlessMissing(openObject(archive, object));
        if (opened === undefined) return void unreadable.push({ object, reason: "was removed meanwhile" });
        if (opened.problem !== undefined) unreadable.push({ object, reason: opened.problem });
        opened.lines.forEach((line, index) => {
            const found = eventIn(line);
            if (typeof found === "string") unreadable.push({ object, line: index + 1, reason: found });
            else if (period.since <= found.time && found.time < period.until) take(found.event, object);
        });
    }

    try {
        const folders = foldersOf(period, now).map((folder) => limit(() => listObjects(archive, folder)));
        const listed = (await Promise.all(folders)).flat();
        let done = 0;
        const objects = listed.map(({ Key = "" }) =>
            limit(async () => {
                await read(Key);
                show?.({ done: ++done, total: listed.length });
            }),
        );
        await Promise.all(objects);
        const bytes = listed.reduce((sum, { Size = 0 }) => sum + Size, 0);
        return { objects: listed.length, bytes, unreadable: unreadable.sort(byName) };
    } catch (error) {
        limit.clearQueue();
        throw explained(error, archive);
    }
}

/** The event in a line and the moment that it is of, or what is wrong with the line. */
function eventIn(line: string): { readonly event: JsonObject; readonly time: number } | string {
    let problem = "is no event of EventBridge";
    try {
        const event = parseJson(line, (refusal) => new Error((problem = refusal)));
        if (!isJsonObject(event) || !isJsonObject(event.detail)) return problem;
        const { source, "detail-type": type, time: at } = event;
        const time = typeof at === "string" ? Date.parse(at) : NaN;
        return typeof source !== "string" || typeof type !== "string" || Number.isNaN(time) ? problem : { event, time };
    } catch {
        return problem;
    }
}

function byName(one: Unreadable, other: Unreadable): number {
    return one.object.localeCompare(other.object) || (one.line ?? 0) - (other.line ?? 0);
}

/** What S3 answers is for the user to act on; anything else is a defect. */
function explained(error: unknown, { bucket, account }: Archive): unknown {
    if (error instanceof MissingPermissions) {
        const { caller = "This identity", actions } = error;
        return new UserError(
            `${caller} may not read the archive (${actions.join(", ")}): it needs s3:ListBucket and s3:GetObject on ${bucket}, ` +
                `which must be a bucket of the account ${account}, and kms:Decrypt under the findings key: npm run iam-policy -- ` +
                "--role findings prints the policy.",
        );
    }
    const failed = failedCallOf(error);
    if (failed?.name === "NoSuchBucket")
        return new UserError(`The bucket ${bucket}, which the stack names as its archive, does not exist.`);
    if (error instanceof UserError || failed === undefined) return error;
    return new UserError(`AWS did not let the archive ${bucket} be read: ${failed.name}: ${failed.message}`);
}
