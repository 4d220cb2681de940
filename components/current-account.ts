// Not from "@pulumi/aws", whose index takes a fifth of a second to load.
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import { getOrganization } from "@pulumi/aws/organizations/getOrganization";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";

/** What the account is to its organization; stand-alone, it may be in one and pays it no heed. */
export type Role = "standalone" | "management" | "administrator" | "member";

/**
 * The account that the credentials belong to.
 *
 * @throws pulumi.RunError, at preview, when the account cannot have the role
 */
export function currentAccount(role: Role): pulumi.Output<Account> {
    const account = pulumi.output({
        id: getCallerIdentityOutput().accountId,
        partition: getPartitionOutput().partition,
    });
    if (role === "standalone") return account;
    return pulumi.all([account, managementAccount(role)]).apply(([caller, management]) => {
        const isManagement = caller.id === management;
        const is = `${caller.id} is${isManagement ? "" : " not"} the management account of its organization`;
        if (role === "management" && !isManagement) throw misfit(role, `${is}, which is ${management}`);
        if (role === "member" && isManagement) throw misfit(role, is);
        return caller;
    });
}

async function managementAccount(role: Role): Promise<string> {
    try {
        return (await getOrganization({ returnOrganizationOnly: true })).masterAccountId;
    } catch (error) {
        throw misfit(role, `the account's organization cannot be read: ${String(error)}`);
    }
}

function misfit(role: Role, why: string): pulumi.RunError {
    return new pulumi.RunError(
        `vigil:organization.role is ${role}, but ${why}. Use credentials of the right account, or set the role that fits: ` +
            "npm run doctor tells which.",
    );
}
