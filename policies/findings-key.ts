import type { PolicyDocument } from "@pulumi/aws/iam";
import type { Account } from "./account";
import { findingWriters, type WriterRegion } from "./finding-writers";
import { accountManagesKey, policyOf } from "./statements";

export interface FindingsKeyFacts {
    readonly account: Account;
    readonly regions: readonly WriterRegion[];
}

/**
 * Key policy of the findings archive: the two services may encrypt for this account's detectors and Macie
 * configurations, and nothing else.
 */
export function findingsKeyPolicy({ account, regions }: FindingsKeyFacts): PolicyDocument {
    return policyOf(
        accountManagesKey(account),
        ...findingWriters(account, regions).map(({ name, principals, conditions, keyActions }) => ({
            Sid: `${name}EncryptsWhatItExports`,
            Effect: "Allow" as const,
            Principal: { Service: principals },
            Action: keyActions,
            Resource: "*",
            Condition: conditions,
        })),
    );
}
