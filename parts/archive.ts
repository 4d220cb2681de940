import type * as pulumi from "@pulumi/pulumi";
import { ArchiveReader } from "../components/archive-reader";
import { ArchiveReplica } from "../components/archive-replica";
import { FindingQueries } from "../components/finding-queries";
import { FindingsArchive } from "../components/findings-archive";
import { FindingsExport } from "../components/findings-export";
import type { Account } from "../policies/account";
import type { Settings } from "../settings";
import type { WatchedRegion } from "./detection";

/** The archive at home, its exports, its copy, and those who may ask it. */
export function keepFindings(
    { home, archive: kept, alerts }: Settings,
    account: pulumi.Output<Account>,
    watched: readonly WatchedRegion[],
) {
    if (kept === undefined) return undefined;
    const atHome = { region: home, account };
    const archive = new FindingsArchive("findings-archive", { ...atHome, writers: watched, ...kept });
    for (const one of watched) new FindingsExport(`export-${one.region}`, { archive, ...one });
    const replica =
        kept.replica && new ArchiveReplica("archive-replica", { home, account, archive, ...kept, ...kept.replica });
    // What there is to ask comes with the findings stream, on the way of alerts.
    const judged = alerts && { ...alerts, mute: mutedTypes(alerts) };
    const asked = judged && kept.queries ? new FindingQueries("queries", { ...atHome, archive, ...judged }) : undefined;
    const { readers } = kept;
    const reader =
        readers.length > 0 && new ArchiveReader("archive-reader", { ...atHome, archive, queries: asked, readers });
    return { archive, replica, asked, reader };
}

/** Muting is the notifier's work. */
export function mutedTypes({ notifier, mute }: NonNullable<Settings["alerts"]>): readonly string[] {
    return notifier ? mute : [];
}
