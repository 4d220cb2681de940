import assert from "node:assert/strict";
import { ArchiveReader } from "../../components/archive-reader";
import { FindingQueries } from "../../components/finding-queries";
import { savedQueries } from "../../findings/queries";
import { readerPermissions, readerTrustPolicy } from "../../policies/archive-reader";
import { privateBucketPolicy } from "../../policies/private-bucket";
import { policyOf } from "../support/policies";
import { type Recorded, record } from "../support/record";
import { account, home, newArchive, newDetection } from "../support/upstream";

const minimumSeverity = { guardDuty: "HIGH", macie: "HIGH", inspector: "CRITICAL" } as const;
const payments = { name: "payments", minimumSeverity, regions: ["eu-west-1"], accounts: [], types: [] };
const mute = ["Recon:*"];
const tags = { Project: "vigil", Stack: "test", Component: "FindingQueries" };
const readers = ["000000000001", "arn:aws:iam::000000000002:role/auditor"];

function newQueries() {
    const archive = newArchive(newDetection());
    return {
        archive,
        queries: new FindingQueries("queries", {
            ...{ region: home, account, archive, minimumSeverity, mute },
            routes: [payments],
        }),
    };
}

const outputOf = (recorded: Recorded, type: string, name: string, output = "arn") =>
    String(recorded.one(type, name).outputs[output]);

describe("FindingQueries", () => {
    let recorded: Recorded;
    before(async () => {
        recorded = await record(newQueries);
    });

    it("makes a table, a workgroup, the saved queries and a bucket for results", () => {
        const queries = savedQueries({ routes: [], mute: [] }).map(({ name }) => name);
        assert.deepEqual(recorded.childrenOf("queries"), [
            ...queries.map((name) => `aws:athena/namedQuery:NamedQuery queries-${name}`).sort(),
            "aws:athena/workgroup:Workgroup queries",
            "aws:glue/catalogDatabase:CatalogDatabase queries",
            "aws:glue/catalogTable:CatalogTable queries",
            "aws:s3/bucket:Bucket queries",
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration queries",
            "aws:s3/bucketPolicy:BucketPolicy queries",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock queries",
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration queries",
        ]);
    });

    it("keeps results under the findings key, for a week", () => {
        const bucket = "vigil-test-queries-123456789012-eu-west-1";
        assert.deepEqual(recorded.one("aws:s3/bucket:Bucket", "queries").inputs, {
            ...{ region: home, bucket, forceDestroy: true, tags },
        });
        const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
        const kmsMasterKeyId = outputOf(recorded, "aws:kms/key:Key", "archive");
        assert.deepEqual(recorded.one(encryption, "queries").inputs.rules, [
            {
                applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId },
                bucketKeyEnabled: true,
            },
        ]);
        assert.deepEqual(
            policyOf(recorded.one("aws:s3/bucketPolicy:BucketPolicy", "queries")),
            privateBucketPolicy(outputOf(recorded, "aws:s3/bucket:Bucket", "queries")),
        );
        const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
        assert.deepEqual(recorded.one(lifecycle, "queries").inputs, {
            region: home,
            bucket,
            rules: [
                {
                    id: "forget-results",
                    status: "Enabled",
                    filter: { prefix: "" },
                    expiration: { days: 7 },
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                },
            ],
        });
    });

    it("reads the stream's folders by their days, each line an event, its names as they are", () => {
        assert.deepEqual(recorded.one("aws:glue/catalogDatabase:CatalogDatabase").inputs, {
            region: home,
            name: "vigil_test_archive",
            description: "The findings archive, for questions in Athena.",
            tags,
        });
        const folder = `s3://${outputOf(recorded, "aws:s3/bucket:Bucket", "archive", "bucket")}/findings/`;
        const string = (name: string) => ({ name, type: "string" });
        assert.deepEqual(recorded.one("aws:glue/catalogTable:CatalogTable").inputs, {
            region: home,
            databaseName: "vigil_test_archive",
            name: "findings",
            description: "Every event of a finding, and of lost coverage, as it came over the findings bus.",
            tableType: "EXTERNAL_TABLE",
            parameters: {
                "projection.enabled": "true",
                "projection.dt.type": "date",
                "projection.dt.format": "yyyy/MM/dd",
                "projection.dt.range": "2026/01/01,NOW",
                "projection.dt.interval": "1",
                "projection.dt.interval.unit": "DAYS",
                "storage.location.template": folder + "dt=$" + "{dt}/",
            },
            partitionKeys: [string("dt")],
            partitionIndices: [{ indexName: "by-dt", keys: ["dt"] }],
            storageDescriptor: {
                location: folder,
                inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
                outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
                columns: [
                    ...["version", "id", "detail_type", "source", "account", "time", "region"].map(string),
                    { name: "resources", type: "array<string>" },
                    string("detail"),
                ],
                serDeInfo: {
                    serializationLibrary: "org.openx.data.jsonserde.JsonSerDe",
                    parameters: {
                        "case.insensitive": "FALSE",
                        "ignore.malformed.json": "TRUE",
                        "mapping.detail_type": "detail-type",
                    },
                },
            },
        });
    });

    it("runs queries in a workgroup that nobody's settings override, with a limit of what one may read", () => {
        assert.deepEqual(recorded.one("aws:athena/workgroup:Workgroup").inputs, {
            region: home,
            name: "vigil-test-queries",
            description: "Questions to the findings archive.",
            configuration: {
                enforceWorkgroupConfiguration: true,
                bytesScannedCutoffPerQuery: 10_737_418_240,
                engineVersion: { selectedEngineVersion: "Athena engine version 3" },
                resultConfiguration: {
                    outputLocation: "s3://vigil-test-queries-123456789012-eu-west-1/",
                    encryptionConfiguration: {
                        encryptionOption: "SSE_KMS",
                        kmsKeyArn: outputOf(recorded, "aws:kms/key:Key", "archive"),
                    },
                },
            },
            forceDestroy: true,
            tags,
        });
    });

    it("saves the queries, by the stack's routes and muted types", () => {
        const everybody = { name: "default", minimumSeverity, regions: [], accounts: [], types: [] };
        for (const { name, description, sql } of savedQueries({ routes: [everybody, payments], mute })) {
            assert.deepEqual(recorded.one("aws:athena/namedQuery:NamedQuery", `queries-${name}`).inputs, {
                region: home,
                name,
                description,
                workgroup: "vigil-test-queries",
                database: "vigil_test_archive",
                query: sql,
            });
        }
    });
});

