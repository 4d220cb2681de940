import type { PolicyDocument } from "@pulumi/aws/iam";

export interface FindingsBusFacts {
    readonly busArn: string;
    readonly relayRoleArn: string;
}

/** Resource policy of the findings bus: events come from the relays, and from nobody else outside the account's IAM. */
export function findingsBusPolicy({ busArn, relayRoleArn }: FindingsBusFacts): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "RelaysPutFindings",
                Effect: "Allow",
                Principal: { AWS: relayRoleArn },
                Action: "events:PutEvents",
                Resource: busArn,
            },
        ],
    };
}
