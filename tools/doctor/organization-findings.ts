import type { Role, Settings } from "../../settings";
import { resourceTypes } from "../recording/resource-types";
import { type AccountFacts, type Organization, unknown } from "./facts";
import type { Finding } from "./finding";
import type { Import } from "./import-file";
import type { Managed } from "./managed";
import { casesOf, findingsAbout, holding, present, type RegionCase, services } from "./region-case";

const ofAccount = findingsAbout(undefined, "Account");

/** What is to say of the account as a whole: its place in an organization, its role, and who overrides its settings. */
export function organizationFindings(facts: AccountFacts, settings: Settings, managed: Managed): Finding[] {
    const { accountId, organization, delegation } = facts;
    const policies = Object.entries(delegation.policies) as [keyof typeof delegation.policies, string | undefined][];
    const overridden =
        "Sets what it sets, and the policy overrides it: neither this account nor its administrator can.";
    return [
        ...(organization === unknown ? [] : roleFindings(facts, organization, settings)),
        ...policies.flatMap(([subject, policy]) => {
            const say = findingsAbout(undefined, subject);
            const is = `A policy of the organization decides about ${subject} in this account.`;
            return holding(policy !== undefined && policy !== unknown && say("note", is, overridden));
        }),
        ...holding(
            guardDutyRoleInTheWay(facts, settings, managed) !== undefined &&
                findingsAbout(undefined, "IAM")(
                    "collision",
                    "GuardDuty's service-linked role exists, and is not part of this stack.",
                    "Fails: an account has one. Import it.",
                ),
            settings.organization.role === "management" &&
                settings.organization.administrator === accountId &&
                ofAccount(
                    "note",
                    "The management account is to administer the services itself.",
                    "Does so. AWS advises against it: name an account that does nothing else.",
                ),
        ),
    ];
}

function roleFindings(facts: AccountFacts, organization: Organization | undefined, { organization: own }: Settings) {
    const { accountId } = facts;
    const { role } = own;
    const isManagement = organization?.managementAccountId === accountId;
    const { role: fits, because } = fittingRole(facts, organization);
    const isMisfit = {
        standalone: false,
        management: !isManagement,
        administrator: organization === undefined || fits === "member",
        member: fits !== "member",
    }[role];
    const place = isManagement ? "the management account" : "a member";
    const denies =
        "Service control policies may deny what this account's own permissions allow; only a deployment shows it.";
    const ignores = role === "standalone" && (fits === "management" || fits === "administrator");
    return holding(
        organization &&
            ofAccount(
                "note",
                `It is ${place} of the organization ${organization.id} (management account ${organization.managementAccountId}).`,
                denies,
            ),
        isMisfit &&
            ofAccount(
                "blocked",
                `vigil:organization.role is ${role}, and the role that fits is ${fits}: ${because}.`,
                `Fails, or leaves out what is this account's to do. Set the role to ${fits}, or use the credentials of the right account.`,
            ),
        ignores &&
            ofAccount(
                "note",
                `vigil:organization.role is standalone, and ${fits} would fit: ${because}.`,
                "Leaves the organization alone.",
            ),
    );
}

/** What AWS lets the account do, whatever its settings say. */
function fittingRole(
    { accountId, regions }: AccountFacts,
    organization: Organization | undefined,
): { readonly role: Role; readonly because: string } {
    const administrators = regions.flatMap((found) => Object.values(found.administrators).map(present));
    const other = administrators.find((id) => id !== undefined && id !== accountId);
    if (organization === undefined) return { role: "standalone", because: "the account is in no organization" };
    if (administrators.includes(accountId)) return { role: "administrator", because: "it administers a service" };
    if (organization.managementAccountId === accountId)
        return { role: "management", because: "it manages the organization" };
    return other === undefined
        ? { role: "standalone", because: "no account administers the services for it" }
        : { role: "member", because: `${other} administers a service` };
}

/** The administrators that a Region has already, of what a management account's stack delegates. */
function delegates({ facts, settings, organization, managed }: RegionCase) {
    if (organization.role !== "management") return [];
    return services.flatMap(({ service, subject, administrator: type }) => {
        const account = settings[service] && present(facts.administrators[service]);
        return account === undefined ? [] : [{ account, subject, type, own: managed.has(type, facts.region, account) }];
    });
}

/** What a management account's stack meets in a Region. */
export function delegationFindings(region: RegionCase): Finding[] {
    const { organization, facts } = region;
    return delegates(region).flatMap(({ account, subject, own }) => {
        const say = findingsAbout(facts.region, subject);
        const is = `Account ${account} administers ${subject} for the organization`;
        const wanted = organization.role === "management" ? organization.administrator : account;
        return holding(
            !own && say("collision", `${is}, and this stack did not name it.`, "Fails: there is one. Import it."),
            account !== wanted &&
                say(
                    "loss",
                    `${is}, and vigil:organization.administrator is ${wanted}.`,
                    `Replaces it. The members stand alone, with ${subject} on, until the stack of ${wanted} takes them in.`,
                ),
        );
    });
}

/** What a management account's stack would make and AWS has already. The role is one for all Regions. */
export function delegationImports(facts: AccountFacts, settings: Settings, managed: Managed): Import[] {
    const role = guardDutyRoleInTheWay(facts, settings, managed);
    return [
        ...(role === undefined ? [] : [{ type: resourceTypes.serviceLinkedRole, region: undefined, id: role }]),
        ...casesOf(facts, settings, managed).flatMap((one) =>
            delegates(one)
                .filter(({ own }) => !own)
                .map(({ account, type }) => {
                    const { region } = one.facts;
                    return { type, region, id: `${account}@${region}` };
                }),
        ),
    ];
}

/** A detector of this account brings the role, so the stack makes none where the account is watched. */
function guardDutyRoleInTheWay({ delegation }: AccountFacts, { organization }: Settings, managed: Managed) {
    const isMade = organization.role === "management" && !organization.watched;
    return isMade && managed.count(resourceTypes.serviceLinkedRole) === 0
        ? present(delegation.guardDutyRole)
        : undefined;
}
