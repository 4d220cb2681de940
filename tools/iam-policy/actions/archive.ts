import type { ActionTable } from "./resource-actions";

/** The findings archive: keys and bucket. */
export const archiveActions: ActionTable = {
    "aws:kms/key:Key": {
        create: ["kms:CreateKey", "kms:TagResource", "kms:EnableKeyRotation"],
        read: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
        update: [
            ...["kms:UpdateKeyDescription", "kms:PutKeyPolicy", "kms:EnableKeyRotation"],
            ...["kms:TagResource", "kms:UntagResource"],
        ],
        delete: ["kms:ScheduleKeyDeletion"],
    },
    // Deleting one puts the default policy.
    "aws:kms/keyPolicy:KeyPolicy": {
        create: ["kms:PutKeyPolicy"],
        read: ["kms:DescribeKey", "kms:GetKeyPolicy"],
        update: ["kms:PutKeyPolicy"],
        delete: ["kms:PutKeyPolicy"],
    },
    "aws:kms/alias:Alias": {
        create: ["kms:CreateAlias"],
        read: ["kms:ListAliases"],
        update: ["kms:UpdateAlias"],
        delete: ["kms:DeleteAlias"],
    },
    // The provider reads a bucket's every setting, whether it is set or not, and tags it by the old or the new calls.
    "aws:s3/bucket:Bucket": {
        create: ["s3:CreateBucket", "s3:PutBucketTagging", "s3:TagResource"],
        read: [
            ...["s3:ListBucket", "s3:GetBucketLocation", "s3:GetBucketTagging", "s3:ListTagsForResource"],
            ...["s3:GetBucketAcl", "s3:GetBucketCORS", "s3:GetBucketWebsite", "s3:GetBucketLogging"],
            ...["s3:GetBucketRequestPayment", "s3:GetReplicationConfiguration", "s3:GetAccelerateConfiguration"],
            ...["s3:GetBucketObjectLockConfiguration", "s3:GetBucketPolicy", "s3:GetBucketVersioning"],
            ...["s3:GetEncryptionConfiguration", "s3:GetLifecycleConfiguration"],
        ],
        update: ["s3:PutBucketTagging", "s3:TagResource", "s3:UntagResource"],
        delete: ["s3:DeleteBucket"],
        more: ({ forceDestroy }) =>
            forceDestroy === true ? ["s3:ListBucketVersions", "s3:DeleteObject", "s3:DeleteObjectVersion"] : [],
    },
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucketSetting("BucketPublicAccessBlock"),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucketSetting("BucketOwnershipControls"),
    "aws:s3/bucketVersioning:BucketVersioning": bucketSetting("BucketVersioning"),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
        bucketSetting("EncryptionConfiguration"),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": bucketSetting("LifecycleConfiguration"),
    "aws:s3/bucketPolicy:BucketPolicy": { ...bucketSetting("BucketPolicy"), delete: ["s3:DeleteBucketPolicy"] },
};

/** IAM asks for the same permission to put a setting and to take it away. */
function bucketSetting(name: string) {
    return {
        create: [`s3:Put${name}`],
        read: ["s3:ListBucket", `s3:Get${name}`],
        update: [`s3:Put${name}`],
        delete: [`s3:Put${name}`],
    };
}
