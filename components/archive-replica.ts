import { Alias, Key } from "@pulumi/aws/kms";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import { replicaBucketPolicy, replicationPermissions, replicationTrustPolicy } from "../policies/archive-replica";
import { accountManagesKey, policyOf } from "../policies/statements";
import type { FindingsArchive } from "./findings-archive";
import { physicalName } from "./names";
import { serviceRole } from "./service-role";
import { tagsOf } from "./tags";
import { type Retention, versionedBucket } from "./versioned-bucket";

export interface ArchiveReplicaArgs extends Retention {
    /** Where the archive is. */
    readonly home: string;
    /** Where its copy is kept: another Region. */
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    readonly archive: FindingsArchive;
    /** `undefined`: what is in the replica can be deleted. */
    readonly objectLock: { readonly mode: "GOVERNANCE" | "COMPLIANCE"; readonly days: number } | undefined;
    /** Days between the key's deletion and its end, in which the deletion can be cancelled: 7 to 30. */
    readonly keyDeletionDays: number;
    /** Refuse to destroy the replica, as the archive. */
    readonly retain: boolean;
}

/**
 * A copy of the findings archive in another Region, under a key of that Region, made by S3 as findings arrive: what is
 * deleted in the archive stays in the replica for its time. What was archived before there was a replica is not copied.
 */
export class ArchiveReplica extends pulumi.ComponentResource {
    public readonly bucketName: pulumi.Output<string>;
    public readonly bucketArn: pulumi.Output<string>;
    public readonly keyArn: pulumi.Output<string>;

    constructor(name: string, args: ArchiveReplicaArgs, opts?: pulumi.ComponentResourceOptions) {
        const { home, region, account, archive, objectLock, retain } = args;
        super("vigil:index:ArchiveReplica", name, {}, pulumi.mergeOptions({ protect: retain }, opts));
        const tags = tagsOf("ArchiveReplica");

        const key = new Key(
            name,
            {
                region,
                description: "Encrypts the replica of the findings archive.",
                enableKeyRotation: true,
                deletionWindowInDays: args.keyDeletionDays,
                policy: pulumi.jsonStringify(
                    pulumi.output(account).apply((known) => policyOf(accountManagesKey(known))),
                ),
                tags,
            },
            { parent: this },
        );
        new Alias(
            name,
            { region, name: `alias/${physicalName("alias", name)}`, targetKeyId: key.keyId },
            { parent: this },
        );
        const policy = (bucketArn: pulumi.Output<string>) =>
            pulumi.output({ bucketArn, keyArn: key.arn }).apply(replicaBucketPolicy);
        const { bucket, versioning } = versionedBucket(
            name,
            {
                ...{ region, account, retention: args, keyArn: key.arn, policy, tags },
                // The provider would lift locks of governance mode.
                forceDestroy: !retain && objectLock === undefined,
                // A lock keeps the bucket, not the key without which nobody can read what is in it.
                dependsOn: [key],
            },
            this,
        );
        // Not by the bucket's own argument, which would replace a bucket that there is already.
        const lock =
            objectLock &&
            new s3.BucketObjectLockConfiguration(
                name,
                { region, bucket: bucket.bucket, rule: { defaultRetention: objectLock } },
                { parent: this, dependsOn: [versioning] },
            );

        const { role, permissions } = serviceRole(
            name,
            {
                description: "Lets S3 copy the findings archive to its replica.",
                trust: replicationTrustPolicy(),
                permissions: pulumi
                    .output({
                        archive: { region: home, bucketArn: archive.bucketArn, keyArn: archive.keyArn },
                        replica: { region, bucketArn: bucket.arn, keyArn: key.arn },
                        isLocked: objectLock !== undefined,
                    })
                    .apply(replicationPermissions),
                tags,
            },
            this,
        );
        new s3.BucketReplicationConfig(
            name,
            {
                region: home,
                bucket: archive.bucketName,
                role: role.arn,
                rules: [
                    {
                        id: "copy-every-finding",
                        status: "Enabled",
                        filter: { prefix: "" },
                        // What is deleted at home is to be found in the replica.
                        deleteMarkerReplication: { status: "Disabled" },
                        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
                        destination: {
                            bucket: bucket.arn,
                            encryptionConfiguration: { replicaKmsKeyId: key.arn },
                        },
                    },
                ],
            },
            // S3 takes it once both buckets keep versions; and nothing is to be copied before it is locked.
            { parent: this, dependsOn: [archive, versioning, permissions, ...(lock ? [lock] : [])] },
        );

        this.bucketName = bucket.bucket;
        this.bucketArn = bucket.arn;
        this.keyArn = key.arn;
        this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn, keyArn: this.keyArn });
    }
}
