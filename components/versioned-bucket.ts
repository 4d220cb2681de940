import * as s3 from "@pulumi/aws/s3";
import type * as pulumi from "@pulumi/pulumi";
import { privateBucket, type PrivateBucketArgs } from "./private-bucket";

/** How long the objects of a bucket of findings stay, in days. */
export interface Retention {
    /** Until a finding is deleted. */
    readonly retentionDays: number;
    /** Until a finding moves to Glacier Instant Retrieval; 0 means never. */
    readonly transitionDays: number;
    /** For which a replaced or deleted object stays recoverable. */
    readonly nonCurrentDays: number;
}

export interface VersionedBucketArgs extends PrivateBucketArgs {
    readonly retention: Retention;
    /**
     * What the bucket needs for as long as there is one.
     *
     * @default - nothing
     */
    readonly dependsOn?: pulumi.Resource[];
}

/** Makes a private bucket for findings, as children of a component: every object the owner's, in versions, for its time. */
export function versionedBucket(
    name: string,
    { retention, dependsOn = [], ...args }: VersionedBucketArgs,
    parent: pulumi.Resource,
) {
    const bucket = privateBucket(name, args, parent, {
        dependsOn,
        // No findings are deleted before there is a place for new ones.
        deleteBeforeReplace: false,
    });
    const settings = { region: args.region, bucket: bucket.bucket };
    new s3.BucketOwnershipControls(name, { ...settings, rule: { objectOwnership: "BucketOwnerEnforced" } }, { parent });
    const versioning = new s3.BucketVersioning(
        name,
        { ...settings, versioningConfiguration: { status: "Enabled" } },
        { parent },
    );
    new s3.BucketLifecycleConfiguration(
        name,
        { ...settings, rules: lifecycleRules(retention) },
        // S3 takes rules for non-current versions only once versioning is on.
        { parent, dependsOn: [versioning] },
    );
    return { bucket, versioning };
}

function lifecycleRules({ retentionDays, transitionDays, nonCurrentDays }: Retention) {
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
