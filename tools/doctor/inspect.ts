import pLimit from "p-limit";
import { isOptIn, offers } from "../../settings/regions";
import type { AccountReader } from "./account-reader";
import { failedCallOf } from "../aws/permission";
import { type AccountFacts, type Fact, type RegionFacts, unknown, type Unread } from "./facts";

/** Few enough for a laptop's connections; AWS throttles by Region, so more would not be throttled more. */
const regionsAtOnce = 8;

/**
 * Reads all that Vigil may meet in an account. What AWS does not answer is unknown and listed, and stops nothing.
 *
 * @param onRegion called with each Region that is done
 */
export async function inspectAccount(
    reader: AccountReader,
    regions: readonly string[],
    onRegion: (region: string) => void = () => undefined,
): Promise<AccountFacts> {
    const unread: Unread[] = [];
    const accountId = await reader.accountId();
    const account = answers(unread, undefined);
    // Other Regions are open to every account.
    const optIn = regions.filter(isOptIn);
    const [organization, quotas, open] = await Promise.all([
        account(() => reader.organization()),
        account(() => reader.quotas()),
        optIn.length > 0 ? account(() => reader.openRegions()) : optIn,
    ]);
    const limit = pLimit(regionsAtOnce);
    const facts = await Promise.all(
        regions.map((region) =>
            limit(async () => {
                const isOpen = isOptIn(region) ? (open === unknown ? unknown : open.includes(region)) : true;
                const read = await readRegion(reader, region, accountId, isOpen, answers(unread, region));
                onRegion(region);
                return read;
            }),
        ),
    );
    return { accountId, organization, quotas, regions: facts, unread };
}

type Ask = <T>(question: () => Promise<T>) => Promise<Fact<T>>;

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

async function readRegion(
    reader: AccountReader,
    region: string,
    accountId: string,
    open: Fact<boolean>,
    ask: Ask,
): Promise<RegionFacts> {
    if (open === false) return closed(region);
    const hasMacie = offers(region, "Macie");
    const hasInspector = offers(region, "Inspector");
    const [guardDuty, macie, inspector, inspectorAdministrator, registryRules] = await Promise.all([
        readGuardDuty(reader, region, ask),
        hasMacie ? readMacie(reader, region, ask) : noMacie,
        hasInspector ? ask(() => reader.inspector(region, accountId)) : noInspector,
        hasInspector ? ask(() => reader.inspectorAdministrator(region)) : undefined,
        hasInspector ? ask(() => reader.registryRules(region)) : undefined,
    ]);
    return {
        region,
        open,
        detector: guardDuty.detector,
        destination: guardDuty.destination,
        macie: macie.macie,
        macieExport: macie.macieExport,
        inspector,
        registryRules,
        administrators: {
            guardDuty: guardDuty.administrator,
            macie: macie.administrator,
            inspector: inspectorAdministrator,
        },
    };
}

async function readGuardDuty(reader: AccountReader, region: string, ask: Ask) {
    const detector = await ask(() => reader.detector(region));
    if (detector === undefined) return { detector, destination: undefined, administrator: undefined };
    if (detector === unknown) return { detector, destination: unknown, administrator: unknown } as const;
    const [destination, administrator] = await Promise.all([
        ask(() => reader.destination(region, detector.id)),
        ask(() => reader.guardDutyAdministrator(region, detector.id)),
    ]);
    return { detector, destination, administrator };
}

/** Macie answers nothing at all where it is off. */
async function readMacie(reader: AccountReader, region: string, ask: Ask) {
    const macie = await ask(() => reader.macie(region));
    if (macie === undefined) return noMacie;
    if (macie === unknown) return { macie, macieExport: unknown, administrator: unknown } as const;
    const [macieExport, administrator] = await Promise.all([
        ask(() => reader.macieExport(region)),
        ask(() => reader.macieAdministrator(region)),
    ]);
    return { macie, macieExport, administrator };
}

const noMacie = { macie: undefined, macieExport: undefined, administrator: undefined };
const noInspector = { scan: [] };

function closed(region: string): RegionFacts {
    return {
        region,
        open: false,
        detector: undefined,
        destination: undefined,
        macie: undefined,
        macieExport: undefined,
        inspector: noInspector,
        registryRules: undefined,
        administrators: { guardDuty: undefined, macie: undefined, inspector: undefined },
    };
}
