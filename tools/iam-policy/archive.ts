import { arn, bucketArns, type DeployedStack, namesOf, ownTags } from "./deployed-stack";
import { type ActionTable, anyResource, type Scope } from "./permissions";
import { type Conditions, merged } from "./policy";

/** Keys, and the bucket of the findings archive. */
export const archiveActions = {
    key: {
        read: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
        write: [
            ...["kms:CreateKey", "kms:TagResource", "kms:EnableKeyRotation", "kms:UpdateKeyDescription"],
            ...["kms:PutKeyPolicy", "kms:UntagResource"],
        ],
        delete: ["kms:ScheduleKeyDeletion"],
    },
    // Deleting one restores the default policy.
    keyPolicy: {
        read: ["kms:DescribeKey", "kms:GetKeyPolicy"],
        write: ["kms:PutKeyPolicy"],
        delete: ["kms:PutKeyPolicy"],
    },
    keyAlias: { read: ["kms:ListAliases"], write: ["kms:CreateAlias", "kms:UpdateAlias"], delete: ["kms:DeleteAlias"] },
    // The provider reads every setting of a bucket, set or not, and tags it by the old or the new calls.
    bucket: {
        read: [
            ...["s3:ListBucket", "s3:GetBucketLocation", "s3:GetBucketTagging", "s3:ListTagsForResource"],
            ...["s3:GetBucketAcl", "s3:GetBucketCORS", "s3:GetBucketWebsite", "s3:GetBucketLogging"],
            ...["s3:GetBucketRequestPayment", "s3:GetReplicationConfiguration", "s3:GetAccelerateConfiguration"],
            ...["s3:GetBucketObjectLockConfiguration", "s3:GetBucketPolicy", "s3:GetBucketVersioning"],
            ...["s3:GetEncryptionConfiguration", "s3:GetLifecycleConfiguration"],
        ],
        write: ["s3:CreateBucket", "s3:PutBucketTagging", "s3:TagResource", "s3:UntagResource"],
        delete: ["s3:DeleteBucket"],
        more: ({ forceDestroy }) =>
            forceDestroy === true ? ["s3:ListBucketVersions", "s3:DeleteObject", "s3:DeleteObjectVersion"] : [],
    },
    bucketAccessBlock: bucketSetting("BucketPublicAccessBlock"),
    bucketOwnership: bucketSetting("BucketOwnershipControls"),
    bucketVersioning: bucketSetting("BucketVersioning"),
    // The exports of all Regions are tried out with objects that the caller writes here, at home (GuardDuty User Guide,
    // "Exporting findings"), and the bucket's own encryption asks the caller for its key.
    bucketEncryption: {
        ...bucketSetting("EncryptionConfiguration"),
        more: () => ["s3:PutObject", "kms:GenerateDataKey"],
    },
    bucketLifecycle: bucketSetting("LifecycleConfiguration"),
    bucketPolicy: { ...bucketSetting("BucketPolicy"), delete: ["s3:DeleteBucketPolicy"] },
} satisfies ActionTable;

/** IAM asks for the same permission to put a setting and to remove it. */
function bucketSetting(name: string) {
    return { read: ["s3:ListBucket", `s3:Get${name}`], write: [`s3:Put${name}`], delete: [`s3:Put${name}`] };
}

const aliasActions = ["kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias"];

/**
 * Keys have no name of their own, so their tags tell whose they are. Whoever may tag a new key can also claim an old one
 * by tagging it (KMS Developer Guide, "ABAC for AWS KMS"), but only one whose key policy leaves access to IAM.
 */
const keyScopes: readonly Scope[] = [
    {
        sid: "NewKeysHaveNoArnYet",
        covers: ["kms:CreateKey"],
        resources: anyResource,
        conditions: (stack) => ownTags(stack, "aws:RequestTag"),
    },
    {
        sid: "NewKeysGetTheTagsOfThisStack",
        covers: ["kms:TagResource"],
        resources: (stack) => [arn(stack, "kms", "key/*")],
        conditions: (stack) => ownTags(stack, "aws:RequestTag"),
    },
    {
        sid: "KeysOfThisStack",
        covers: ["kms:*", "kms:DescribeKey", ...aliasActions],
        resources: (stack) => [arn(stack, "kms", "key/*")],
        conditions: (stack) => ownTags(stack, "aws:ResourceTag"),
    },
    {
        sid: "AliasesOfThisStack",
        covers: aliasActions,
        resources: (stack) => namesOf(stack, "keyAlias").map((name) => arn(stack, "kms", name)),
    },
    {
        sid: "FindingsKeyThroughTheArchiveAlone",
        covers: ["kms:GenerateDataKey"],
        resources: (stack) => [arn(stack, "kms", "key/*")],
        conditions: throughArchive,
    },
    { sid: "AliasesAreListedAllTogether", covers: ["kms:ListAliases"], resources: anyResource },
];

/** Bucket names belong to all of AWS: the account is named by a condition. */
const bucketScopes: readonly Scope[] = [
    { sid: "NewBucket", covers: ["s3:CreateBucket"], resources: bucketArns },
    { sid: "Bucket", covers: ["s3:*"], resources: bucketArns, conditions: inOwnAccount },
    {
        sid: "ArchivedFindings",
        covers: ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"],
        resources: (stack) => bucketArns(stack).map((bucketArn) => `${bucketArn}/*`),
        conditions: inOwnAccount,
    },
];

/** S3 tells KMS the bucket or the object (S3 User Guide, "Using server-side encryption with AWS KMS keys"). */
function throughArchive(stack: DeployedStack): Conditions {
    return merged(ownTags(stack, "aws:ResourceTag"), {
        StringEquals: {
            "aws:ResourceTag/Component": "FindingsArchive",
            "kms:ViaService": `s3.${stack.home}.amazonaws.com`,
        },
        StringLike: {
            "kms:EncryptionContext:aws:s3:arn": bucketArns(stack).flatMap((bucket) => [bucket, `${bucket}/*`]),
        },
    });
}

export const archiveScopes: readonly Scope[] = [...keyScopes, ...bucketScopes];

function inOwnAccount({ account }: DeployedStack): Conditions {
    return { StringEquals: { "aws:ResourceAccount": account } };
}
