import type { OrganizationSettings, RegionSettings, Settings } from "../../settings";
import { count, fewOf, grouped } from "../cli/lists";
import { type AccountFacts, unknown } from "./facts";
import type { Finding } from "./finding";
import type { Import } from "./import-file";
import type { Managed } from "./managed";
import type { Relationship } from "./organization-reader";
import {
    casesOf,
    findingsAbout,
    holding,
    type OrganizationService,
    present,
    type RegionCase,
    services,
} from "./region-case";

/** A service that an administrator's stack switches on elsewhere, in one Region. */
interface Administered extends OrganizationService {
    /** Whether `up` covers every account, or those that the settings name, or none that is there already. */
    readonly covers: "all" | "named" | "none";
}

function administeredIn({ members }: RegionSettings): Administered[] {
    if (members === undefined) return [];
    const { guardDuty, macie, inspector } = members;
    const covered = {
        guardDuty: guardDuty === "ALL" ? "all" : "none",
        macie: macie && (macie.members ? "named" : "none"),
        inspector: inspector && (inspector.members.length > 0 ? "named" : "none"),
    } as const;
    return services.flatMap((one) => {
        const covers = covered[one.service];
        return covers === undefined ? [] : [{ ...one, covers }];
    });
}

/** What an administrator's settings name, and the organization does not have. */
export function namedMemberFindings({ accountId, delegation }: AccountFacts, { organization }: Settings): Finding[] {
    const say = findingsAbout(undefined, "Account");
    const named = namedIn(organization);
    const accounts = present(delegation.accounts);
    const missing = accounts === undefined ? [] : named.filter((id) => id !== accountId && !accounts.includes(id));
    return holding(
        named.includes(accountId) &&
            say(
                "blocked",
                "vigil:organization.members names this account itself.",
                "Fails: an administrator is not a member of its own. Leave it out.",
            ),
        missing.length > 0 &&
            say(
                "blocked",
                `vigil:organization.members names ${fewOf(missing)}, not among the active accounts of the organization.`,
                "Fails there. Leave it out, or have it join.",
            ),
    );
}

function namedIn(organization: OrganizationSettings): string[] {
    return organization.role === "administrator" ? organization.members.map(({ id }) => id) : [];
}

/** Whom an administrator covers in a Region, and whom not. */
export function memberFindings(region: RegionCase, account: AccountFacts): Finding[] {
    const { accountId, facts, settings } = region;
    const onlyEarly = settings.optIn && settings.members?.guardDuty === "NEW";
    return [
        ...administeredIn(settings).flatMap((one) => {
            const say = findingsAbout(facts.region, one.subject);
            const administrator = facts.administrators[one.service];
            const up = "Fails at what it switches on elsewhere. The stack of the management account goes first.";
            if (administrator === undefined) return [say("blocked", `No account administers ${one.subject}.`, up)];
            return administrator === accountId ? coverage(region, account, one) : [];
        }),
        ...holding(
            onlyEarly &&
                findingsAbout(facts.region, "GuardDuty")(
                    "note",
                    "It takes in a new account only if that enabled this opt-in Region before it joined.",
                    "Sets NEW all the same. ALL takes the others, too.",
                ),
        ),
    ];
}

function coverage(region: RegionCase, { organization, delegation }: AccountFacts, one: Administered): Finding[] {
    const { accountId, facts, organization: own } = region;
    const say = findingsAbout(facts.region, one.subject);
    const listed = present(delegation.members.get(facts.region)?.[one.service]);
    const accounts = present(delegation.accounts);
    if (listed === undefined || accounts === undefined) return [];
    const named = namedIn(own);
    const management = organization === unknown ? undefined : organization?.managementAccountId;
    const uncovered = accounts
        .map((id) => ({ id, status: listed.find((member) => member.id === id)?.status }))
        .filter(({ id, status }) => id !== accountId && plain(status) !== "enabled")
        .map(({ id, status }) => {
            const isCovered = one.covers === "all" || (one.covers === "named" && named.includes(id));
            const isOwn = one.subject === "Macie" && id === management && isOutside(status);
            const hindrance = isOwn ? ownMacie : hindrances[plain(status)];
            return { id, status, isCovered, hindrance };
        });
    const groups = grouped(uncovered, (account) => JSON.stringify({ ...account, id: "" }));
    return [
        ...[...groups.values()].map((same) => {
            const [{ status, isCovered, hindrance }] = same;
            const accounts = count(same.length, "account");
            const ids = fewOf(same.map(({ id }) => id));
            const is =
                status === undefined
                    ? `It does not cover ${accounts} of the organization: ${ids}.`
                    : `It has ${accounts} with the status ${status}: ${ids}.`;
            const up = isCovered ? "Switches it on there." : leaves[one.covers];
            return say(hindrance === undefined && isCovered ? "change" : "note", is, hindrance ?? up);
        }),
        ...inTheWay(region, listed, one),
    ];
}

const leaves = {
    all: "",
    named: "Leaves it so: vigil:organization.members does not name it.",
    none: "Leaves it so: vigil:organization.autoEnable does not say ALL.",
} as const;

const ownMacie =
    "Cannot change that: only the management account switches Macie on in itself. Its stack does with vigil:organization.watchManagementAccount.";
const noRole =
    "Cannot change that: GuardDuty's service-linked role is missing in the management account. Its stack makes it.";

/** GuardDuty user guide, administrator_member_relationships; Macie user guide, accounts-mgmt-relationships. */
const hindrances: Readonly<Record<string, string>> = {
    accountsuspended: "Cannot change that: AWS has suspended the account.",
    regiondisabled: "Cannot change that before the account enables the Region.",
    cannotcreatedetectorinorganizationmasteraccount: noRole,
    cannotcreatedetectorinorgmaster: noRole,
};

/** The services write the same status in their own ways. */
function plain(status = ""): string {
    return status.toLowerCase().replaceAll("_", "");
}

/** Whether an account that a service lists is none of its members, or not any more. */
function isOutside(status: string | undefined): boolean {
    return /^(|created|invited|email.*|removed|resigned|deleted)$/.test(plain(status));
}

/** Members that the stack would make, and that exist. */
function existing({ facts, organization, managed }: RegionCase, listed: readonly Relationship[], one: Administered) {
    const { member: type, covers } = one;
    if (type === undefined || covers !== "named") return [];
    return namedIn(organization)
        .filter((id) => listed.some((member) => member.id === id && !isOutside(member.status)))
        .filter((id) => !managed.has(type, facts.region, id))
        .map((account) => ({ type, region: facts.region, account, id: `${account}@${facts.region}` }));
}

function inTheWay(region: RegionCase, listed: readonly Relationship[], one: Administered): Finding[] {
    const found = existing(region, listed, one).map(({ account }) => account);
    const is = `It covers ${count(found.length, "account")} of vigil:organization.members, not by this stack: ${fewOf(found)}.`;
    const say = findingsAbout(region.facts.region, one.subject);
    return holding(found.length > 0 && say("collision", is, "Makes them anew, which may fail. Import them."));
}

export function memberImports(account: AccountFacts, settings: Settings, managed: Managed): Import[] {
    return casesOf(account, settings, managed).flatMap((region) =>
        administeredIn(region.settings).flatMap((one) => {
            const listed = present(account.delegation.members.get(region.facts.region)?.[one.service]);
            return existing(region, listed ?? [], one);
        }),
    );
}
