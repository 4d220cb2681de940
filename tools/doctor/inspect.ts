import pLimit from "p-limit";
import type { OrganizationSettings } from "../../settings";
import { isOptIn, offers } from "../../settings/regions";
import type { AccountReader } from "./account-reader";
import { failedCallOf } from "../aws/permission";
import { type ArchiveNeeds, readArchive } from "./archive";
import { readDelegation } from "./delegation";
import { readReceivers, type Receivers } from "./receivers";
import { type AccountFacts, type Ask, type Fact, type RegionFacts, unknown, type Unread } from "./facts";

/** Few enough for a laptop's connections; AWS throttles by Region, so more would not be throttled more. */
const regionsAtOnce = 8;

/** What the settings need in an account beside the Regions. */
export interface Needs {
    readonly home: string;
    readonly organization: OrganizationSettings;
    /** `undefined`: the stack tells nobody. */
    readonly alerts: Receivers | undefined;
    /** `undefined`: the stack keeps nothing. */
    readonly archive: ArchiveNeeds | undefined;
}

const nobodyTold: Receivers = { routes: [], events: undefined, userNotifications: false };
const nothingKept: ArchiveNeeds = { readers: [], replica: undefined, accessLogs: undefined };

const noNeeds: Needs = { home: "", organization: { role: "standalone" }, alerts: undefined, archive: undefined };

/**
 * Reads all that Vigil may meet in an account. What AWS does not answer is unknown and listed, and stops nothing.
 *
 * @param onRegion called with each Region that is done
 * @param needs the role, whom the settings have told of alerts, and what they want of the archive
 */
export async function inspectAccount(
    reader: AccountReader,
    regions: readonly string[],
    onRegion: (region: string) => void = () => undefined,
    { home, organization: own, alerts = nobodyTold, archive = nothingKept }: Needs = noNeeds,
): Promise<AccountFacts> {
    const unread: Unread[] = [];
    const accountId = await reader.accountId();
    const account = answers(unread, undefined);
    // Other Regions are open to every account.
    const optIn = [...regions, ...(archive.replica ? [archive.replica.region] : [])].filter(isOptIn);
    const [organization, quotas, open] = await Promise.all([
        account(() => reader.organization()),
        account(() => reader.quotas()),
        optIn.length > 0 ? account(() => reader.openRegions()) : optIn,
    ]);
    const limit = pLimit(regionsAtOnce);
    const isDelegating = own.role === "management";
    const inOrganization = organization !== undefined;
    const facts = await Promise.all(
        regions.map((region) =>
            limit(async () => {
                const isOpen: Fact<boolean> = isOptIn(region)
                    ? open === unknown
                        ? unknown
                        : open.includes(region)
                    : true;
                const one = { region, accountId, open: isOpen, isDelegating, inOrganization };
                const read = await readRegion(reader, one, answers(unread, region));
                onRegion(region);
                return read;
            }),
        ),
    );
    const receivers = await readReceivers(reader, accountId, alerts, account);
    const kept = await readArchive(reader, { accountId, home, open }, archive, account);
    const known = { accountId, organization, regions: facts };
    const delegation = await readDelegation(reader, known, own, (region) => answers(unread, region), limit);
    return { ...known, quotas, receivers, archive: kept, delegation, unread };
}

function answers(unread: Unread[], region: string | undefined): Ask {
    return async (question) => {
        try {
            return await question();
        } catch (error) {
            const failed = failedCallOf(error);
            if (failed === undefined) throw error;
            const { action, because, name, message } = failed;
            unread.push({ action, because, message: because === "failure" ? `${name}: ${message}` : message, region });
            return unknown;
        }
    };
}

interface RegionToRead {
    readonly region: string;
    readonly accountId: string;
    readonly open: Fact<boolean>;
    /** Whether this account names the administrators, and so is told which. */
    readonly isDelegating: boolean;
    readonly inOrganization: boolean;
}

/** Asks nothing where the Region is closed or lacks the service, and nothing about what is not there. */
async function readRegion(
    reader: AccountReader,
    { region, accountId, open, isDelegating, inOrganization }: RegionToRead,
    ask: Ask,
): Promise<RegionFacts> {
    /** Another account, which the services tell, or this one, which they do not. */
    const administrator = async (other: () => Promise<string | undefined>, isOwn: () => Promise<boolean>) =>
        (await other()) ?? (inOrganization && (await isOwn()) ? accountId : undefined);
    const isOffered = (service: "Macie" | "Inspector") => open !== false && offers(region, service);
    const inspecting = isOffered("Inspector");
    const detector = open === false ? undefined : ask(() => reader.detector(region));
    const macie = isOffered("Macie") ? ask(() => reader.macie(region)) : undefined;
    const [
        found,
        destination,
        guardDuty,
        session,
        macieExport,
        macieAdministrator,
        inspector,
        inspectorAdministrator,
        rules,
    ] = await Promise.all([
        detector,
        about(detector, ({ id }) => ask(() => reader.destination(region, id))),
        isDelegating && open !== false
            ? ask(() => reader.guardDutyDelegate(region))
            : about(detector, ({ id }) => {
                  const isOwn = () => reader.administersGuardDuty(region, id);
                  return ask(() => administrator(() => reader.guardDutyAdministrator(region, id), isOwn));
              }),
        macie,
        about(macie, () => ask(() => reader.macieExport(region))),
        isDelegating && isOffered("Macie")
            ? ask(() => reader.macieDelegate(region))
            : about(macie, () => {
                  const isOwn = () => reader.administersMacie(region);
                  return ask(() => administrator(() => reader.macieAdministrator(region), isOwn));
              }),
        inspecting ? ask(() => reader.inspector(region, accountId)) : { scan: [] },
        inspecting ? ask(() => reader.inspectorAdministrator(region)) : undefined,
        inspecting ? ask(() => reader.registryRules(region)) : undefined,
    ]);
    return {
        ...{ region, open, detector: found, destination, macie: session, macieExport, inspector, registryRules: rules },
        administrators: { guardDuty, macie: macieAdministrator, inspector: inspectorAdministrator },
    };
}

/** What follows from a fact: nothing where there is none, and nothing known where it is unknown. */
async function about<Found, T>(
    fact: Promise<Fact<Found | undefined>> | undefined,
    question: (found: Awaited<Found>) => Promise<Fact<T>>,
): Promise<Fact<T | undefined>> {
    const found = await fact;
    if (found === undefined) return undefined;
    return found === unknown ? unknown : question(found);
}
