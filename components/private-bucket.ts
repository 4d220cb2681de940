import type { PolicyDocument } from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import { physicalName } from "./names";

export interface PrivateBucketArgs {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    /** Whether `pulumi destroy` deletes what is in it, too. */
    readonly forceDestroy: boolean;
    /** Of the bucket's ARN. */
    readonly policy: (bucketArn: pulumi.Output<string>) => pulumi.Output<PolicyDocument>;
    /**
     * ARN of the KMS key that encrypts the objects, by a bucket key.
     *
     * @default - a key of S3's own
     */
    readonly keyArn?: pulumi.Input<string>;
    readonly tags: Record<string, string>;
}

/**
 * Makes a bucket that the public cannot reach, as children of a component.
 *
 * @param options more options for the bucket itself
 */
export function privateBucket(
    name: string,
    { region, account, forceDestroy, policy, keyArn, tags }: PrivateBucketArgs,
    parent: pulumi.Resource,
    options?: pulumi.CustomResourceOptions,
): s3.Bucket {
    const bucketName = pulumi
        .output(account)
        // Bucket names are those of all accounts and Regions together.
        .apply(({ id }) => physicalName("bucket", `${name}-${id}-${region}`));
    const bucket = new s3.Bucket(
        name,
        { region, bucket: bucketName, forceDestroy, tags },
        // Earlier versions let Pulumi make up the name.
        { parent, ignoreChanges: ["bucket"], ...options },
    );
    const settings = { region, bucket: bucket.bucket };
    const access = new s3.BucketPublicAccessBlock(
        name,
        {
            ...settings,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        },
        { parent },
    );
    new s3.BucketPolicy(
        name,
        { ...settings, policy: policy(bucket.arn) },
        // S3 refuses two changes of a bucket's access at once.
        { parent, dependsOn: [access] },
    );
    if (keyArn !== undefined) {
        const applyServerSideEncryptionByDefault = { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn };
        new s3.BucketServerSideEncryptionConfiguration(
            name,
            { ...settings, rules: [{ applyServerSideEncryptionByDefault, bucketKeyEnabled: true }] },
            { parent },
        );
    }
    return bucket;
}
