import { arn, type DeployedStack, globalArn, resourcesOf } from "./deployed-stack";
import { type ActionTable, actionsOfService, rowsOf, type Scope } from "./permissions";

const organizations = rowsOf("organizations");
const guardDuty = rowsOf("guardduty");
const macie = rowsOf("macie2");
const inspector = rowsOf("inspector2");

/**
 * What the services do in the name of whoever names their administrator (GuardDuty User Guide, organizations_permissions;
 * Macie User Guide, accounts-mgmt-ao-integrate; Inspector User Guide, designating-admin).
 */
const inTheCallersName = actionsOfService(
    "organizations",
    "EnableAWSServiceAccess RegisterDelegatedAdministrator ListDelegatedAdministrators " +
        "ListAWSServiceAccessForOrganization DescribeOrganizationalUnit DescribeAccount DescribeOrganization ListAccounts",
).join(" ");

/** Removing one asks for one permission more (Macie User Guide, accounts-mgmt-ao-admin-change). */
function administrator(service: string, noun: string) {
    return rowsOf(service)(
        `List${noun}s`,
        `Enable${noun} ${inTheCallersName}`,
        `Disable${noun} organizations:DeregisterDelegatedAdministrator`,
    );
}

/** What the roles of an account in its organization register and look up. */
export const organizationActions = {
    organization: organizations("DescribeOrganization", "", ""),
    existingDetector: guardDuty("ListDetectors GetDetector", "", ""),
    serviceAccess: organizations(
        "ListAWSServiceAccessForOrganization",
        "EnableAWSServiceAccess",
        "DisableAWSServiceAccess",
    ),
    guardDutyAdministrator: administrator("guardduty", "OrganizationAdminAccount"),
    macieAdministrator: administrator("macie2", "OrganizationAdminAccount"),
    inspectorAdministrator: administrator("inspector2", "DelegatedAdminAccount"),
    // Deleting one of the first three does nothing.
    guardDutyMembers: guardDuty("DescribeOrganizationConfiguration", "UpdateOrganizationConfiguration", ""),
    guardDutyMembersFeature: guardDuty("DescribeOrganizationConfiguration", "UpdateOrganizationConfiguration", ""),
    macieMembers: macie("DescribeOrganizationConfiguration", "UpdateOrganizationConfiguration", ""),
    macieMember: macie("GetMember", "CreateMember UpdateMemberSession", "DeleteMember"),
    inspectorMembers: inspector(
        "DescribeOrganizationConfiguration",
        "UpdateOrganizationConfiguration",
        "UpdateOrganizationConfiguration",
    ),
    inspectorMember: inspector("GetMember", "AssociateMember", "DisassociateMember"),
} satisfies ActionTable;

/** AWS Organizations answers in no Region that a condition could name. */
export const organizationScopes: readonly Scope[] = [
    {
        sid: "OrganizationIsReadAsAWhole",
        covers: actionsOfService(
            "organizations",
            "DescribeOrganization ListAccounts ListAWSServiceAccessForOrganization ListDelegatedAdministrators",
        ),
        global: true,
    },
    // Which accounts and units the services look at is not documented; the lists above tell as much.
    {
        sid: "AccountsAndUnitsOfTheOrganization",
        covers: actionsOfService("organizations", "DescribeAccount DescribeOrganizationalUnit"),
        resources: (stack) => ["account/o-*/*", "ou/o-*/ou-*"].map((part) => globalArn(stack, "organizations", part)),
        global: true,
    },
    {
        sid: "TrustedAccessOfTheServices",
        covers: actionsOfService("organizations", "EnableAWSServiceAccess DisableAWSServiceAccess"),
        conditions: ofTheServices,
        global: true,
    },
    {
        sid: "AdministratorOfTheServices",
        covers: actionsOfService("organizations", "RegisterDelegatedAdministrator DeregisterDelegatedAdministrator"),
        resources: administratorArns,
        conditions: ofTheServices,
        global: true,
    },
    {
        sid: "GuardDutysOrganizationHasNoArn",
        covers: actionsOfService(
            "guardduty",
            "EnableOrganizationAdminAccount DisableOrganizationAdminAccount ListOrganizationAdminAccounts " +
                "DescribeOrganizationConfiguration UpdateOrganizationConfiguration ListDetectors",
        ),
    },
    // Whether a member that is being made has an ARN with its number by then is not documented.
    {
        sid: "MaciesMembers",
        covers: actionsOfService("macie2", "CreateMember GetMember DeleteMember"),
        resources: (stack) => [arn(stack, "macie2", "member/*")],
    },
];

function ofTheServices(stack: DeployedStack) {
    const principals = resourcesOf(stack, "serviceAccess").map(({ inputs }) => String(inputs.servicePrincipal));
    return { StringEquals: { "organizations:ServicePrincipal": [...new Set(principals)].sort() } };
}

/** The account that the stack names, and the one before it, where the state is known. */
function administratorArns(stack: DeployedStack): string[] {
    const named = resourcesOf(stack, "guardDutyAdministrator").map(({ inputs }) => String(inputs.adminAccountId));
    return [...new Set(named)].sort().map((id) => globalArn(stack, "organizations", `account/o-*/${id}`));
}
