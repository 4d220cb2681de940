import * as guardduty from "@pulumi/aws/guardduty";
import * as inspector2 from "@pulumi/aws/inspector2";
import * as macie2 from "@pulumi/aws/macie2";
import * as pulumi from "@pulumi/pulumi";
import type { DataDiscovery } from "./data-discovery";
import type { ThreatDetection } from "./threat-detection";
import type { VulnerabilityScanning } from "./vulnerability-scanning";

/** Every account; those that join from now on; none. */
type AutoEnable = "ALL" | "NEW" | "NONE";

export interface OrganizationMembersArgs {
    readonly region: string;
    /** The accounts that Macie and Inspector do not take by themselves, because they are in the organization already. */
    readonly accounts: readonly { readonly id: string; readonly email: string }[];
    readonly guardDuty: AutoEnable;
    /** The protection plans to write down. */
    readonly plans: readonly MemberPlan[];
    /** @default - Macie is off here */
    readonly macie?: { readonly newAccounts: boolean; readonly members: boolean } | undefined;
    /**
     * The scan types for accounts that join, and for `accounts`.
     *
     * @default - Inspector is off here
     */
    readonly inspector?: { readonly newAccounts: readonly string[]; readonly members: readonly string[] } | undefined;
    readonly detection: ThreatDetection;
    readonly discovery?: DataDiscovery | undefined;
    readonly scanning?: VulnerabilityScanning | undefined;
}

export interface MemberPlan {
    readonly name: string;
    readonly autoEnable: AutoEnable;
    readonly agents: readonly { readonly name: string; readonly autoEnable: AutoEnable }[];
}

/**
 * What the administrator switches on in the organization's accounts, in one Region.
 *
 * Nothing here is undone when it is destroyed: the accounts stay members, and new ones still become some, until the
 * management account ends the delegation. AWS has no action that would undo GuardDuty's and Macie's part, and once the
 * delegation has ended it refuses the deletion of the rest, which would leave a stack that cannot go up any more.
 */
export class OrganizationMembers extends pulumi.ComponentResource {
    constructor(name: string, args: OrganizationMembersArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:OrganizationMembers", name, {}, opts);
        this.guardDuty(name, args);
        if (args.macie) this.macie(name, args, args.macie);
        if (args.inspector) this.inspector(name, args, args.inspector);
        this.registerOutputs({});
    }

    private guardDuty(name: string, { region, detection, guardDuty, plans }: OrganizationMembersArgs) {
        const { detectorId } = detection;
        const configuration = new guardduty.OrganizationConfiguration(
            name,
            { region, detectorId, autoEnableOrganizationMembers: guardDuty },
            { parent: this },
        );
        const feature = (plan: MemberPlan, dependsOn: pulumi.Resource[]) =>
            new guardduty.OrganizationConfigurationFeature(
                planName(name, plan),
                {
                    region,
                    detectorId,
                    name: plan.name,
                    autoEnable: plan.autoEnable,
                    additionalConfigurations: [...plan.agents],
                },
                // The order of the agents is GuardDuty's own, as in a detector's feature, so their choice is in the name.
                { parent: this, dependsOn, ignoreChanges: ["additionalConfigurations"] },
            );
        // GuardDuty's two kinds of runtime monitoring exclude each other, so what goes off goes first.
        const off = plans.filter((plan) => plan.autoEnable === "NONE").map((plan) => feature(plan, [configuration]));
        for (const plan of plans.filter(({ autoEnable }) => autoEnable !== "NONE"))
            feature(plan, [configuration, ...off]);
    }

    private macie(
        name: string,
        { region, accounts, discovery }: OrganizationMembersArgs,
        { newAccounts, members }: NonNullable<OrganizationMembersArgs["macie"]>,
    ) {
        const dependsOn = discovery ? [discovery] : [];
        const configuration = new macie2.OrganizationConfiguration(
            name,
            { region, autoEnable: newAccounts },
            { parent: this, dependsOn },
        );
        for (const { id, email } of members ? accounts : []) {
            new macie2.Member(
                `${name}-${id}`,
                { region, accountId: id, email, status: "ENABLED" },
                // Nobody is invited in an organization, but the provider reads an invitation into every member, and another
                // address than AWS knows would replace the member.
                {
                    parent: this,
                    dependsOn: [configuration],
                    ignoreChanges: ["email", "invite"],
                    retainOnDelete: true,
                },
            );
        }
    }

    private inspector(
        name: string,
        { region, accounts, scanning }: OrganizationMembersArgs,
        { newAccounts, members }: NonNullable<OrganizationMembersArgs["inspector"]>,
    ) {
        const isNew = (type: string) => newAccounts.includes(type);
        const configuration = new inspector2.OrganizationConfiguration(
            name,
            {
                region,
                autoEnable: {
                    ec2: isNew("EC2"),
                    ecr: isNew("ECR"),
                    lambda: isNew("LAMBDA"),
                    lambdaCode: isNew("LAMBDA_CODE"),
                    codeRepository: isNew("CODE_REPOSITORY"),
                },
            },
            { parent: this, dependsOn: scanning ? [scanning] : [], retainOnDelete: true },
        );
        for (const { id } of members.length > 0 ? accounts : []) {
            const member = new inspector2.MemberAssociation(
                `${name}-${id}`,
                { region, accountId: id },
                { parent: this, dependsOn: [configuration], retainOnDelete: true },
            );
            // One an account: with another list of accounts the provider would switch all off, and their findings with them.
            new inspector2.Enabler(
                `${name}-${id}`,
                { region, accountIds: [id], resourceTypes: [...members] },
                {
                    parent: this,
                    dependsOn: [member],
                    // Destroying it would delete the findings of the member's own account.
                    retainOnDelete: true,
                    customTimeouts: { create: "30m", update: "30m" },
                },
            );
        }
    }
}

function planName(name: string, plan: MemberPlan): string {
    const agents = plan.agents.filter(({ autoEnable }) => autoEnable !== "NONE");
    return [name, plan.name, ...agents.map((agent) => `${agent.name}-${agent.autoEnable}`)].join("-");
}
