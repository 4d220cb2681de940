import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import { memoryBucketPolicy } from "../policies/memory-bucket";
import { physicalName } from "./names";
import { tagsOf } from "./tags";

export interface NotifierMemoryArgs {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
}

/**
 * A bucket for the one object in which the notifier remembers what it has mailed: hashes of finding IDs and numbers,
 * nothing of a finding's text. Losing it costs a few mails too many.
 */
export class NotifierMemory extends pulumi.ComponentResource {
    public readonly bucketName: pulumi.Output<string>;
    public readonly bucketArn: pulumi.Output<string>;
    public readonly key = "memory.json";

    constructor(name: string, args: NotifierMemoryArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:NotifierMemory", name, {}, opts);
        const { region } = args;
        const bucket = new s3.Bucket(
            name,
            {
                region,
                // Bucket names are those of all accounts and Regions together.
                bucket: pulumi
                    .output(args.account)
                    .apply(({ id }) => physicalName("bucket", `${name}-${id}-${region}`)),
                forceDestroy: true,
                tags: tagsOf("NotifierMemory"),
            },
            { parent: this, ignoreChanges: ["bucket"] },
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
            { parent: this },
        );
        new s3.BucketPolicy(
            name,
            { ...settings, policy: bucket.arn.apply(memoryBucketPolicy) },
            // S3 refuses two changes of a bucket's access at once.
            { parent: this, dependsOn: [access] },
        );
        this.bucketName = bucket.bucket;
        this.bucketArn = bucket.arn;
        this.registerOutputs({ bucketName: this.bucketName });
    }
}