describe("ArchiveReader", () => {
    it("may read the archive and ask questions", async () => {
        const recorded = await record(() => {
            new ArchiveReader("archive-reader", { region: home, account, readers, ...newQueries() });
        });
        assert.deepEqual(recorded.childrenOf("archive-reader"), [
            "aws:iam/role:Role archive-reader",
            "aws:iam/rolePolicy:RolePolicy archive-reader",
        ]);
        const { assumeRolePolicy, ...role } = recorded.one("aws:iam/role:Role").inputs;
        assert.deepEqual(role, {
            name: "vigil-test-archive-reader",
            description: "Reads the findings archive, and asks questions of it.",
            tags: { ...tags, Component: "ArchiveReader" },
        });
        assert.deepEqual(assumeRolePolicy, readerTrustPolicy(account, readers));
        const { policy, ...rolePolicy } = recorded.one("aws:iam/rolePolicy:RolePolicy").inputs;
        assert.deepEqual(rolePolicy, { name: "vigil-test-archive-reader", role: "vigil-test-archive-reader" });
        assert.deepEqual(
            policy,
            readerPermissions({
                account,
                region: home,
                bucketArn: outputOf(recorded, "aws:s3/bucket:Bucket", "archive"),
                keyArn: outputOf(recorded, "aws:kms/key:Key", "archive"),
                queries: {
                    databaseArn: outputOf(recorded, "aws:glue/catalogDatabase:CatalogDatabase", "queries"),
                    tableArn: outputOf(recorded, "aws:glue/catalogTable:CatalogTable", "queries"),
                    workgroupArn: outputOf(recorded, "aws:athena/workgroup:Workgroup", "queries"),
                    resultsBucketArn: outputOf(recorded, "aws:s3/bucket:Bucket", "queries"),
                },
            }),
        );
    });

    it("may read the archive alone where there is nothing to ask with", async () => {
        const recorded = await record(() => {
            const archive = newArchive(newDetection());
            new ArchiveReader("archive-reader", { region: home, account, readers, archive });
        });
        assert.deepEqual(
            policyOf(recorded.one("aws:iam/rolePolicy:RolePolicy")),
            readerPermissions({
                account,
                region: home,
                bucketArn: outputOf(recorded, "aws:s3/bucket:Bucket", "archive"),
                keyArn: outputOf(recorded, "aws:kms/key:Key", "archive"),
            }),
        );
    });
});
