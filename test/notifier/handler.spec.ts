import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { mockClient } from "aws-sdk-client-mock";
import { emptyMemory } from "../../notifier/compose";
import { handler, newNotifier } from "../../notifier/handler";
import { hashOf, memoryOf, readMemories } from "../../notifier/memory";
import { readEvent, readEventWith } from "../findings/events";
import { alertOf, now, settings } from "./batches";

const environment = {
    MAIL_TOPIC_ARN: "arn:aws:sns:eu-west-1:444455556666:mail-topic",
    MEMORY_BUCKET: "memory",
    MAILS_PER_BATCH: "2",
    MAILS_PER_HOUR: "30",
    TIME_ZONE: "Europe/Berlin",
};
const place = { Bucket: "memory", Key: "memory.json" };
const none = new NoSuchKey({ $metadata: {}, message: "" });
const failure = (name: string, httpStatusCode: number) =>
    new S3ServiceException({ name, $fault: "client", $metadata: { httpStatusCode }, message: "secret" });

const events = ["guardduty-critical-attack-sequence", "guardduty-high-bucket", "guardduty-high-function", "macie-high"];
const event = {
    Records: events.map((name) => ({ messageId: name, body: alertOf(readEventWith(name, real(name))) })),
};
const [, bucket, lambda] = event.Records.map((record) => ({ Records: [record] }));
const hashes = Object.fromEntries(events.map((name) => [name, hashOf((readEvent(name).detail as { id: string }).id)]));

/** Samples are no repeats; here they are real. */
function real(name: string) {
    return name.startsWith("macie") ? { sample: false } : { service: { count: 3 } };
}

