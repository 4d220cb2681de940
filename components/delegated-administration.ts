import { OrganizationAdminAccount as GuardDutyAdministrator } from "@pulumi/aws/guardduty";
import { DelegatedAdminAccount as InspectorAdministrator } from "@pulumi/aws/inspector2";
import { OrganizationAdminAccount as MacieAdministrator } from "@pulumi/aws/macie2";
import * as pulumi from "@pulumi/pulumi";
import type { OrganizationAccess } from "./organization-access";

export interface DelegatedAdministrationArgs {
    readonly region: string;
    /** Twelve digits: the account that administers the services; the same in every Region. */
    readonly administrator: string;
    readonly macie: boolean;
    readonly inspector: boolean;
    readonly access: OrganizationAccess;
    /** What this account has of the services itself here, which the administrator takes over. */
    readonly own: readonly pulumi.Resource[];
    /** Another Region's, to be made before this one: the first registers the account with AWS Organizations. */
    readonly after?: DelegatedAdministration;
}

/**
 * The delegated administrator of the three services in one Region, named by the management account. AWS Organizations
 * learns of it from the services themselves (Amazon Inspector user guide, designating-admin).
 *
 * AWS switches the services on in an administrator that does not have them. Destroying it makes the members stand-alone,
 * with the services on.
 */
export class DelegatedAdministration extends pulumi.ComponentResource {
    constructor(name: string, args: DelegatedAdministrationArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:DelegatedAdministration", name, {}, opts);
        const { region, administrator } = args;
        const after = args.after === undefined ? [] : [args.after];
        const dependsOn = [args.access, ...args.own, ...after];
        // A service has one administrator, so the old one goes first.
        const made = { parent: this, dependsOn, deleteBeforeReplace: true };

        new GuardDutyAdministrator(name, { region, adminAccountId: administrator }, made);
        if (args.macie) new MacieAdministrator(name, { region, adminAccountId: administrator }, made);
        if (args.inspector) new InspectorAdministrator(name, { region, accountId: administrator }, made);
        this.registerOutputs({});
    }
}
