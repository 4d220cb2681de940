import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { GetNamedQueryCommand, ListNamedQueriesCommand } from "@aws-sdk/client-athena";
import { GetTableCommand } from "@aws-sdk/client-glue";
import { GetRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
    CreateBucketCommand,
    DeleteBucketCommand,
    DeleteObjectCommand,
    ListObjectsV2Command,
    paginateListObjectsV2,
    PutBucketPolicyCommand,
    PutObjectCommand,
} from "@aws-sdk/client-s3";
import { dayFolder } from "../../findings/stream";
import { accountInventory } from "./support/account-inventory";
import { archivedEvents } from "./support/archived-events";
import { clientsIn } from "./support/clients";
import { confirmMailboxes } from "./support/confirmed-mailbox";
import { Deployment, type Outputs } from "./support/deployment";
import { canEvaluateAlarms, evaluateAlarms, inspectorFindings } from "./support/emulator-hooks";
import { EventWitness } from "./support/event-witness";
import { eventually } from "./support/eventually";
import { timed } from "./support/figures";
import { MailQueue } from "./support/mail-queue";
import { guardDutySamples, macieSamples } from "./support/sample-findings";
import { run, schedulesIn } from "./support/schedules";
import type { Received } from "./support/test-queue";

const home = "eu-west-1";
const abroad = "us-east-1";
const regions = [home, abroad];
const { athena, glue, iam, s3 } = clientsIn(home);
const logBucket = "vigil-engine-test-logs";
const severities = ["LOW", "MEDIUM", "HIGH", "CRITICAL"] as const;

/** What `npm run findings -- --json` prints, as far as this needs it. */
interface Answer {
    readonly findings: readonly { readonly alert: { readonly findingId: string } }[];
}

