import type { PolicyDocument, PolicyStatement } from "@pulumi/aws/iam";
import type { Account } from "./account";
import { findingWriters, type WriterRegion } from "./finding-writers";
import { noPlainHttp } from "./plain-http";
import { policyOf } from "./statements";

export interface FindingsBucketFacts {
    readonly account: Account;
    readonly regions: readonly WriterRegion[];
    readonly bucketArn: string;
    readonly keyArn: string;
}

/**
 * Bucket policy of the findings archive: only encrypted in transit, only under the findings key, and written only by
 * the two services for this account's detectors and Macie configurations. Reading is left to IAM.
 */
export function findingsBucketPolicy({ account, regions, bucketArn, keyArn }: FindingsBucketFacts): PolicyDocument {
    const objects = `${bucketArn}/*`;
    return policyOf(
        ...onlyUnderTheKey(bucketArn, keyArn),
        ...findingWriters(account, regions).map(({ name, principals, conditions }) => ({
            // The whole bucket, as both user guides have it: where the services put their test objects when the
            // export is set up is documented by neither, so a path would be a guess.
            Sid: `${name}WritesItsExports`,
            Effect: "Allow" as const,
            Principal: { Service: principals },
            Action: ["s3:GetBucketLocation", "s3:PutObject"],
            Resource: [bucketArn, objects],
            Condition: conditions,
        })),
    );
}

/** Refuses whoever comes without TLS, or writes under another key than the bucket's. */
export function onlyUnderTheKey(bucketArn: string, keyArn: string): PolicyStatement[] {
    const objects = `${bucketArn}/*`;
    return [
        noPlainHttp("s3", [bucketArn, objects]),
        {
            // Who asks for no encryption gets the bucket's own, under the findings key; who asks for one must name
            // that key. StringNotEquals alone would refuse the first, too: it holds where the header is absent, and
            // so does StringNotEqualsIfExists (IAM User Guide, "Condition operators").
            Sid: "NobodyWritesUnderAnotherKey",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:PutObject",
            Resource: objects,
            Condition: {
                Null: { "s3:x-amz-server-side-encryption": "false" },
                StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn },
            },
        },
        {
            // Such a request carries none of the headers above (S3 User Guide, "Using server-side encryption with
            // customer-provided keys").
            Sid: "NobodyBringsAKeyAlong",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:PutObject",
            Resource: objects,
            Condition: { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } },
        },
    ];
}
