import assert from "node:assert/strict";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { foldersOf, readEvents } from "../../../tools/archive/read-events";
import { awsClients } from "../../../tools/aws/clients";
import { UserError } from "../../../tools/cli/user-error";
import type { JsonObject } from "../../../tools/evaluators/json";
import { account, bucket, FakeArchive } from "./fake-archive";

const at = (text: string) => Date.parse(`${text}Z`);
const now = at("2026-11-27T14:00");
const period = { since: at("2026-11-26T00:00"), until: now };
const event = (time: string, id = "1") => ({
    source: "aws.macie",
    "detail-type": "Macie Finding",
    time,
    detail: { id },
});

describe("the folders of a period", () => {
    it("are those of its days, of the day before where buffered events begin it, and of the day after", () => {
        const folders = (since: string, until: string) =>
            foldersOf({ since: at(since), until: at(until) }, now).map((folder) => folder.slice("findings/dt=".length));
        assert.deepEqual(folders("2026-11-20T00:15", "2026-11-20T12:00"), ["2026/11/20/", "2026/11/21/"]);
        assert.deepEqual(folders("2026-11-20T00:14", "2026-11-20T12:00"), [
            "2026/11/19/",
            "2026/11/20/",
            "2026/11/21/",
        ]);
        assert.deepEqual(folders("2026-11-26T23:00", "2026-11-27T14:00"), ["2026/11/26/", "2026/11/27/"]);
        assert.deepEqual(folders("2026-11-27T13:00", "2026-11-27T14:00"), ["2026/11/27/"]);
    });
});

