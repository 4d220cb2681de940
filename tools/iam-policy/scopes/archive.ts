import { arn, namesOf, ownTags } from "../deployed-stack";
import { everything, type Scope } from "./scope";

const aliasActions = ["kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias"];

/**
 * Keys have no name of their own, so their tags tell whose they are. Whoever may tag a new key could also tag an old one
 * to claim it (KMS Developer Guide, "ABAC for AWS KMS"): only a key whose policy leaves it to IAM can be claimed.
 */
const keyScopes: readonly Scope[] = [
    {
        sid: "NewKeysHaveNoArnYet",
        covers: ["kms:CreateKey"],
        resources: everything,
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
        resources: (stack) => namesOf(stack, "aws:kms/alias:Alias").map((name) => arn(stack, "kms", name)),
    },
    { sid: "AliasesAreListedAllTogether", covers: ["kms:ListAliases"], resources: everything },
];

/** Bucket names belong to all of AWS: the account is named by a condition. */
const bucketScopes: readonly Scope[] = [
    { sid: "NewBucket", covers: ["s3:CreateBucket"], resources: (stack) => namesOf(stack, bucket).map(bucketArn) },
    {
        sid: "Bucket",
        covers: ["s3:*"],
        resources: (stack) => namesOf(stack, bucket).map(bucketArn),
        conditions: ({ account }) => ({ StringEquals: { "aws:ResourceAccount": account } }),
    },
    {
        sid: "ArchivedFindings",
        covers: ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"],
        resources: (stack) => namesOf(stack, bucket).map((name) => `${bucketArn(name)}/*`),
        conditions: ({ account }) => ({ StringEquals: { "aws:ResourceAccount": account } }),
    },
];

export const archiveScopes: readonly Scope[] = [...keyScopes, ...bucketScopes];

const bucket = "aws:s3/bucket:Bucket";

function bucketArn(name: string): string {
    return `arn:aws:s3:::${name}`;
}
