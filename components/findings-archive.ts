import type { PolicyDocument } from "@pulumi/aws/iam";
import { Alias, Key, KeyPolicy } from "@pulumi/aws/kms";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import { findingsBucketPolicy } from "../policies/findings-bucket";
import { findingsKeyPolicy } from "../policies/findings-key";
import { namePrefix, physicalName } from "./names";
import { tagsOf } from "./tags";
import type { Detection } from "./threat-detection";
import { type Retention, versionedBucket } from "./versioned-bucket";

export interface FindingsArchiveArgs extends Retention {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    /** The Regions whose findings are kept here. */
    readonly writers: readonly FindingsArchiveWriter[];
    /** Days between the key's deletion and its end, in which the deletion can be cancelled: 7 to 30. */
    readonly keyDeletionDays: number;
    /** Refuse to destroy the archive: bucket, key and what guards them. Without it, `pulumi destroy` deletes every archived finding. */
    readonly retain: boolean;
    /**
     * Name of the bucket that gets the archive's server access logs, under the stack's name.
     *
     * @default - nobody keeps them
     */
    readonly accessLogs?: string | undefined;
}

export interface FindingsArchiveWriter {
    readonly region: string;
    readonly optIn: boolean;
    readonly detection: Detection;
    /** Whether Macie is on in this Region. */
    readonly macie: boolean;
}

/**
 * The findings archive: one encrypted bucket for the findings of all Regions, and the key that encrypts them. Of services
 * both are open to GuardDuty and Macie alone, acting for this account's own detectors and configurations; the account's
 * own roles, such as that of the findings stream, need permissions of their own.
 */
export class FindingsArchive extends pulumi.ComponentResource {
    public readonly bucketName: pulumi.Output<string>;
    public readonly bucketArn: pulumi.Output<string>;
    public readonly keyArn: pulumi.Output<string>;

    constructor(name: string, args: FindingsArchiveArgs, opts?: pulumi.ComponentResourceOptions) {
        const { region, retain } = args;
        // The children inherit it: a destroy that skips its preview deletes whatever is unprotected around what is not,
        // and bucket and key without their policies would be an archive that nobody guards and nobody can write to.
        super("vigil:index:FindingsArchive", name, {}, pulumi.mergeOptions({ protect: retain }, opts));
        const tags = tagsOf("FindingsArchive");
        const child = { parent: this };

        const key = new Key(
            name,
            {
                region,
                description: "Encrypts the findings archive.",
                enableKeyRotation: true,
                deletionWindowInDays: args.keyDeletionDays,
                tags,
            },
            child,
        );
        new Alias(name, { region, name: `alias/${physicalName("alias", "findings")}`, targetKeyId: key.keyId }, child);

        const facts = pulumi.output({
            account: args.account,
            regions: args.writers.map(({ region, optIn, detection, macie }) => ({
                region,
                optIn,
                detectorArn: detection.detectorArn,
                macie,
            })),
            keyArn: key.arn,
        });
        const keyPolicy: pulumi.Output<PolicyDocument> = facts.apply(findingsKeyPolicy);
        new KeyPolicy(name, { region, keyId: key.keyId, policy: pulumi.jsonStringify(keyPolicy) }, child);
        const policy = (bucketArn: pulumi.Output<string>) =>
            pulumi.all([facts, bucketArn]).apply(([known, arn]) => findingsBucketPolicy({ ...known, bucketArn: arn }));
        const { bucket } = versionedBucket(
            name,
            { region, account: args.account, retention: args, forceDestroy: !retain, keyArn: key.arn, policy, tags },
            this,
        );

        if (args.accessLogs !== undefined) {
            new s3.BucketLogging(
                name,
                {
                    region,
                    bucket: bucket.bucket,
                    targetBucket: args.accessLogs,
                    targetPrefix: `${namePrefix()}/`,
                },
                child,
            );
        }

        this.bucketName = bucket.bucket;
        this.bucketArn = bucket.arn;
        this.keyArn = key.arn;
        this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn, keyArn: this.keyArn });
    }
}
