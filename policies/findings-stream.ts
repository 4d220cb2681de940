import type { PolicyDocument } from "@pulumi/aws/iam";
import type { Account } from "./account";
import { actingFor, policyOf, trustPolicy } from "./statements";

/** Trust policy of the role under which EventBridge puts events into the stream: for this rule alone. */
export function streamRuleTrustPolicy(account: Account, ruleArn: string): PolicyDocument {
    return trustPolicy("TheRuleAssumesTheRole", "events.amazonaws.com", actingFor(account, ruleArn));
}

/** All that the rule's role may do (EventBridge User Guide, "Amazon EventBridge targets": Firehose). */
export function streamRulePermissions(streamArn: string): PolicyDocument {
    return policyOf({
        Sid: "PutFindings",
        Effect: "Allow",
        Action: ["firehose:PutRecord", "firehose:PutRecordBatch"],
        Resource: streamArn,
    });
}

/**
 * Trust policy of the delivery role. Firehose names the account as the external ID when it assumes a role; that it names
 * the account or the stream as the source is documented nowhere.
 */
export function deliveryTrustPolicy({ id }: Account): PolicyDocument {
    return trustPolicy("FirehoseAssumesTheRole", "firehose.amazonaws.com", { StringEquals: { "sts:ExternalId": id } });
}

export interface DeliveryFacts {
    readonly region: string;
    readonly bucketArn: string;
    /** Folders in the bucket, each with a slash at its end. */
    readonly folders: readonly string[];
    readonly keyArn: string;
    readonly logGroupArn: string;
}

/**
 * All that Firehose may do: write below its folders, encrypt that under the findings key, and say what went wrong (Data
 * Firehose Developer Guide, "Controlling access": "Grant Firehose access to an Amazon S3 destination").
 */
export function deliveryPermissions(facts: DeliveryFacts): PolicyDocument {
    const { region, bucketArn, keyArn, logGroupArn } = facts;
    const objects = facts.folders.map((folder) => `${bucketArn}/${folder}*`);
    return policyOf(
        {
            Sid: "WriteObjects",
            Effect: "Allow",
            Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
            Resource: objects,
        },
        {
            Sid: "FindTheBucket",
            Effect: "Allow",
            Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
            Resource: bucketArn,
        },
        {
            Sid: "EncryptObjects",
            Effect: "Allow",
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Resource: keyArn,
            Condition: {
                StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
                // With a bucket key, S3 names the bucket and not the object (S3 User Guide, "Reducing the cost of SSE-KMS
                // with Amazon S3 Bucket Keys"); the bucket's setting must not decide whether Firehose may write.
                StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, ...objects] },
            },
        },
        { Sid: "Log", Effect: "Allow", Action: "logs:PutLogEvents", Resource: `${logGroupArn}:*` },
    );
}
