import assert from "node:assert/strict";
import { ArchiveReplica } from "../../components/archive-replica";
import { replicaBucketPolicy, replicationPermissions, replicationTrustPolicy } from "../../policies/archive-replica";
import { policyOf } from "../support/policies";
import { record } from "../support/record";
import { account, home, newArchive, newDetection } from "../support/upstream";

const tags = { Project: "vigil", Stack: "test", Component: "ArchiveReplica" };
const region = "eu-central-1";

function replicaOf({ retain = true, isLocked = false } = {}) {
    return record(() => {
        const objectLock = isLocked ? ({ mode: "COMPLIANCE", days: 100 } as const) : undefined;
        const days = { retentionDays: 400, transitionDays: 90, nonCurrentDays: 20, keyDeletionDays: 14 };
        const archive = newArchive(newDetection());
        new ArchiveReplica("replica", { home, region, account, archive, objectLock, ...days, retain });
    });
}

const made = [
    "aws:iam/role:Role replica",
    "aws:iam/rolePolicy:RolePolicy replica",
    "aws:kms/alias:Alias replica",
    "aws:kms/key:Key replica",
    "aws:s3/bucket:Bucket replica",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration replica",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls replica",
    "aws:s3/bucketPolicy:BucketPolicy replica",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock replica",
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig replica",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration replica",
    "aws:s3/bucketVersioning:BucketVersioning replica",
];
const lock = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration replica";

