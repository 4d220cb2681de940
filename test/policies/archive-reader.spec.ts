import assert from "node:assert/strict";
import { readerPermissions, readerTrustPolicy } from "../../policies/archive-reader";
import { account } from "../support/upstream";

const archive = {
    ...{ account, region: "eu-west-1", bucketArn: "arn:aws:s3:::archive" },
    keyArn: "arn:aws:kms:eu-west-1:123456789012:key/k",
};
const glue = "arn:aws:glue:eu-west-1:123456789012";
const queries = {
    ...{ databaseArn: `${glue}:database/d`, tableArn: `${glue}:table/d/findings` },
    ...{ workgroupArn: "arn:aws:athena:eu-west-1:123456789012:workgroup/w", resultsBucketArn: "arn:aws:s3:::results" },
};
const throughS3 = { "kms:ViaService": "s3.eu-west-1.amazonaws.com" };
const reading = [
    {
        Sid: "FindObjects",
        Effect: "Allow",
        Action: ["s3:ListBucket", "s3:GetBucketLocation"],
        Resource: "arn:aws:s3:::archive",
    },
    { Sid: "ReadObjects", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::archive/*" },
    {
        Sid: "DecryptObjects",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: archive.keyArn,
        Condition: { StringEquals: throughS3 },
    },
];

describe("readerTrustPolicy", () => {
    it("is for the accounts and principals given", () => {
        assert.deepEqual(readerTrustPolicy(account, ["000000000001", "arn:aws:iam::000000000002:role/auditor"]), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "ReadersAssumeTheRole",
                    Effect: "Allow",
                    Principal: { AWS: ["arn:aws:iam::000000000001:root", "arn:aws:iam::000000000002:role/auditor"] },
                    Action: "sts:AssumeRole",
                },
            ],
        });
    });
});

describe("readerPermissions", () => {
    it("are to read and decrypt the archive's objects where there is nothing to ask with", () => {
        assert.deepEqual(readerPermissions(archive), { Version: "2012-10-17", Statement: reading });
    });

    it("are to run queries over one table in one workgroup, too, and to keep their results encrypted", () => {
        assert.deepEqual(readerPermissions({ ...archive, queries }), {
            Version: "2012-10-17",
            Statement: [
                ...reading,
                {
                    Sid: "RunQueries",
                    Effect: "Allow",
                    Action: [
                        "athena:GetWorkGroup",
                        "athena:ListNamedQueries",
                        "athena:GetNamedQuery",
                        "athena:BatchGetNamedQuery",
                        "athena:StartQueryExecution",
                        "athena:StopQueryExecution",
                        "athena:GetQueryExecution",
                        "athena:BatchGetQueryExecution",
                        "athena:ListQueryExecutions",
                        "athena:GetQueryResults",
                        "athena:GetQueryRuntimeStatistics",
                    ],
                    Resource: queries.workgroupArn,
                },
                {
                    Sid: "SeeWhatTheConsoleOffers",
                    Effect: "Allow",
                    Action: ["athena:ListWorkGroups", "athena:ListDataCatalogs", "athena:ListEngineVersions"],
                    Resource: "*",
                    Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
                },
                {
                    Sid: "ReadTheTable",
                    Effect: "Allow",
                    Action: ["glue:GetDatabase", "glue:GetDatabases", "glue:GetTable", "glue:GetTables"],
                    Resource: [
                        `${glue}:catalog`,
                        `${glue}:database/default`,
                        `${glue}:database/d`,
                        `${glue}:table/d/findings`,
                    ],
                },
                {
                    Sid: "FindResults",
                    Effect: "Allow",
                    Action: ["s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:GetBucketLocation"],
                    Resource: "arn:aws:s3:::results",
                },
                {
                    Sid: "WriteAndReadResults",
                    Effect: "Allow",
                    Action: ["s3:GetObject", "s3:PutObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"],
                    Resource: "arn:aws:s3:::results/*",
                },
                {
                    Sid: "EncryptResults",
                    Effect: "Allow",
                    Action: "kms:GenerateDataKey",
                    Resource: archive.keyArn,
                    Condition: {
                        StringEquals: throughS3,
                        StringLike: {
                            "kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::results", "arn:aws:s3:::results/*"],
                        },
                    },
                },
            ],
        });
    });
});
