import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { NotifierSettings } from "../findings/routes";
import { chatMessage } from "./chat";
import { compose, type Mail, type Memories, remember, type Told } from "./compose";
import { mailWeek } from "./handler-weekly";
import { readMemories, writtenMemories } from "./memory";
import type { WeeklyFacts } from "./settings";
import { knownZone } from "./times";

/** What Lambda hands over from the queue, as far as it is read. */
export interface SqsEvent {
    readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** The messages that have to come again. Source: Lambda developer guide, services-sqs-errorhandling. */
export interface SqsBatchResponse {
    readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** All that the notifier touches; tests bring their own. */
export interface Rim {
    readonly sns: SNSClient;
    readonly s3: S3Client;
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly settings: NotifierSettings;
    readonly now: () => Date;
    readonly wait: (milliseconds: number) => Promise<unknown>;
    /** For numbers and names of errors; never for what a finding says. */
    readonly log: (entry: Readonly<Record<string, unknown>>) => void;
}

/** The ETag is absent before the first write. */
interface Stored {
    readonly memories: Memories;
    readonly etag?: string | undefined;
}

/**
 * A second after each publish, the last one too. At most two invocations run at a time, so a mailbox gets two mails a
 * second from here; SNS suspends it above ten (SNS developer guide, sns-email-notifications).
 */
const pause = 1000;

export type Notifier = (event: SqsEvent) => Promise<SqsBatchResponse>;

/**
 * Makes what mails batches of alerts. A mail that cannot be published makes the messages in it, and only these, come
 * again. After a write of the memory that failed, it is worth nothing, and everything counts as new.
 */
export function newNotifier(rim: Rim): Notifier {
    let isWritable = true;
    return async (event) => {
        const stored = await read(rim);
        const { response, told } = await mailAll(event, isWritable ? stored?.memories : undefined, rim);
        isWritable = await save(stored, told, rim);
        return response;
    };
}

async function mailAll({ Records }: SqsEvent, memories: Memories | undefined, rim: Rim) {
    const { environment, settings, now, log } = rim;
    const limits = {
        mailsPerBatch: Number(environment.MAILS_PER_BATCH),
        mailsPerHour: Number(environment.MAILS_PER_HOUR),
    };
    const timeZone = knownZone(environment.TIME_ZONE);
    const messages = Records.map(({ messageId, body }) => ({ id: messageId, text: body }));
    const { mails, quiet, noNews } = compose(messages, memories, limits, { ...settings, timeZone }, now());
    const published: Mail[] = [];
    for (const mail of mails) if (await publish(mail, rim)) published.push(mail);

    // A message may be in mails of several routes; those that have it know it when it comes again.
    const failed = [...new Set(mails.filter((mail) => !published.includes(mail)).flatMap(({ covers }) => covers))];
    log({
        messages: messages.length,
        mails: published.length,
        quiet: quiet.reduce((sum, { messages: repeats }) => sum + repeats.length, 0),
        noNews: noNews.length,
        failed: failed.length,
    });
    const response: SqsBatchResponse = { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
    return { response, told: [...published, ...quiet] };
}

/** Tells a route's mailboxes and chat. If only one of the two works, that one is told again: rather than never. */
async function publish(mail: Mail, rim: Rim): Promise<boolean> {
    const { mail: mailTopic, chat } = topicsOf(mail.route, rim);
    const inputs = [
        ...(mailTopic ? [{ TopicArn: mailTopic, Subject: mail.subject, Message: mail.text }] : []),
        ...(chat ? [{ TopicArn: chat, Message: chatMessage(mail) }] : []),
    ];
    let isTold = inputs.length > 0;
    for (const input of inputs) {
        try {
            await rim.sns.send(new PublishCommand(input));
        } catch (error) {
            rim.log({ error: nameOf(error), while: "publishing a mail" });
            isTold = false;
        }
        await rim.wait(pause);
    }
    return isTold;
}

function topicsOf(route: string, { environment }: Rim): { readonly mail?: string | undefined; readonly chat?: string } {
    if (route === "default") return { mail: environment.MAIL_TOPIC_ARN };
    const topics = JSON.parse(environment.ROUTE_TOPICS ?? "{}") as Readonly<
        Record<string, { mail?: string; chat?: string }>
    >;
    return Object.hasOwn(topics, route) ? (topics[route] ?? {}) : {};
}

/** The memory, empty before its first write; undefined if it cannot be read. */
async function read({ s3, environment, log }: Rim): Promise<Stored | undefined> {
    try {
        const object = await s3.send(new GetObjectCommand(location(environment)));
        return { memories: readMemories((await object.Body?.transformToString()) ?? ""), etag: object.ETag };
    } catch (error) {
        if (error instanceof NoSuchKey) return { memories: {} };
        log({ error: nameOf(error), while: "reading the memory" });
        return undefined;
    }
}

/**
 * Writes what is new, over what another invocation has written in between, too.
 *
 * @returns whether it is written
 */
async function save(stored: Stored | undefined, told: readonly Told[], rim: Rim, isLast = false): Promise<boolean> {
    const current = stored ?? (await read(rim));
    if (current === undefined) return false;
    const condition = current.etag === undefined ? { IfNoneMatch: "*" } : { IfMatch: current.etag };
    try {
        const names = rim.settings.routes.map(({ name }) => name);
        const Body = writtenMemories(remember(current.memories, told, rim.now()), names);
        await rim.s3.send(new PutObjectCommand({ ...location(rim.environment), ...condition, Body }));
        return true;
    } catch (error) {
        if (!isLast && isConflict(error)) return save(undefined, told, rim, true);
        rim.log({ error: nameOf(error), while: "writing the memory" });
        return false;
    }
}

function location(environment: Rim["environment"]) {
    return { Bucket: environment.MEMORY_BUCKET, Key: "memory.json" };
}

/** Another invocation was first: 412, or 409 in the same moment (S3 user guide, conditional-writes). */
function isConflict(error: unknown): boolean {
    return error instanceof S3ServiceException && [409, 412].includes(error.$metadata.httpStatusCode ?? 0);
}

/** Not its message, which may quote what was sent. */
function nameOf(error: unknown): string {
    return error instanceof Error ? error.name : "unknown";
}

function lambdaRim(): Rim {
    const { env } = process;
    // Where Lambda unpacks the archive (Lambda developer guide, configuration-envvars).
    const file = join(env.LAMBDA_TASK_ROOT ?? "", "settings.json");
    return {
        sns: new SNSClient({}),
        // An emulator has no host name for each bucket.
        s3: new S3Client({ forcePathStyle: env.AWS_ENDPOINT_URL !== undefined }),
        environment: env,
        settings: JSON.parse(readFileSync(file, "utf8")) as Rim["settings"],
        now: () => new Date(),
        wait: (milliseconds) => setTimeout(milliseconds),
        log: (entry) => {
            console.info(JSON.stringify(entry));
        },
    };
}

let notifier: Notifier | undefined;

/** What Lambda calls, for a batch of its queue, and what a schedule calls for the weekly mail. */
export async function handler(
    event: SqsEvent | { readonly weekly: WeeklyFacts },
): Promise<SqsBatchResponse | undefined> {
    if ("weekly" in event) {
        const { sns, environment, now } = lambdaRim();
        await mailWeek(event.weekly, { sns, environment, now, ...regionalClients });
        return undefined;
    }
    notifier ??= newNotifier(lambdaRim());
    return notifier(event);
}

const regionalClients = {
    cloudWatch: async (region: string) => new (await import("@aws-sdk/client-cloudwatch")).CloudWatchClient({ region }),
    sqs: async (region: string) => new (await import("@aws-sdk/client-sqs")).SQSClient({ region }),
};
