import { getCallerIdentityOutput, getPartitionOutput } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";

/** The account that the credentials belong to. */
export function currentAccount(): pulumi.Output<Account> {
    return pulumi.output({ id: getCallerIdentityOutput().accountId, partition: getPartitionOutput().partition });
}
