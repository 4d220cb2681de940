import type { PolicyDocument } from "@pulumi/aws/iam";
import { Alias, Key, KeyPolicy } from "@pulumi/aws/kms";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import { findingsBucketPolicy } from "../policies/findings-bucket";
import { findingsKeyPolicy } from "../policies/findings-key";
import type { DataDiscovery } from "./data-discovery";
import { physicalName } from "./names";
import { tagsOf } from "./tags";
import type { ThreatDetection } from "./threat-detection";

export interface FindingsArchiveArgs {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    /** The Regions whose findings are kept here. */
    readonly writers: readonly FindingsArchiveWriter[];
    /** Days until a finding is deleted. */
    readonly retentionDays: number;
    /** Days until a finding moves to Glacier Instant Retrieval; 0 means never. */
    readonly transitionDays: number;
    /** Days that a replaced or deleted object stays recoverable. */
    readonly nonCurrentDays: number;
    /** Days between the key's deletion and its end, in which the deletion can be cancelled: 7 to 30. */
    readonly keyDeletionDays: number;
    /** Refuse to destroy the archive: bucket, key and what guards them. Without it, `pulumi destroy` deletes every archived finding. */
    readonly retain: boolean;
}

export interface FindingsArchiveWriter {
    readonly region: string;
    readonly optIn: boolean;
    readonly detection: ThreatDetection;
    /** @default - Macie is off in this Region */
    readonly discovery?: DataDiscovery;
}

/**
 * The findings archive: one encrypted bucket for the findings of all Regions, and the key that encrypts them, both open
 * to nobody but GuardDuty and Macie acting for this account's own detectors and configurations.
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
                description: "Encrypts the findings that GuardDuty and Macie export to the findings archive.",
                enableKeyRotation: true,
                deletionWindowInDays: args.keyDeletionDays,
                tags,
            },
            child,
        );
        new Alias(name, { region, name: `alias/${physicalName("alias", "findings")}`, targetKeyId: key.keyId }, child);

        const bucketName = pulumi
            .output(args.account)
            // Bucket names are those of all accounts and Regions together.
            .apply(({ id }) => physicalName("bucket", `${name}-${id}-${region}`));
        const bucket = new s3.Bucket(
            name,
            { region, bucket: bucketName, forceDestroy: !retain, tags },
            // Earlier versions let Pulumi make up the name. No findings are deleted before there is a place for new ones.
            { parent: this, protect: retain, ignoreChanges: ["bucket"], deleteBeforeReplace: false },
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
            child,
        );
        new s3.BucketOwnershipControls(name, { ...settings, rule: { objectOwnership: "BucketOwnerEnforced" } }, child);
        const versioning = new s3.BucketVersioning(
            name,
            { ...settings, versioningConfiguration: { status: "Enabled" } },
            child,
        );
        new s3.BucketServerSideEncryptionConfiguration(
            name,
            {
                ...settings,
                rules: [
                    {
                        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
                        bucketKeyEnabled: true,
                    },
                ],
            },
            child,
        );
        new s3.BucketLifecycleConfiguration(
            name,
            { ...settings, rules: lifecycleRules(args) },
            // S3 takes rules for non-current versions only once versioning is on.
            { parent: this, dependsOn: [versioning] },
        );

        const facts = pulumi.output({
            account: args.account,
            regions: args.writers.map(({ region, optIn, detection, discovery }) => ({
                region,
                optIn,
                detectorArn: detection.detectorArn,
                macie: discovery !== undefined,
            })),
            bucketArn: bucket.arn,
            keyArn: key.arn,
        });
        const keyPolicy: pulumi.Output<PolicyDocument> = facts.apply(findingsKeyPolicy);
        new KeyPolicy(name, { region, keyId: key.keyId, policy: pulumi.jsonStringify(keyPolicy) }, child);
        new s3.BucketPolicy(
            name,
            { ...settings, policy: facts.apply(findingsBucketPolicy) },
            // S3 refuses two changes of a bucket's access at once.
            { parent: this, dependsOn: [access] },
        );

        this.bucketName = bucket.bucket;
        this.bucketArn = bucket.arn;
        this.keyArn = key.arn;
        this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn, keyArn: this.keyArn });
    }
}

type LifecycleArgs = Pick<FindingsArchiveArgs, "retentionDays" | "transitionDays" | "nonCurrentDays">;

function lifecycleRules({ retentionDays, transitionDays, nonCurrentDays }: LifecycleArgs) {
    const everything = { prefix: "" };
    const findings = {
        id: "keep-findings-for-their-time",
        status: "Enabled",
        filter: everything,
        expiration: { days: retentionDays },
        noncurrentVersionExpiration: { noncurrentDays: nonCurrentDays },
        transitions: transitionDays > 0 ? [{ days: transitionDays, storageClass: "GLACIER_IR" }] : [],
    };
    const uploads = {
        id: "drop-incomplete-uploads",
        status: "Enabled",
        filter: everything,
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    };
    return [findings, uploads];
}
