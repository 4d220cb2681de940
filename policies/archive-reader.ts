import type { PolicyDocument, PolicyStatement } from "@pulumi/aws/iam";
import { type Account, accountRoot } from "./account";
import { policyOf } from "./statements";

/**
 * Trust policy of the archive's readers. An account stands for those of its identities whose own IAM policy allows them
 * to assume the role.
 *
 * @param readers accounts (twelve digits) and ARNs of principals
 */
export function readerTrustPolicy({ partition }: Account, readers: readonly string[]): PolicyDocument {
    const principals = readers.map((reader) =>
        /^\d+$/.test(reader) ? accountRoot({ id: reader, partition }) : reader,
    );
    return policyOf({
        Sid: "ReadersAssumeTheRole",
        Effect: "Allow",
        Principal: { AWS: principals },
        Action: "sts:AssumeRole",
    });
}

export interface ReaderFacts {
    readonly account: Account;
    readonly region: string;
    readonly bucketArn: string;
    /** Of the key under which archive and results are encrypted. */
    readonly keyArn: string;
    /** @default - there is nothing to ask questions with */
    readonly queries?: QueryFacts | undefined;
}

export interface QueryFacts {
    readonly databaseArn: string;
    readonly tableArn: string;
    readonly workgroupArn: string;
    readonly resultsBucketArn: string;
}

/**
 * All that a reader may do: read the archive's objects, also the exports of GuardDuty and Macie, and ask questions of
 * the events in this workgroup. Athena acts with the reader's own permissions (Athena User Guide, "Identity and access
 * management in Athena").
 */
export function readerPermissions(facts: ReaderFacts): PolicyDocument {
    const { region, bucketArn, keyArn, queries } = facts;
    return policyOf(
        {
            Sid: "FindObjects",
            Effect: "Allow",
            Action: ["s3:ListBucket", "s3:GetBucketLocation"],
            Resource: bucketArn,
        },
        // Objects as they are now: what was replaced or deleted is for those who run the archive.
        { Sid: "ReadObjects", Effect: "Allow", Action: "s3:GetObject", Resource: `${bucketArn}/*` },
        {
            // What is encrypted under the key stands in S3 alone: in the archive, and in results of queries.
            Sid: "DecryptObjects",
            Effect: "Allow",
            Action: "kms:Decrypt",
            Resource: keyArn,
            Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
        },
        ...(queries ? askQuestions(facts, queries) : []),
    );
}

function askQuestions({ account, region, keyArn }: ReaderFacts, queries: QueryFacts): PolicyStatement[] {
    const { databaseArn, tableArn, workgroupArn, resultsBucketArn } = queries;
    const glue = `arn:${account.partition}:glue:${region}:${account.id}`;
    return [
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
            Resource: workgroupArn,
        },
        {
            // The console starts with these lists, of names alone; neither takes a resource (Service Authorization
            // Reference, "Amazon Athena").
            Sid: "SeeWhatTheConsoleOffers",
            Effect: "Allow",
            Action: ["athena:ListWorkGroups", "athena:ListDataCatalogs", "athena:ListEngineVersions"],
            Resource: "*",
            Condition: { StringEquals: { "aws:RequestedRegion": region } },
        },
        {
            // Glue asks for the catalog with every call, and lists no databases but those that are allowed. Athena looks at
            // the default one in any case (Athena User Guide, fine-grained-access-to-glue-resources).
            Sid: "ReadTheTable",
            Effect: "Allow",
            Action: ["glue:GetDatabase", "glue:GetDatabases", "glue:GetTable", "glue:GetTables"],
            Resource: [`${glue}:catalog`, `${glue}:database/default`, databaseArn, tableArn],
        },
        {
            Sid: "FindResults",
            Effect: "Allow",
            Action: ["s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:GetBucketLocation"],
            Resource: resultsBucketArn,
        },
        {
            Sid: "WriteAndReadResults",
            Effect: "Allow",
            Action: ["s3:GetObject", "s3:PutObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"],
            Resource: `${resultsBucketArn}/*`,
        },
        {
            // With a bucket key, S3 encrypts for the bucket; without one, for the object (S3 User Guide, "Reducing the
            // cost of SSE-KMS with Amazon S3 Bucket Keys").
            Sid: "EncryptResults",
            Effect: "Allow",
            Action: "kms:GenerateDataKey",
            Resource: keyArn,
            Condition: {
                StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
                StringLike: { "kms:EncryptionContext:aws:s3:arn": [resultsBucketArn, `${resultsBucketArn}/*`] },
            },
        },
    ];
}
