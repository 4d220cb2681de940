import type { PolicyDocument } from "@pulumi/aws/iam";
import { type Account, accountRoot } from "./account";
import { findingWriters, type WriterRegion } from "./finding-writers";

export interface FindingsKeyFacts {
    readonly account: Account;
    readonly regions: readonly WriterRegion[];
}

/**
 * Key policy of the findings archive: the two services may encrypt for this account's detectors and Macie
 * configurations, and nothing else. In a key policy the resource "*" means this key alone (AWS KMS Developer Guide,
 * "Key policies").
 */
export function findingsKeyPolicy({ account, regions }: FindingsKeyFacts): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                // Without it nobody could ever change this policy again; it lets IAM policies of the account decide.
                Sid: "AccountManagesTheKey",
                Effect: "Allow",
                Principal: { AWS: accountRoot(account) },
                Action: "kms:*",
                Resource: "*",
            },
            ...findingWriters(account, regions).map(({ name, principals, conditions, keyActions }) => ({
                Sid: `${name}EncryptsWhatItExports`,
                Effect: "Allow" as const,
                Principal: { Service: principals },
                Action: keyActions,
                Resource: "*",
                Condition: conditions,
            })),
        ],
    };
}
