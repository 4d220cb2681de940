// Not from "@pulumi/aws", whose index takes a fifth of a second to load.
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";

/** The account that the credentials belong to. */
export function currentAccount(): pulumi.Output<Account> {
    return pulumi.output({ id: getCallerIdentityOutput().accountId, partition: getPartitionOutput().partition });
}
