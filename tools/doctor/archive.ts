import type { ArchiveSettings } from "../../settings/settings";
import { isOptIn } from "../../settings/regions";
import type { AccountReader } from "./account-reader";
import { type ArchiveFacts, type Fact, unknown } from "./facts";
import type { Finding } from "./finding";
import { findingsAbout, present } from "./region-case";

/** What the archive needs in the account beforehand. */
export type ArchiveNeeds = Pick<ArchiveSettings, "readers" | "replica" | "accessLogs">;

/**
 * Asks only about what the settings name.
 *
 * @param open the Regions that are enabled
 */
export async function readArchive(
    reader: AccountReader,
    account: { readonly accountId: string; readonly home: string; readonly open: Fact<readonly string[]> },
    { readers, replica, accessLogs }: ArchiveNeeds,
    ask: <T>(question: () => Promise<T>) => Promise<Fact<T>>,
): Promise<ArchiveFacts> {
    const { accountId, home, open } = account;
    const own = readers.filter((arn) => arn.split(":")[4] === accountId);
    const isClosed = replica !== undefined && isOptIn(replica.region) && open !== unknown;
    return {
        replicaOpen: !isClosed || open.includes(replica.region),
        logBucket: accessLogs === undefined ? undefined : await ask(() => reader.logBucket(accessLogs, home)),
        readers: new Map(
            await Promise.all(own.map(async (arn) => [arn, await ask(() => reader.principalExists(arn))] as const)),
        ),
    };
}

export function archiveFindings(facts: ArchiveFacts, { replica, accessLogs }: ArchiveNeeds, home: string): Finding[] {
    return [
        ...(replica === undefined || facts.replicaOpen ? [] : [closedReplica(replica.region)]),
        ...(accessLogs === undefined || facts.logBucket === unknown
            ? []
            : logFindings(accessLogs, present(facts.logBucket), home)),
        ...[...facts.readers].flatMap(([arn, exists]) => (exists === false ? [missingReader(arn)] : [])),
    ];
}

function closedReplica(region: string): Finding {
    const is = "archive.replica names this opt-in Region, which is not enabled in the account.";
    const up = "Fails: no replica can be made there. Enable it (`aws account enable-region`), or name another.";
    return findingsAbout(region, "Region")("blocked", is, up);
}

/** AWS: S3 User Guide, "Enabling Amazon S3 server access logging". */
function logFindings(name: string, bucket: LogBucket | undefined, home: string): Finding[] {
    const say = findingsAbout(home, "S3");
    const which = `bucket ${name}, which archive.accessLogs names`;
    if (bucket === undefined) {
        const up = "Fails: S3 writes access logs into a bucket of the same account alone. Make it, or name another.";
        return [say("blocked", `This account has no ${which}.`, up)];
    }
    if (bucket.region !== home) {
        const up = "Fails: S3 writes access logs into a bucket of the same Region alone. Name another.";
        return [say("blocked", `The ${which}, is in ${bucket.region}.`, up)];
    }
    const up = "Switches the logs on, and none comes: S3 does not write them there. Name another bucket.";
    return [
        ...(bucket.algorithm?.startsWith("aws:kms") === true
            ? [say("loss", `The ${which}, encrypts with a KMS key by default.`, up)]
            : []),
        ...(bucket.retains === true ? [say("loss", `The ${which}, locks every object by default.`, up)] : []),
    ];
}

type LogBucket = Exclude<ArchiveFacts["logBucket"], typeof unknown | undefined>;

function missingReader(arn: string): Finding {
    const up = "Fails: IAM takes no trust policy that names nobody. Make it, or leave it out.";
    return findingsAbout(undefined, "IAM")("blocked", `archive.readers names ${arn}, which does not exist.`, up);
}
