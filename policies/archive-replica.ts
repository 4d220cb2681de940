import type { PolicyDocument, PolicyStatement } from "@pulumi/aws/iam";
import { onlyUnderTheKey } from "./findings-bucket";
import { policyOf, trustPolicy } from "./statements";

/** A bucket of findings, and the key that encrypts what is in it. */
export interface EncryptedBucket {
    readonly region: string;
    readonly bucketArn: string;
    readonly keyArn: string;
}

/** Policy of the replica's bucket: only over TLS, only under the replica's key. Who may read it, IAM says. */
export function replicaBucketPolicy({
    bucketArn,
    keyArn,
}: Pick<EncryptedBucket, "bucketArn" | "keyArn">): PolicyDocument {
    return policyOf(...onlyUnderTheKey(bucketArn, keyArn));
}

/**
 * Trust policy of the replication role: S3, as AWS documents it, without `aws:SourceAccount` and `aws:SourceArn`. That
 * live replication sends them is documented nowhere, and a condition that never holds would end the copying in silence
 * (Amazon S3 User Guide, "Setting up permissions for live replication"). Only who may pass the role can have S3 use it,
 * and it reads nothing but the archive and writes nothing but the replica.
 */
export function replicationTrustPolicy(): PolicyDocument {
    return trustPolicy("ReplicationAssumesTheRole", "s3.amazonaws.com");
}

export interface ReplicationFacts {
    readonly archive: EncryptedBucket;
    readonly replica: EncryptedBucket;
    /** Whether the replica's objects are locked. */
    readonly isLocked: boolean;
}

/** All that the replication role may do: copy the archive's objects to the replica; it deletes nothing there. */
export function replicationPermissions({ archive, replica, isLocked }: ReplicationFacts): PolicyDocument {
    return policyOf(
        {
            Sid: "ReadWhatToCopy",
            Effect: "Allow",
            Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
            Resource: archive.bucketArn,
        },
        {
            Sid: "ReadFindings",
            Effect: "Allow",
            Action: [
                "s3:GetObjectVersionForReplication",
                "s3:GetObjectVersionAcl",
                "s3:GetObjectVersionTagging",
                // Asked for even though nothing is locked in the archive (Amazon S3 User Guide, "Object Lock
                // considerations").
                ...(isLocked ? ["s3:GetObjectRetention", "s3:GetObjectLegalHold"] : []),
            ],
            Resource: `${archive.bucketArn}/*`,
        },
        {
            Sid: "WriteCopies",
            Effect: "Allow",
            Action: ["s3:ReplicateObject", "s3:ReplicateTags"],
            Resource: `${replica.bucketArn}/*`,
        },
        throughS3("DecryptFindings", archive, ["kms:Decrypt"]),
        // S3 decrypts to check its bucket key before it uses it (Amazon S3 User Guide, "Replicating encrypted objects").
        throughS3("EncryptCopies", replica, ["kms:Encrypt", "kms:GenerateDataKey", "kms:Decrypt"]),
    );
}

/**
 * Lets S3 use a bucket's key for the role. As the encryption context S3 names the bucket where a bucket key is in use,
 * the object where none is, as its writer chose; a copy keeps that choice ("Using an S3 Bucket Key with replication").
 */
function throughS3(sid: string, { region, bucketArn, keyArn }: EncryptedBucket, actions: string[]): PolicyStatement {
    return {
        Sid: sid,
        Effect: "Allow",
        Action: actions,
        Resource: keyArn,
        Condition: {
            StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
            StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`] },
        },
    };
}