describe("the notifier", () => {
    const [s3, sns] = [mockClient(S3Client), mockClient(SNSClient)];
    let waits: number[] = [];
    let logs: object[] = [];
    const rim = () => ({
        sns: new SNSClient({}),
        s3: new S3Client({}),
        environment,
        settings,
        now: () => now,
        wait: (milliseconds: number) => Promise.resolve(waits.push(milliseconds)),
        log: (entry: object) => logs.push(entry),
    });
    const has = (memory: object | string, ETag = '"1"') => {
        const text = typeof memory === "string" ? memory : JSON.stringify(memory);
        return { ETag, Body: { transformToString: () => Promise.resolve(text) } as never };
    };
    const puts = () => s3.commandCalls(PutObjectCommand).map(({ args: [{ input }] }) => input);
    const mails = () => sns.commandCalls(PublishCommand).map(({ args: [{ input }] }) => input);
    const written = () => memoryOf(readMemories(puts().at(-1)?.Body as string), "default");

    beforeEach(() => {
        s3.reset();
        sns.reset();
        [waits, logs] = [[], []];
        s3.on(GetObjectCommand).rejects(none);
    });
    after(() => {
        s3.restore();
        sns.restore();
    });

    it("publishes a mail a second, and remembers what it has told", async () => {
        assert.deepEqual(await newNotifier(rim())(event), { batchItemFailures: [] });
        assert.deepEqual(
            mails().map(({ TopicArn, Subject }) => [TopicArn, Subject]),
            [
                "[CRITICAL] GuardDuty: Somebody is destroying data with the credentials... (eu-west-1, 444455556666)",
                "[HIGH] GuardDuty: CORP\\jane read S3 objects in an unusual way. (us-east-1, 444455556666)",
                "[HIGH] 2 alerts",
            ].map((subject) => [environment.MAIL_TOPIC_ARN, subject]),
        );
        assert.deepEqual(waits, [1000, 1000, 1000]);
        const [put] = puts();
        assert.deepEqual({ ...put, Body: "" }, { ...place, IfNoneMatch: "*", Body: "" });
        const day = Math.floor(now.getTime() / 86_400_000);
        assert.deepEqual(written(), {
            findings: {
                [hashes["guardduty-critical-attack-sequence"]!]: [3, 3, day],
                [hashes["guardduty-high-bucket"]!]: [2, 3, day],
                [hashes["guardduty-high-function"]!]: [2, 3, day],
                [hashes["macie-high"]!]: [2, 1, day],
            },
            hour: Math.floor(now.getTime() / 3_600_000),
            mails: 3,
            repeatsTold: 0,
            quiet: 0,
        });
        assert.deepEqual(logs, [{ messages: 4, mails: 3, quiet: 0, noNews: 0, failed: 0 }]);
    });

    it("lets the messages of a mail come again that it cannot publish, only these, and does not remember them", async () => {
        sns.on(PublishCommand).callsFake(({ Subject }: { Subject: string }) => {
            if (Subject.includes("alerts")) throw failure("Throttled", 400);
            return {};
        });
        assert.deepEqual(await newNotifier(rim())(event), {
            batchItemFailures: ["guardduty-high-function", "macie-high"].map((itemIdentifier) => ({ itemIdentifier })),
        });
        assert.deepEqual(
            Object.keys(written().findings).sort(),
            [hashes["guardduty-critical-attack-sequence"]!, hashes["guardduty-high-bucket"]!].sort(),
        );
        assert.equal(written().mails, 2);
        assert.deepEqual(logs, [
            { error: "Throttled", while: "publishing a mail" },
            { messages: 4, mails: 2, quiet: 0, noNews: 0, failed: 2 },
        ]);
    });

    it("does not mail a finding again that is in the memory, and counts it there", async () => {
        const told = { ...emptyMemory, findings: { [hashes["guardduty-high-bucket"]!]: [2, 1, 1] } };
        s3.on(GetObjectCommand, place).resolves(has({ ...told, repeatsTold: now.getTime() - 60_000, quiet: 4 }));
        assert.deepEqual(await newNotifier(rim())(bucket!), { batchItemFailures: [] });
        assert.deepEqual(mails(), []);
        assert.equal(written().quiet, 5);
        assert.equal(puts()[0]?.IfMatch, '"1"');
        assert.deepEqual(logs, [{ messages: 1, mails: 0, quiet: 1, noNews: 0, failed: 0 }]);
    });

    for (const status of [412, 409]) {
        it(`adds to what another invocation has written in between (${status})`, async () => {
            const others = { ...emptyMemory, findings: { other: [3, 1, Math.floor(now.getTime() / 86_400_000)] } };
            s3.on(GetObjectCommand).resolvesOnce(has(emptyMemory)).resolves(has(others, '"2"'));
            s3.on(PutObjectCommand).rejectsOnce(failure("Conflict", status)).resolves({});
            await newNotifier(rim())(bucket!);
            assert.deepEqual(
                puts().map(({ IfMatch }) => IfMatch),
                ['"1"', '"2"'],
            );
            assert.deepEqual(
                Object.keys(written().findings).sort(),
                ["other", hashes["guardduty-high-bucket"]!].sort(),
            );
        });
    }

    it("gives up after a second conflict, mails everything as new from then on and says so, until it can write", async () => {
        const told = { ...emptyMemory, findings: { [hashes["guardduty-high-bucket"]!]: [2, 3, 1e6] } };
        s3.on(GetObjectCommand).callsFake(() => has({ ...told, repeatsTold: now.getTime() }));
        s3.on(PutObjectCommand).rejectsOnce(failure("Conflict", 412)).rejectsOnce(failure("Conflict", 412));
        const notifier = newNotifier(rim());
        await notifier(lambda!);
        assert.equal(puts().length, 2);
        assert.deepEqual(logs.at(-1), { error: "Conflict", while: "writing the memory" });
        await notifier(bucket!);
        await notifier(bucket!);
        assert.deepEqual(
            mails().map(({ Message = "" }) => Message.includes("so this may be a repeat")),
            [false, true],
        );
    });

    it("mails everything as new and says so when it cannot read the memory, and never logs what an error says", async () => {
        s3.on(GetObjectCommand).rejects(failure("AccessDenied", 403));
        await newNotifier(rim())(bucket!);
        assert.match(mails()[0]?.Message ?? "", /so this may be a repeat/);
        assert.deepEqual(puts(), []);
        const error = { error: "AccessDenied", while: "reading the memory" };
        assert.deepEqual(logs, [error, { messages: 1, mails: 1, quiet: 0, noNews: 0, failed: 0 }, error]);
    });

    it("takes a damaged memory for an empty one, and writes over it", async () => {
        s3.on(GetObjectCommand).resolves(has('{"findings": 7'));
        await newNotifier(rim())(bucket!);
        assert.equal(mails().length, 1);
        assert.equal(puts()[0]?.IfMatch, '"1"');
    });

    it("tells a route's mailboxes and chat, and has a message come again of which one was not told", async () => {
        const routes = [
            { ...settings.routes[0]!, accounts: ["1"] },
            { ...settings.routes[0]!, name: "payments" },
        ];
        const topics = JSON.stringify({ payments: { mail: "arn:mail", chat: "arn:chat" } });
        const routed = {
            ...rim(),
            settings: { ...settings, routes },
            environment: { ...environment, ROUTE_TOPICS: topics },
        };
        assert.deepEqual(await newNotifier(routed)(bucket!), { batchItemFailures: [] });
        assert.deepEqual(
            mails().map(({ TopicArn }) => TopicArn),
            ["arn:mail", "arn:chat"],
        );
        assert.deepEqual(waits, [1000, 1000]);
        const chat = JSON.parse(mails()[1]!.Message!) as { metadata: object; content: { title: string } };
        assert.deepEqual(chat.metadata, { threadId: hashes["guardduty-high-bucket"] });
        assert.equal(chat.content.title, mails()[0]!.Subject);
        sns.on(PublishCommand, { TopicArn: "arn:chat" }).rejects(failure("Throttled", 400));
        assert.deepEqual(await newNotifier(routed)(bucket!), {
            batchItemFailures: [{ itemIdentifier: "guardduty-high-bucket" }],
        });
        const nowhere = { ...routed, environment };
        assert.equal((await newNotifier(nowhere)(bucket!)).batchItemFailures.length, 1);
    });

    it("writes times in UTC where the runtime does not know the zone", async () => {
        const elsewhere = { ...rim(), environment: { ...environment, TIME_ZONE: "Mars/Olympus" } };
        await newNotifier(elsewhere)(bucket!);
        assert.match(mails()[0]?.Message ?? "", /Reported {8}Sat 2026-03-14 02:17 UTC\n/);
    });

    it("is what Lambda calls, with the settings beside it and the environment", async () => {
        const folder = mkdtempSync(join(tmpdir(), "vigil-notifier-"));
        const before = { ...process.env };
        writeFileSync(join(folder, "settings.json"), JSON.stringify({ ...settings, accountNames: {} }));
        Object.assign(process.env, environment, { LAMBDA_TASK_ROOT: folder, AWS_REGION: "eu-west-1" });
        try {
            assert.deepEqual(await handler({ Records: [] }), { batchItemFailures: [] });
            assert.equal(puts().length, 1);
        } finally {
            process.env = before;
            rmSync(folder, { recursive: true });
        }
    });
});
