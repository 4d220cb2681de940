import assert from "node:assert/strict";
import { FindingsArchive } from "../../components/findings-archive";
import { FindingsExport } from "../../components/findings-export";
import { findingsBucketPolicy } from "../../policies/findings-bucket";
import { findingsKeyPolicy } from "../../policies/findings-key";
import { policyOf } from "../support/policies";
import { record } from "../support/record";
import { account, home, newArchive, newDetection, newDiscovery } from "../support/upstream";

const tags = { Project: "vigil", Stack: "test", Component: "FindingsArchive" };

function archiveOf({ retain = true, transitionDays = 90, accessLogs = undefined as string | undefined } = {}) {
    return record(() => {
        const writers = [
            { region: "eu-west-1", optIn: false, detection: newDetection(), macie: true },
            { region: "me-south-1", optIn: true, detection: newDetection("me-south-1"), macie: false },
        ];
        const days = { retentionDays: 400, transitionDays, nonCurrentDays: 20, keyDeletionDays: 14 };
        new FindingsArchive("archive", { region: home, account, writers, ...days, retain, accessLogs });
    });
}

describe("FindingsArchive", () => {
    it("makes key, bucket and everything that guards them", async () => {
        assert.deepEqual((await archiveOf()).childrenOf("archive"), [
            "aws:kms/alias:Alias archive",
            "aws:kms/key:Key archive",
            "aws:kms/keyPolicy:KeyPolicy archive",
            "aws:s3/bucket:Bucket archive",
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration archive",
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls archive",
            "aws:s3/bucketPolicy:BucketPolicy archive",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock archive",
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration archive",
            "aws:s3/bucketVersioning:BucketVersioning archive",
        ]);
    });

    it("encrypts under a key of its own that rotates, and that can be saved for a while after its deletion", async () => {
        const recorded = await archiveOf();
        const key = recorded.one("aws:kms/key:Key");
        assert.deepEqual(key.inputs, {
            region: home,
            description: "Encrypts the findings archive.",
            enableKeyRotation: true,
            deletionWindowInDays: 14,
            tags,
        });
        assert.deepEqual(recorded.one("aws:kms/alias:Alias").inputs, {
            region: home,
            name: "alias/vigil-test-findings",
            targetKeyId: key.id,
        });
        const bucket = recorded.one("aws:s3/bucket:Bucket").id;
        const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
        assert.deepEqual(recorded.one(encryption).inputs, {
            region: home,
            bucket,
            rules: [
                {
                    applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.outputs.arn },
                    bucketKeyEnabled: true,
                },
            ],
        });
    });

    it("keeps the public out, owns every object, and keeps old versions", async () => {
        const recorded = await archiveOf();
        const bucket = recorded.one("aws:s3/bucket:Bucket").id;
        assert.deepEqual(recorded.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs, {
            region: home,
            bucket,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        });
        assert.deepEqual(recorded.one("aws:s3/bucketOwnershipControls:BucketOwnershipControls").inputs, {
            region: home,
            bucket,
            rule: { objectOwnership: "BucketOwnerEnforced" },
        });
        assert.deepEqual(recorded.one("aws:s3/bucketVersioning:BucketVersioning").inputs, {
            region: home,
            bucket,
            versioningConfiguration: { status: "Enabled" },
        });
    });

    it("moves, deletes and tidies up as the settings say, once versioning is on", async () => {
        const recorded = await archiveOf();
        const lifecycle = recorded.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
        assert.deepEqual(lifecycle.inputs.rules, [
            {
                id: "keep-findings-for-their-time",
                status: "Enabled",
                filter: { prefix: "" },
                expiration: { days: 400 },
                noncurrentVersionExpiration: { noncurrentDays: 20 },
                transitions: [{ days: 90, storageClass: "GLACIER_IR" }],
            },
            {
                id: "drop-incomplete-uploads",
                status: "Enabled",
                filter: { prefix: "" },
                abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
            },
        ]);
        assert.ok(recorded.dependenciesOf(lifecycle).includes("aws:s3/bucketVersioning:BucketVersioning archive"));
    });

    it("moves nothing when the settings say never", async () => {
        const recorded = await archiveOf({ transitionDays: 0 });
        const { inputs } = recorded.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
        assert.deepEqual((inputs.rules as { transitions?: unknown }[])[0]!.transitions, []);
    });

    it("has S3 log access to a bucket of the user's, under the stack's name, only where there is one", async () => {
        const recorded = await archiveOf({ accessLogs: "my-log-bucket" });
        assert.deepEqual(recorded.one("aws:s3/bucketLogging:BucketLogging", "archive").inputs, {
            region: home,
            bucket: recorded.one("aws:s3/bucket:Bucket").id,
            targetBucket: "my-log-bucket",
            targetPrefix: "vigil-test/",
        });
        assert.equal(recorded.childrenOf("archive").length, 11);
    });

    it("gives both policies the real detectors, key and bucket", async () => {
        const recorded = await archiveOf();
        const regions = [
            { region: "eu-west-1", optIn: false, macie: true },
            { region: "me-south-1", optIn: true, macie: false },
        ].map((writer) => {
            const detector = recorded.one("aws:guardduty/detector:Detector", `detection-${writer.region}`);
            return { ...writer, detectorArn: String(detector.outputs.arn) };
        });
        const keyArn = String(recorded.one("aws:kms/key:Key").outputs.arn);
        const bucketArn = String(recorded.one("aws:s3/bucket:Bucket").outputs.arn);
        const keyPolicy = recorded.one("aws:kms/keyPolicy:KeyPolicy");
        const bucketPolicy = recorded.one("aws:s3/bucketPolicy:BucketPolicy");
        assert.deepEqual(policyOf(keyPolicy), findingsKeyPolicy({ account, regions }));
        assert.equal(keyPolicy.inputs.keyId, recorded.one("aws:kms/key:Key").id);
        assert.deepEqual(policyOf(bucketPolicy), findingsBucketPolicy({ account, regions, bucketArn, keyArn }));
        assert.equal(bucketPolicy.inputs.bucket, recorded.one("aws:s3/bucket:Bucket").id);
        assert.ok(
            recorded
                .dependenciesOf(bucketPolicy)
                .includes("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock archive"),
        );
    });

    for (const retain of [true, false]) {
        it(`${retain ? "protects bucket, key and what guards them" : "gives up bucket, findings and key"} where retain is ${retain}`, async () => {
            const recorded = await archiveOf({ retain });
            const bucket = recorded.one("aws:s3/bucket:Bucket");
            assert.deepEqual(bucket.inputs, {
                region: home,
                bucket: `vigil-test-archive-${account.id}-eu-west-1`,
                forceDestroy: !retain,
                tags,
            });
            const { urn } = recorded.resources.find(({ type }) => type === "vigil:index:FindingsArchive")!;
            const children = recorded.resources.filter(({ parent }) => parent === urn);
            assert.equal(children.length, 10);
            assert.deepEqual([...new Set(children.map(({ protect }) => protect))], [retain]);
        });
    }
});