/** What the owner of the log bucket has to allow, as the archive's page says. */
const logPolicy = {
    Version: "2012-10-17",
    Statement: [
        {
            Sid: "LogsOfTheFindingsArchive",
            Effect: "Allow",
            Principal: { Service: "logging.s3.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: `arn:aws:s3:::${logBucket}/vigil-archive/*`,
            Condition: { ArnLike: { "aws:SourceArn": `arn:aws:s3:::vigil-archive-findings-archive-*-${home}` } },
        },
    ],
};

describe("a stack whose archive has a replica, a lock, access logs and readers", () => {
    let untouched: string[];
    let deployment: Deployment;
    let outputs: Outputs;
    let witnesses: readonly EventWitness[];
    const found: string[] = [];
    const cleanUps: (() => Promise<unknown>)[] = [];

    before(async () => {
        untouched = await accountInventory([...regions, "eu-central-1"]);
        await s3.send(
            new CreateBucketCommand({
                Bucket: logBucket,
                CreateBucketConfiguration: { LocationConstraint: home },
            }),
        );
        cleanUps.unshift(removeLogs);
        await s3.send(new PutBucketPolicyCommand({ Bucket: logBucket, Policy: JSON.stringify(logPolicy) }));
        deployment = await Deployment.of("dev", undefined, "archive");
        cleanUps.unshift(() => deployment.remove());
        await deployment.setConfig("vigil:archive.replica", "eu-central-1");
        await deployment.setConfig("vigil:archive.objectLock.days", "30");
        await deployment.setConfig("vigil:archive.accessLogs", logBucket);
        await deployment.setConfig("vigil:archive.readers[0]", "111122223333");
    });
    after(async () => {
        for (const cleanUp of cleanUps) await cleanUp();
    });

    it("goes up, and needs no change then", async () => {
        await deployment.up();
        // The emulator's answer about a replication lacks its selection of encrypted objects.
        const known = "update aws:s3/bucketReplicationConfig:BucketReplicationConfig archive-replica";
        assert.deepEqual(
            (await deployment.preview()).filter((change) => change !== known),
            [],
        );
    });

    describe("when the services find something", () => {
        before(async () => {
            outputs = await deployment.outputs();
            await confirmMailboxes();
            witnesses = await Promise.all(
                regions.map((region) => EventWitness.in(region, ["aws.guardduty", "aws.macie", "aws.inspector2"])),
            );
            for (const witness of witnesses) cleanUps.unshift(() => witness.remove());
            for (const schedule of schedulesIn(await deployment.state()))
                if (schedule.target.eventbridgeParameters) await run(schedule);
            for (const region of regions) {
                const samples = [
                    ...(await guardDutySamples(region, outputs.detectorIds[region]!, severities)),
                    ...(await macieSamples(region, ["LOW", "MEDIUM", "HIGH"])),
                ];
                found.push(...samples.map(({ id }) => id));
                found.push(...(await inspectorFindings(region, [...severities, "UNTRIAGED"])));
            }
        });

        it("keeps every finding of all three services and both Regions, and nothing else", async () => {
            const kept = await timed("findings of two Regions, to the archive", () =>
                eventually(keptIds, [...found].sort(), 90),
            );
            assert.deepEqual(kept, [...found].sort());
        });

        it("keeps each as the service sent it", async () => {
            const sent = (await Promise.all(witnesses.map((witness) => witness.events()))).flat();
            const kept = (await objects()).flatMap(({ events }) => events);
            assert.deepEqual(byId(kept), byId(sent));
        });

        it("puts them in the folder of their day, under the findings key", async () => {
            const folders = [dayFolder(new Date()), dayFolder(new Date(Date.now() - 3_600_000))];
            for (const { key, encryption, keyArn } of await objects()) {
                assert.ok(
                    folders.some((folder) => key.startsWith(folder)),
                    key,
                );
                assert.match(key, /\/vigil-archive-findings-stream-[^/]+\.gz$/);
                assert.deepEqual([encryption, keyArn], ["aws:kms", outputs.findingsKeyArn]);
            }
        });

        it("has its access logged", async () => {
            const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: logBucket }));
            assert.ok(Contents.length > 0);
            for (const { Key = "" } of Contents) assert.match(Key, /^vigil-archive\//);
        });

        it("answers `npm run findings` with each of them, once", async () => {
            const { findings } = await command("--since", "1d");
            assert.deepEqual(findings.map(({ alert }) => alert.findingId).sort(), [...found].sort());
        });
    });

    describe("when it is asked", () => {
        it("has a table over the stream's folder and the saved queries", async () => {
            const { database: DatabaseName, table: Name, workgroup: WorkGroup } = outputs.queries;
            const { Table } = await glue.send(new GetTableCommand({ DatabaseName, Name }));
            const folder = `s3://${outputs.findingsBucket}/findings/`;
            assert.equal(Table?.StorageDescriptor?.Location, folder);
            assert.equal(Table.Parameters?.["storage.location.template"], `${folder}dt=\${dt}/`);
            const { NamedQueryIds = [] } = await athena.send(new ListNamedQueriesCommand({ WorkGroup }));
            const queries = await Promise.all(
                NamedQueryIds.map((NamedQueryId) => athena.send(new GetNamedQueryCommand({ NamedQueryId }))),
            );
            assert.deepEqual(queries.map(({ NamedQuery }) => NamedQuery?.Name).sort(), [
                "first-to-last-seen",
                "last-24-hours",
                "last-30-days",
                "never-mailed",
                "one-account",
                "one-cve",
                "one-resource",
                "resources-with-most-findings",
            ]);
        });

        it("answers ten thousand findings of thirty days", async () => {
            const events = (await objects()).flatMap(({ events: all }) => all);
            const bytes = await fill(events, 10_000);
            const { findings } = await timed("npm run findings, of 10,000 findings", () => command("--since", "30d"));
            assert.equal(findings.length, 10_000 + found.length);
            process.stdout.write(`    - 10,000 findings in the archive: ${bytes} bytes\n`);
        });
    });

    describe("when its role may no longer use the key", () => {
        it("tells the mailboxes, and keeps what came in the meantime once it may again", async function () {
            if (!canEvaluateAlarms) this.skip();
            const mailbox = await MailQueue.on(outputs.notifier.mailTopicArn);
            cleanUps.unshift(() => mailbox.remove());
            const RoleName = "vigil-archive-findings-stream-delivery";
            const PolicyName = RoleName;
            const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
            const policy = decodeURIComponent(PolicyDocument);
            const broken = policy.replace("kms:GenerateDataKey", "kms:DescribeKey");
            assert.notEqual(broken, policy);
            await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: broken }));
            const [late] = await inspectorFindings(home, ["LOW"]);
            const told = async () => {
                await evaluateAlarms();
                return (await mailbox.mails()).some(({ subject }) => subject.includes("findings-stream-"));
            };
            assert.equal(
                await timed("a stream that cannot write, to the mail about it", () => eventually(told, true, 120)),
                true,
            );
            await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: policy }));
            const isKept = async () => (await keptIds()).includes(late!);
            assert.equal(await eventually(isKept, true, 90), true);
        });
    });

    describe("once it is destroyed", () => {
        it("has left nothing", async () => {
            for (const cleanUp of cleanUps.slice(0, -2)) await cleanUp();
            await deployment.destroy();
            const left = async () =>
                (await accountInventory([...regions, "eu-central-1"])).filter((line) => !line.endsWith(logBucket));
            assert.deepEqual(await eventually(left, untouched, 90), untouched);
        });
    });

    async function removeLogs(): Promise<void> {
        const Bucket = logBucket;
        for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket }))
            await Promise.all(Contents.map(({ Key }) => s3.send(new DeleteObjectCommand({ Bucket, Key }))));
        await s3.send(new DeleteBucketCommand({ Bucket }));
    }

    const objects = () => archivedEvents(home, outputs.findingsBucket, "findings/");

    async function keptIds(): Promise<string[]> {
        return (await objects()).flatMap(({ events }) => events.map(findingId)).sort();
    }

    /** `npm run findings -- --json`, of this stack. */
    async function command(...args: string[]): Promise<Answer> {
        const folder = await mkdtemp(join(tmpdir(), "vigil-engine-test-"));
        try {
            const file = join(folder, "outputs.json");
            await writeFile(file, JSON.stringify(outputs));
            const program = ["--no-warnings", "--import", "tsx", "tools/findings/findings-command.ts"];
            const { stdout } = await promisify(execFile)(
                process.execPath,
                [...program, "--outputs", file, "--json", ...args],
                { maxBuffer: 2 ** 28 },
            );
            return JSON.parse(stdout) as Answer;
        } finally {
            await rm(folder, { recursive: true });
        }
    }

    /** Adds findings to the archive as the stream would, ten objects a day; returns how many bytes they take. */
    async function fill(events: readonly Received[], count: number): Promise<number> {
        const days = 30;
        const perObject = Math.ceil(count / (days * 10));
        let bytes = 0;
        for (let made = 0; made < count; made += perObject) {
            const day = new Date(Date.now() - Math.floor((made / count) * (days - 1)) * 86_400_000);
            const lines = Array.from({ length: Math.min(perObject, count - made) }, (_, index) =>
                JSON.stringify(renamed(events[(made + index) % events.length]!, `made-${made + index}`, day)),
            );
            const Body = gzipSync(`${lines.join("\n")}\n`);
            bytes += Body.length;
            const Key = `${dayFolder(day)}made-${made}.gz`;
            await s3.send(new PutObjectCommand({ Bucket: outputs.findingsBucket, Key, Body }));
        }
        return bytes;
    }
});

function detailOf({ detail }: Received): Record<string, unknown> {
    return detail as Record<string, unknown>;
}

function findingId(event: Received): string {
    const { id, findingArn } = detailOf(event);
    return String(id ?? findingArn);
}

/** The event of another finding, at another time. */
function renamed(event: Received, name: string, day: Date): Received {
    const detail = detailOf(event);
    const key = "findingArn" in detail ? "findingArn" : "id";
    return {
        ...event,
        id: name,
        time: day.toISOString(),
        detail: { ...detail, [key]: `${String(detail[key])}-${name}` },
    };
}

function byId(events: readonly Received[]): Received[] {
    return [...events].sort((one, other) => String(one.id).localeCompare(String(other.id)));
}
