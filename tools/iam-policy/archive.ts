import type { RecordedResource } from "../recording/recorder";
import type { ResourceKind } from "../recording/resource-types";
import { arn, bucketArns, type DeployedStack, namesOf, ownTags, resourcesOf } from "./deployed-stack";
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
    // It points to another key only where its own goes.
    keyAlias: { read: ["kms:ListAliases"], write: ["kms:CreateAlias"], delete: ["kms:UpdateAlias", "kms:DeleteAlias"] },
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

/** Whose a key is; who could change these tags could delete what is protected. */
const identifyingTags = ["Project", "Stack", "Component"];

const anyKey = (stack: DeployedStack) => [arn(stack, "kms", "key/*")];
const ofThisStack = (stack: DeployedStack) => ownTags(stack, "aws:ResourceTag");

/**
 * Keys have no name of their own, so their tags tell whose they are. A key without such tags can still be claimed by
 * giving it some (KMS Developer Guide, "ABAC for AWS KMS"), but only if its key policy leaves access to IAM.
 */
const keyScopes: readonly Scope[] = [
    {
        sid: "NewKeysHaveNoArnYet",
        covers: ["kms:CreateKey"],
        resources: anyResource,
        conditions: (stack) => ownTags(stack, "aws:RequestTag"),
    },
    {
        // Whether a key that is being made has tags by then is not documented; so these hold only if there are any.
        sid: "NewKeysGetTheTagsOfThisStack",
        covers: ["kms:TagResource"],
        resources: anyKey,
        conditions: (stack) => ({
            ...ownTags(stack, "aws:RequestTag"),
            StringEqualsIfExists: {
                ...ofThisStack(stack).StringEquals,
                "aws:ResourceTag/Component": "${aws:RequestTag/Component}",
            },
        }),
    },
    {
        sid: "KeysOfThisStackGetOtherTags",
        covers: ["kms:TagResource", "kms:UntagResource"],
        resources: anyKey,
        conditions: (stack) => ({
            ...ofThisStack(stack),
            Null: { "aws:TagKeys": "false" },
            "ForAllValues:StringNotEqualsIgnoreCase": { "aws:TagKeys": identifyingTags },
        }),
    },
    {
        sid: "KeysOfThisStack",
        covers: ["kms:*", "kms:DescribeKey", "kms:CreateAlias"],
        resources: anyKey,
        conditions: ofThisStack,
    },
    {
        sid: "KeyPoliciesLockNobodyOut",
        covers: ["kms:PutKeyPolicy"],
        resources: anyKey,
        conditions: (stack) => ({
            ...ofThisStack(stack),
            BoolIfExists: { "kms:BypassPolicyLockoutSafetyCheck": "false" },
        }),
    },
    {
        sid: "FindingsKeyThroughTheArchiveAlone",
        covers: ["kms:GenerateDataKey"],
        resources: anyKey,
        conditions: throughArchive,
    },
    {
        sid: "KeysThatAreNotProtected",
        covers: ["kms:ScheduleKeyDeletion", "kms:UpdateAlias", "kms:DeleteAlias"],
        resources: (stack) => (unprotected(stack, "key").length === 0 ? [] : anyKey(stack)),
        conditions: (stack) =>
            merged(ofThisStack(stack), {
                StringEquals: { "aws:ResourceTag/Component": unprotected(stack, "key").map(componentOf) },
            }),
    },
    {
        sid: "AliasesThatAreNotProtected",
        covers: ["kms:UpdateAlias", "kms:DeleteAlias"],
        resources: (stack) => aliasArns({ ...stack, resources: unprotected(stack, "keyAlias"), deployed: [] }),
    },
    { sid: "Aliases", covers: ["kms:CreateAlias"], resources: aliasArns },
    { sid: "AliasesAreListedAllTogether", covers: ["kms:ListAliases"], resources: anyResource },
];

function aliasArns(stack: DeployedStack): string[] {
    return namesOf(stack, "keyAlias").map((name) => arn(stack, "kms", name));
}

/** What neither the program nor the state protects. */
function unprotected(stack: DeployedStack, kind: ResourceKind) {
    const all = resourcesOf(stack, kind);
    const kept = new Set(all.filter(({ protect }) => protect).map(({ name }) => name));
    return all.filter(({ name }) => !kept.has(name));
}

function componentOf({ inputs }: Pick<RecordedResource, "inputs">): string {
    return (inputs.tags as Readonly<Record<string, string>>).Component ?? "";
}

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
