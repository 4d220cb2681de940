import { ServiceLinkedRole } from "@pulumi/aws/iam";
import { AwsServiceAccess } from "@pulumi/aws/organizations";
import * as pulumi from "@pulumi/pulumi";
import { tagsOf } from "./tags";

export interface OrganizationAccessArgs {
    /** Whether GuardDuty gets its service-linked role here; a detector of this account brings its own. */
    readonly guardDutyRole: boolean;
}

/** What acts in the organization's accounts: the three services, and GuardDuty's scans of volumes. */
const principals = {
    guardduty: "guardduty.amazonaws.com",
    "malware-protection": "malware-protection.guardduty.amazonaws.com",
    macie: "macie.amazonaws.com",
    inspector: "inspector2.amazonaws.com",
};

/**
 * Trusted access: the three services may act in the organization's accounts. Made in the management account, one
 * principal a resource, so that the organization itself and the access of other services stay with their owners.
 *
 * Destroying it ends the access for the whole organization, in all Regions.
 */
export class OrganizationAccess extends pulumi.ComponentResource {
    constructor(name: string, args: OrganizationAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:OrganizationAccess", name, {}, opts);
        for (const [service, servicePrincipal] of Object.entries(principals))
            new AwsServiceAccess(`${name}-${service}`, { servicePrincipal }, { parent: this });
        if (args.guardDutyRole) {
            // Without it the administrator's GuardDuty cannot be switched on in the management account: such a member has
            // the status CannotCreateDetectorInOrganizationMasterAccount (GuardDuty user guide,
            // administrator_member_relationships). IAM refuses to delete a role that GuardDuty has come to use.
            new ServiceLinkedRole(
                `${name}-guardduty`,
                { awsServiceName: principals.guardduty, tags: tagsOf("OrganizationAccess") },
                { parent: this, retainOnDelete: true },
            );
        }
        this.registerOutputs({});
    }
}
