import { Role, type RoleArgs, RolePolicy, type RolePolicyArgs } from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import { keepsName, physicalName } from "./names";

export interface ServiceRoleArgs {
    readonly description: string;
    readonly trust: RoleArgs["assumeRolePolicy"];
    readonly permissions: RolePolicyArgs["policy"];
    readonly tags: Record<string, string>;
}

/** Makes a role and all that it may do, as children of a component. What uses the role must wait for its permissions. */
export function serviceRole(name: string, args: ServiceRoleArgs, parent: pulumi.Resource) {
    const { description, trust, tags } = args;
    const named = keepsName(parent);
    const role = new Role(
        name,
        { name: physicalName("role", name), description, assumeRolePolicy: trust, tags },
        named,
    );
    const permissions = new RolePolicy(
        name,
        { name: physicalName("rolePolicy", name), role: role.name, policy: args.permissions },
        named,
    );
    return { role, permissions };
}