describe("the reading of the archive", () => {
    let archive: FakeArchive;
    beforeEach(() => {
        archive = new FakeArchive();
    });
    afterEach(() => {
        archive.s3.restore();
    });

    async function read() {
        const taken: [JsonObject, string][] = [];
        const shown: string[] = [];
        const at = { clients: awsClients(undefined)("eu-west-1"), bucket, account };
        const reading = await readEvents(at, {
            ...{ ...period, now },
            take: (...one) => taken.push(one),
            show: ({ done, total }) => shown.push(`${done} of ${total}`),
        });
        return { reading, taken, shown };
    }

    it("gives the events of the period, object by object, and how far it is", async () => {
        const [first, second] = ["findings/dt=2026/11/25/a.gz", "findings/dt=2026/11/27/b.gz"];
        archive.put(first, event("2026-11-25T23:59:59Z"), event("2026-11-26T00:00:00Z", "2"));
        archive.put(second, event("2026-11-27T13:59:59Z", "3"), event("2026-11-27T14:00:00Z", "4"));
        archive.put("findings-errors/dt=2026/11/27/c.gz", event("2026-11-27T10:00:00Z", "5"));
        const { reading, taken, shown } = await read();
        // Objects are read at the same time, and come in any order.
        assert.deepEqual(
            [...taken].sort(([, one], [, other]) => one.localeCompare(other)),
            [
                [event("2026-11-26T00:00:00Z", "2"), first],
                [event("2026-11-27T13:59:59Z", "3"), second],
            ],
        );
        const bytes = archive.objects.get(first)!.length + archive.objects.get(second)!.length;
        assert.deepEqual(reading, { objects: 2, bytes, unreadable: [] });
        assert.deepEqual(shown, ["1 of 2", "2 of 2"]);
        assert.deepEqual(
            archive.folders,
            ["25", "26", "27"].map((day) => `findings/dt=2026/11/${day}/`),
        );
    });

    it("names what is no gzip, no JSON and no event, and reads on", async () => {
        const folder = "findings/dt=2026/11/26/";
        const good = event("2026-11-26T10:00:00Z");
        archive.objects.set(`${folder}a.gz`, Buffer.from("plain"));
        archive.put(`${folder}b.gz`, good, `${JSON.stringify(good)}${JSON.stringify(good)}`, "", "7", good);
        for (const name of ["source", "detail-type", "time", "detail"])
            archive.put(`${folder}no-${name}.gz`, { ...good, [name]: undefined });
        archive.put(`${folder}when.gz`, { ...good, time: "yesterday" });
        archive.put(`${folder}deep.gz`, "[".repeat(600) + "]".repeat(600));
        archive.put(`${folder}empty.gz`);
        archive.put(`${folder}half.gz`, good);
        archive.objects.set(`${folder}half.gz`, archive.objects.get(`${folder}half.gz`)!.subarray(0, -9));
        archive.put(`${folder}gone.gz`, good);
        archive.s3
            .on(GetObjectCommand, { Bucket: bucket, ExpectedBucketOwner: account, Key: `${folder}gone.gz` })
            .rejects(Object.assign(new Error("gone"), { name: "NoSuchKey", $metadata: {} }));
        const { reading, taken } = await read();
        assert.deepEqual(taken, [
            [good, `${folder}b.gz`],
            [good, `${folder}b.gz`],
        ]);
        const noEvent = "is no event of EventBridge";
        const named = reading.unreadable.map(({ object, ...rest }) => [object.slice(folder.length), rest] as const);
        const reasons = Object.fromEntries(
            named.map(([name, { line, reason }]) => [`${name} ${line ?? "all"}`, reason]),
        );
        assert.match(reasons["b.gz 2"] ?? "", /^is not valid JSON: /);
        assert.match(reasons["b.gz 3"] ?? "", /^is not valid JSON: /);
        assert.deepEqual(
            { ...reasons, "b.gz 2": "", "b.gz 3": "" },
            {
                "a.gz all": "is no whole gzip (incorrect header check)",
                "b.gz 2": "",
                "b.gz 3": "",
                "b.gz 4": noEvent,
                "deep.gz 1": "is nested more than 500 levels deep",
                "gone.gz all": "was removed meanwhile",
                "half.gz all": "is no whole gzip (unexpected end of file)",
                "no-detail-type.gz 1": noEvent,
                "no-detail.gz 1": noEvent,
                "no-source.gz 1": noEvent,
                "no-time.gz 1": noEvent,
                "when.gz 1": noEvent,
            },
        );
        assert.equal(reading.objects, 11);
        assert.deepEqual(
            named.slice(1, 4).map(([, { line }]) => line),
            [2, 3, 4],
        );
    });

    const refused = (name: string, message: string) => Object.assign(new Error(message), { name, $metadata: {} });
    for (const [error, sentence] of [
        [
            refused("AccessDenied", "User: arn:aws:iam::1:user/eve is not authorized to perform: s3:ListBucket on it"),
            "arn:aws:iam::1:user/eve may not read the archive (s3:ListBucket): it needs s3:ListBucket and s3:GetObject on " +
                `${bucket}, which must be a bucket of the account ${account}, and kms:Decrypt under the findings key: npm run ` +
                "iam-policy -- --role findings prints the policy.",
        ],
        [
            refused("NoSuchBucket", "The specified bucket does not exist"),
            `The bucket ${bucket}, which the stack names as its archive, does not exist.`,
        ],
        [
            refused("PermanentRedirect", "Use the other endpoint."),
            `AWS did not let the archive ${bucket} be read: PermanentRedirect: Use the other endpoint.`,
        ],
    ] as const) {
        it(`says in a sentence that there is ${error.name}`, async () => {
            archive.s3.on(ListObjectsV2Command).rejects(error);
            await assert.rejects(read(), new UserError(sentence));
        });
    }

    it("names the key's permission where that is what is missing", async () => {
        archive.put("findings/dt=2026/11/27/a.gz", event("2026-11-27T13:00:00Z"));
        const denial = "User: arn:x is not authorized to perform: kms:Decrypt on resource: arn:k";
        archive.s3.on(GetObjectCommand).rejects(refused("AccessDenied", denial));
        await assert.rejects(read(), /^UserError: arn:x may not read the archive \(kms:Decrypt\): /);
    });

    it("leaves a defect as it is", async () => {
        archive.s3.on(ListObjectsV2Command).rejects(new TypeError("ours"));
        await assert.rejects(read(), new TypeError("ours"));
    });
});
