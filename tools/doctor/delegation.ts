import type pLimit from "p-limit";
import type { OrganizationSettings } from "../../settings";
import type { AccountReader } from "./account-reader";
import type { AccountFacts, AccountRegions, Ask, DelegationFacts, MemberFacts, RegionFacts } from "./facts";
import { present } from "./region-case";

/**
 * Asks only what the role has a use for.
 *
 * @param askIn asks about a Region, or about the account
 */
export async function readDelegation(
    reader: AccountReader,
    { accountId, organization, regions }: AccountRegions & Pick<AccountFacts, "organization">,
    own: OrganizationSettings,
    askIn: (region: string | undefined) => Ask,
    limit: ReturnType<typeof pLimit>,
): Promise<DelegationFacts> {
    const ask = askIn(undefined);
    const isAdministrator = own.role === "administrator";
    const inOrganization = organization !== undefined;
    const policy = (type: "GUARDDUTY_POLICY" | "INSPECTOR_POLICY") =>
        inOrganization ? ask(() => reader.centralPolicy(type)) : undefined;
    const administered = isAdministrator ? regions : [];
    const [accounts, guardDutyRole, GuardDuty, Inspector, members] = await Promise.all([
        isAdministrator && inOrganization ? ask(() => reader.activeAccounts()) : undefined,
        own.role === "management" && !own.watched ? ask(() => reader.guardDutyRole()) : undefined,
        policy("GUARDDUTY_POLICY"),
        policy("INSPECTOR_POLICY"),
        Promise.all(
            administered.map((found) =>
                limit(async () => {
                    return [found.region, await readMembers(reader, accountId, found, askIn(found.region))] as const;
                }),
            ),
        ),
    ]);
    return { accounts, policies: { GuardDuty, Inspector }, guardDutyRole, members: new Map(members) };
}

async function readMembers(
    reader: AccountReader,
    accountId: string,
    { region, detector, administrators }: RegionFacts,
    ask: Ask,
): Promise<MemberFacts> {
    const id = present(detector)?.id;
    const [guardDuty, macie, inspector] = await Promise.all([
        id !== undefined && administrators.guardDuty === accountId
            ? ask(() => reader.guardDutyMembers(region, id))
            : undefined,
        administrators.macie === accountId ? ask(() => reader.macieMembers(region)) : undefined,
        administrators.inspector === accountId ? ask(() => reader.inspectorMembers(region)) : undefined,
    ]);
    return { guardDuty, macie, inspector };
}
