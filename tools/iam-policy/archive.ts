import type { ResourceKind } from "../recording/resource-types";
import {
    archiveArns,
    bucketArns,
    componentOf,
    type DeployedStack,
    forThisStack,
    inOwnAccount,
    keyArns,
    named,
    ofThisStack,
    resourcesOf,
    withObjects,
} from "./deployed-stack";
import { type ActionTable, actionsOfService, rowsOf, type Scope } from "./permissions";
import { type Conditions, merged } from "./policy";

const kms = rowsOf("kms");
const s3 = rowsOf("s3");

/** Keys and buckets. */
export const archiveActions = {
    key: kms(
        "DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags",
        "CreateKey TagResource EnableKeyRotation UpdateKeyDescription PutKeyPolicy UntagResource",
        "ScheduleKeyDeletion",
    ),
    // Deleting one restores the default policy.
    keyPolicy: kms("DescribeKey GetKeyPolicy", "PutKeyPolicy", "PutKeyPolicy"),
    // It points to another key only where its own goes.
    keyAlias: kms("ListAliases", "CreateAlias", "UpdateAlias DeleteAlias"),
    // The provider reads every setting of a bucket, set or not, and tags it by the old or the new calls.
    bucket: {
        ...s3(
            "ListBucket ListTagsForResource GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging GetBucketPolicy " +
                "GetBucketObjectLockConfiguration GetBucketRequestPayment GetBucketTagging GetBucketVersioning " +
                "GetBucketWebsite GetAccelerateConfiguration GetEncryptionConfiguration GetLifecycleConfiguration " +
                "GetReplicationConfiguration",
            "CreateBucket PutBucketTagging TagResource UntagResource",
            "DeleteBucket",
        ),
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
    bucketLogging: bucketSetting("BucketLogging"),
    bucketReplication: bucketSetting("ReplicationConfiguration", "iam:PassRole"),
    bucketObjectLock: bucketSetting("BucketObjectLockConfiguration"),
} satisfies ActionTable;

/** IAM asks for the same permission to put a setting and to remove it. */
function bucketSetting(name: string, ...more: readonly string[]) {
    return s3(`ListBucket Get${name}`, [`Put${name}`, ...more].join(" "), `Put${name}`);
}

/** Whose a key is; who could change these tags could delete what is protected. */
const identifyingTags = ["Project", "Stack", "Component"];

/**
 * Keys have no name of their own, so their tags tell whose they are. A key without such tags can still be claimed by
 * giving it some (KMS Developer Guide, "ABAC for AWS KMS"), but only if its key policy leaves access to IAM.
 */
function keyScope(sid: string, actions: string, conditions: Scope["conditions"]): Scope {
    return { sid, covers: actionsOfService("kms", actions), resources: keyArns, conditions };
}

const keyScopes: readonly Scope[] = [
    { sid: "NewKeysHaveNoArnYet", covers: ["kms:CreateKey"], conditions: forThisStack },
    // Whether a key that is being made has tags by then is not documented; so these hold only if there are any.
    keyScope("NewKeysGetTheTagsOfThisStack", "TagResource", (stack) => ({
        ...forThisStack(stack),
        StringEqualsIfExists: {
            ...ofThisStack(stack).StringEquals,
            "aws:ResourceTag/Component": "${aws:RequestTag/Component}",
        },
    })),
    keyScope("KeysOfThisStackGetOtherTags", "TagResource UntagResource", (stack) => ({
        ...ofThisStack(stack),
        Null: { "aws:TagKeys": "false" },
        "ForAllValues:StringNotEqualsIgnoreCase": { "aws:TagKeys": identifyingTags },
    })),
    keyScope("KeysOfThisStack", "* DescribeKey CreateAlias", ofThisStack),
    keyScope("KeyPoliciesLockNobodyOut", "PutKeyPolicy", (stack) => ({
        ...ofThisStack(stack),
        BoolIfExists: { "kms:BypassPolicyLockoutSafetyCheck": "false" },
    })),
    keyScope("FindingsKeyThroughTheArchiveAlone", "GenerateDataKey", throughArchive),
    {
        ...keyScope("KeysThatAreNotProtected", "ScheduleKeyDeletion UpdateAlias DeleteAlias", (stack) =>
            merged(ofThisStack(stack), { StringEquals: { "aws:ResourceTag/Component": unprotectedComponents(stack) } }),
        ),
        resources: (stack) => (unprotectedComponents(stack).length === 0 ? [] : keyArns(stack)),
    },
    {
        sid: "AliasesThatAreNotProtected",
        covers: ["kms:UpdateAlias", "kms:DeleteAlias"],
        resources: (stack) => aliasArns({ ...stack, resources: unprotected(stack, "keyAlias") }),
    },
    { sid: "Aliases", covers: ["kms:CreateAlias"], resources: aliasArns },
    { sid: "AliasesAreListedAllTogether", covers: ["kms:ListAliases"] },
];

function aliasArns(stack: DeployedStack): string[] {
    return named("keyAlias", "kms")(stack);
}

/** What neither the program nor the state protects. */
function unprotected(stack: DeployedStack, kind: ResourceKind) {
    const all = resourcesOf(stack, kind);
    const kept = new Set(all.filter(({ protect }) => protect).map(({ name }) => name));
    return all.filter(({ name }) => !kept.has(name));
}

/** The components of the keys that may be deleted. */
function unprotectedComponents(stack: DeployedStack): string[] {
    return unprotected(stack, "key").map(componentOf);
}

/** S3 tells KMS the bucket or the object (S3 User Guide, "Using server-side encryption with AWS KMS keys"). */
export function throughArchive(stack: DeployedStack): Conditions {
    return merged(ofThisStack(stack), {
        StringEquals: {
            "aws:ResourceTag/Component": "FindingsArchive",
            "kms:ViaService": `s3.${stack.home}.amazonaws.com`,
        },
        StringLike: { "kms:EncryptionContext:aws:s3:arn": archiveArns(stack) },
    });
}

const deleting = "DeleteBucket DeleteBucketPolicy ListBucketVersions DeleteObject DeleteObjectVersion";

/** Keys and buckets. */
export const archiveScopes: readonly Scope[] = [
    ...keyScopes,
    { sid: "NewBuckets", covers: ["s3:CreateBucket"], resources: bucketArns },
    { sid: "Buckets", covers: ["s3:*"], resources: bucketArns, conditions: inOwnAccount },
    {
        sid: "BucketsThatAreNotProtected",
        covers: actionsOfService("s3", deleting),
        resources: (stack) => withObjects(bucketArns({ ...stack, resources: unprotected(stack, "bucket") })),
        conditions: inOwnAccount,
    },
    {
        sid: "ArchivedFindings",
        covers: ["s3:PutObject"],
        resources: (stack) => archiveArns(stack).filter((bucketOrObject) => bucketOrObject.endsWith("/*")),
        conditions: inOwnAccount,
    },
];