describe("FindingsExport", () => {
    const policies = ["aws:kms/keyPolicy:KeyPolicy archive", "aws:s3/bucketPolicy:BucketPolicy archive"];
    const exportOf = (macie: boolean) =>
        record(() => {
            const detection = newDetection("us-east-1");
            const discovery = macie ? newDiscovery("us-east-1") : undefined;
            const archive = newArchive(detection, discovery);
            new FindingsExport("export", { region: "us-east-1", detection, macie, discovery, archive });
        });

    it("publishes GuardDuty's findings to the bare bucket under the findings key, once both policies stand", async () => {
        const recorded = await exportOf(true);
        const destination = recorded.one("aws:guardduty/publishingDestination:PublishingDestination");
        assert.deepEqual(destination.inputs, {
            region: "us-east-1",
            detectorId: recorded.one("aws:guardduty/detector:Detector").id,
            destinationArn: recorded.one("aws:s3/bucket:Bucket").outputs.arn,
            kmsKeyArn: recorded.one("aws:kms/key:Key").outputs.arn,
        });
        for (const policy of policies) assert.ok(recorded.dependenciesOf(destination).includes(policy), policy);
    });

    it("exports Macie's results under the findings key, once both policies stand and Macie is on", async () => {
        const recorded = await exportOf(true);
        const configuration = recorded.one(
            "aws:macie2/classificationExportConfiguration:ClassificationExportConfiguration",
        );
        assert.deepEqual(configuration.inputs, {
            region: "us-east-1",
            s3Destination: {
                bucketName: recorded.one("aws:s3/bucket:Bucket").id,
                kmsKeyArn: recorded.one("aws:kms/key:Key").outputs.arn,
            },
        });
        for (const needed of [...policies, "aws:macie2/account:Account discovery-us-east-1"])
            assert.ok(recorded.dependenciesOf(configuration).includes(needed), needed);
    });

    it("exports nothing of Macie where Macie is off", async () => {
        assert.deepEqual((await exportOf(false)).childrenOf("export"), [
            "aws:guardduty/publishingDestination:PublishingDestination export",
        ]);
    });
});
