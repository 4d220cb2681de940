import type { PolicyDocument } from "@pulumi/aws/iam";
import { type Account, accountRoot } from "./account";
import { policyOf } from "./statements";

export interface FindingsBusFacts {
    readonly account: Account;
    readonly busArn: string;
    readonly relayRoleArn: string;
}

/**
 * Resource policy of the findings bus: events come from the relays, and from nobody else outside the account's IAM. It
 * names the account and narrows it to the role by a condition, because AWS refuses as principal a role that was made
 * moments ago (IAM User Guide, "Changes that I make are not always immediately visible"), and because EventBridge was
 * seen to want the account's permission on the bus before it takes a target in another Region.
 */
export function findingsBusPolicy({ account, busArn, relayRoleArn }: FindingsBusFacts): PolicyDocument {
    return policyOf({
        Sid: "RelaysPutFindings",
        Effect: "Allow",
        Principal: { AWS: accountRoot(account) },
        Action: "events:PutEvents",
        Resource: busArn,
        // An operator for ARNs, as IAM advises for this key: "AWS global condition context keys".
        Condition: { ArnEquals: { "aws:PrincipalArn": relayRoleArn } },
    });
}