describe("ArchiveReplica", () => {
    it("makes a bucket and a key like the archive's, and what copies into it", async () => {
        assert.deepEqual((await replicaOf()).childrenOf("replica"), made);
        assert.deepEqual((await replicaOf({ isLocked: true })).childrenOf("replica"), [...made, lock].sort());
    });

    it("encrypts under a key of its own Region, which IAM alone gives out", async () => {
        const recorded = await replicaOf();
        const key = recorded.one("aws:kms/key:Key", "replica");
        const { policy, ...inputs } = key.inputs;
        assert.deepEqual(inputs, {
            region,
            description: "Encrypts the replica of the findings archive.",
            enableKeyRotation: true,
            deletionWindowInDays: 14,
            tags,
        });
        assert.deepEqual(JSON.parse(String(policy)), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AccountManagesTheKey",
                    Effect: "Allow",
                    Principal: { AWS: `arn:aws:iam::${account.id}:root` },
                    Action: "kms:*",
                    Resource: "*",
                },
            ],
        });
        const alias = { region, name: "alias/vigil-test-replica", targetKeyId: key.id };
        assert.deepEqual(recorded.one("aws:kms/alias:Alias", "replica").inputs, alias);
        const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
        assert.deepEqual(recorded.one(encryption, "replica").inputs.rules, [
            {
                applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.outputs.arn },
                bucketKeyEnabled: true,
            },
        ]);
    });

    it("keeps versions for the archive's time, and is as closed", async () => {
        const recorded = await replicaOf();
        const bucket = recorded.one("aws:s3/bucket:Bucket", "replica");
        const bucketPolicy = recorded.one("aws:s3/bucketPolicy:BucketPolicy", "replica");
        const keyArn = String(recorded.one("aws:kms/key:Key", "replica").outputs.arn);
        assert.deepEqual(
            policyOf(bucketPolicy),
            replicaBucketPolicy({ bucketArn: String(bucket.outputs.arn), keyArn }),
        );
        const settings = { region, bucket: bucket.id };
        assert.deepEqual(recorded.one("aws:s3/bucketVersioning:BucketVersioning", "replica").inputs, {
            ...settings,
            versioningConfiguration: { status: "Enabled" },
        });
        const { rules, ...where } = recorded.one(
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
            "replica",
        ).inputs;
        assert.deepEqual(where, settings);
        assert.deepEqual((rules as unknown[])[0], {
            id: "keep-findings-for-their-time",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days: 400 },
            noncurrentVersionExpiration: { noncurrentDays: 20 },
            transitions: [{ days: 90, storageClass: "GLACIER_IR" }],
        });
    });

    for (const isLocked of [false, true]) {
        it(`has S3 copy everything but deletions${isLocked ? ", once the replica is locked" : ""}`, async () => {
            const recorded = await replicaOf({ isLocked });
            const [archive, bucket] = ["archive", "replica"].map((name) => recorded.one("aws:s3/bucket:Bucket", name));
            const [archiveKey, key] = ["archive", "replica"].map((name) => recorded.one("aws:kms/key:Key", name));
            const role = recorded.one("aws:iam/role:Role");
            assert.deepEqual(role.inputs, {
                name: "vigil-test-replica",
                description: "Lets S3 copy the findings archive to its replica.",
                assumeRolePolicy: replicationTrustPolicy(),
                tags,
            });
            const permissions = recorded.one("aws:iam/rolePolicy:RolePolicy");
            assert.equal(permissions.inputs.role, "vigil-test-replica");
            assert.deepEqual(
                policyOf(permissions),
                replicationPermissions({
                    archive: {
                        region: home,
                        bucketArn: String(archive!.outputs.arn),
                        keyArn: String(archiveKey!.outputs.arn),
                    },
                    replica: { region, bucketArn: String(bucket!.outputs.arn), keyArn: String(key!.outputs.arn) },
                    isLocked,
                }),
            );
            const replication = recorded.one("aws:s3/bucketReplicationConfig:BucketReplicationConfig");
            assert.deepEqual(replication.inputs, {
                region: home,
                bucket: archive!.id,
                role: role.outputs.arn,
                rules: [
                    {
                        id: "copy-every-finding",
                        status: "Enabled",
                        filter: { prefix: "" },
                        deleteMarkerReplication: { status: "Disabled" },
                        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
                        destination: {
                            bucket: bucket!.outputs.arn,
                            encryptionConfiguration: { replicaKmsKeyId: key!.outputs.arn },
                        },
                    },
                ],
            });
            const waitsFor = recorded.dependenciesOf(replication);
            for (const needed of [
                "aws:s3/bucketVersioning:BucketVersioning archive",
                "aws:s3/bucketVersioning:BucketVersioning replica",
                "aws:iam/rolePolicy:RolePolicy replica",
                ...(isLocked ? [lock] : []),
            ])
                assert.ok(waitsFor.includes(needed), needed);
        });
    }

    it("locks what comes, once versioning is on, and without a bucket of another kind", async () => {
        const recorded = await replicaOf({ isLocked: true });
        const bucket = recorded.one("aws:s3/bucket:Bucket", "replica");
        const locking = recorded.one("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration");
        assert.deepEqual(locking.inputs, {
            region,
            bucket: bucket.id,
            rule: { defaultRetention: { mode: "COMPLIANCE", days: 100 } },
        });
        assert.ok(recorded.dependenciesOf(locking).includes("aws:s3/bucketVersioning:BucketVersioning replica"));
    });

    for (const [retain, isLocked] of [
        [true, false],
        [true, true],
        [false, true],
        [false, false],
    ] as const) {
        it(`goes with what is in it only where retain is false and nothing is locked: ${retain}, ${isLocked}`, async () => {
            const recorded = await replicaOf({ retain, isLocked });
            const bucket = recorded.one("aws:s3/bucket:Bucket", "replica");
            assert.deepEqual(bucket.inputs, {
                region,
                bucket: `vigil-test-replica-${account.id}-eu-central-1`,
                forceDestroy: !retain && !isLocked,
                tags,
            });
            assert.ok(recorded.dependenciesOf(bucket).includes("aws:kms/key:Key replica"), "the key stays as long");
            const { urn } = recorded.resources.find(({ type }) => type === "vigil:index:ArchiveReplica")!;
            const children = recorded.resources.filter(({ parent }) => parent === urn);
            assert.deepEqual([...new Set(children.map(({ protect }) => protect))], [retain]);
        });
    }
});
