import assert from "node:assert/strict";
import { GetRoleCommand, GetUserCommand, IAMClient } from "@aws-sdk/client-iam";
import {
    GetBucketEncryptionCommand,
    GetObjectLockConfigurationCommand,
    ListBucketsCommand,
    S3Client,
} from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";
import { actionsOf, doctorActions } from "../../../tools/aws/actions";
import { awsClients } from "../../../tools/aws/clients";
import { awsReader } from "../../../tools/doctor/account-reader";
import { archiveFindings, type ArchiveNeeds } from "../../../tools/doctor/archive";
import { type ArchiveFacts, unknown } from "../../../tools/doctor/facts";
import { inspectAccount } from "../../../tools/doctor/inspect";
import { account, awsError, denied, fakeReader, lines, plainArchive, refusing, settings } from "./fixtures";

const home = "eu-west-1";
const auditor = `arn:aws:iam::${account}:role/team/auditor`;
const archive: ArchiveNeeds = {
    readers: ["999999999999", "arn:aws:iam::999999999999:role/theirs", auditor],
    replica: { region: "eu-south-1", objectLock: undefined },
    accessLogs: "our-logs",
};

function found(facts: Partial<ArchiveFacts>): string[] {
    return lines(archiveFindings({ ...plainArchive, ...facts, readers: facts.readers ?? new Map() }, archive, home));
}

describe("what the archive needs beforehand", () => {
    it("is asked only where the settings name it, and of principals of this account", async () => {
        const asked: string[] = [];
        const reader = fakeReader({
            openRegions: () => Promise.resolve(["eu-south-2"]),
            logBucket: (name, region) => Promise.resolve({ region: `${name} ${region}` }),
            principalExists: (arn) => Promise.resolve(asked.push(arn) < 0),
        });
        const inspected = (of: ArchiveNeeds) =>
            inspectAccount(reader, [home], undefined, { ...settings(), home, archive: of });
        assert.deepEqual((await inspected(archive)).archive, {
            replicaOpen: false,
            logBucket: { region: "our-logs eu-west-1" },
            readers: new Map([[auditor, false]]),
        });
        assert.deepEqual(asked, [auditor]);
        assert.deepEqual((await inspectAccount(reader, [home])).archive, plainArchive);
    });

    it("is listed where AWS does not answer, and nothing is said of it", async () => {
        const reader = fakeReader({
            openRegions: refusing("account:ListRegions", denied),
            logBucket: refusing("s3:ListAllMyBuckets", denied),
            principalExists: refusing("iam:GetRole", denied),
        });
        const facts = await inspectAccount(reader, [home], undefined, { ...settings(), home, archive });
        const readers = new Map([[auditor, unknown]]);
        assert.deepEqual(facts.archive, { replicaOpen: true, logBucket: unknown, readers });
        assert.deepEqual(
            facts.unread.map(({ action }) => action),
            ["account:ListRegions", "s3:ListAllMyBuckets", "iam:GetRole"],
        );
        assert.deepEqual(found(facts.archive), []);
    });

    it("is a replica's Region that is on, a bucket for logs, and readers that exist", () => {
        const logBucket = { region: home, algorithm: "AES256", retains: false } as const;
        assert.deepEqual(found({ logBucket, readers: new Map([[auditor, true]]) }), []);
        assert.deepEqual(found({ replicaOpen: false, readers: new Map([[auditor, false]]) }), [
            "blocked Region: archive.replica names this opt-in Region, which is not enabled in the account. => " +
                "Fails: no replica can be made there. Enable it (`aws account enable-region`), or name another.",
            "blocked S3: This account has no bucket our-logs, which archive.accessLogs names. => " +
                "Fails: S3 writes access logs into a bucket of the same account alone. Make it, or name another.",
            `blocked IAM: archive.readers names ${auditor}, which does not exist. => ` +
                "Fails: IAM takes no trust policy that names nobody. Make it, or leave it out.",
        ]);
    });

    it("is a bucket for logs in the home Region that S3 can write them to", () => {
        assert.deepEqual(found({ logBucket: { region: "us-east-1" } }), [
            "blocked S3: The bucket our-logs, which archive.accessLogs names, is in us-east-1. => " +
                "Fails: S3 writes access logs into a bucket of the same Region alone. Name another.",
        ]);
        const up = "Switches the logs on, and none comes: S3 does not write them there. Name another bucket.";
        const the = "loss S3: The bucket our-logs, which archive.accessLogs names,";
        for (const algorithm of ["aws:kms", "aws:kms:dsse"] as const) {
            assert.deepEqual(found({ logBucket: { region: home, algorithm, retains: true } }), [
                `${the} encrypts with a KMS key by default. => ${up}`,
                `${the} locks every object by default. => ${up}`,
            ]);
        }
    });
});

describe("the reader of what the archive needs", () => {
    const reader = awsReader(awsClients(undefined, undefined, actionsOf(doctorActions)));

    it("finds the bucket among this account's, by its whole name, and reads it at home alone", async () => {
        const s3 = mockClient(S3Client);
        const named = (Name: string, BucketRegion: string) => ({ Name, BucketRegion });
        s3.on(ListBucketsCommand, { Prefix: "our-logs" })
            .resolvesOnce({ Buckets: [named("our-logs-2", home), named("our-logs", "us-east-1")] })
            .resolvesOnce({ Buckets: [named("our-logs-2", home)] })
            .resolves({ Buckets: [named("our-logs", home)] });
        const read = () => reader.logBucket("our-logs", home);
        assert.deepEqual(await read(), { region: "us-east-1" });
        assert.equal(await read(), undefined);
        s3.on(GetBucketEncryptionCommand, { Bucket: "our-logs" }).resolves({
            ServerSideEncryptionConfiguration: {
                Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }],
            },
        });
        s3.on(GetObjectLockConfigurationCommand, { Bucket: "our-logs" })
            .resolvesOnce({ ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: 1 } } } })
            .resolvesOnce({ ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" } })
            .rejects(awsError("ObjectLockConfigurationNotFoundError"));
        assert.deepEqual(await read(), { region: home, algorithm: "aws:kms", retains: true });
        assert.deepEqual(await read(), { region: home, algorithm: "aws:kms", retains: false });
        assert.deepEqual(await read(), { region: home, algorithm: "aws:kms", retains: false });
        s3.restore();
    });

    it("looks for roles and users by their names, without the path", async () => {
        const iam = mockClient(IAMClient);
        iam.on(GetRoleCommand, { RoleName: "auditor" }).resolves({});
        iam.on(GetUserCommand, { UserName: "ann" }).rejects(awsError("NoSuchEntityException"));
        assert.equal(await reader.principalExists(auditor), true);
        assert.equal(await reader.principalExists(`arn:aws:iam::${account}:user/ann`), false);
        iam.restore();
    });
});
