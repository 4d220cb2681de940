import type { Account } from "./account";
import { actingFor } from "./statements";

/** One configured Region, as the archive's policies need to know it. */
export interface WriterRegion {
    readonly region: string;
    /** Opt-in Regions write under a service principal of their own. */
    readonly optIn: boolean;
    /** The Region's GuardDuty detector. */
    readonly detectorArn: string;
    /** Whether Macie is on in this Region. */
    readonly macie: boolean;
}

/** A service that writes to the archive: who it is, and what its requests must carry. */
export interface FindingWriter {
    readonly name: "GuardDuty" | "Macie";
    readonly principals: string[];
    readonly conditions: Record<"StringEquals" | "ArnLike", Record<string, string | string[]>>;
    /** What it does with the findings key: GuardDuty User Guide, "Exporting findings"; Macie User Guide, "Storing and retaining sensitive data discovery results". */
    readonly keyActions: string[];
}

/**
 * The services that write to the archive, each tied to this account and to exactly the detectors, export configurations
 * and classification jobs of the configured Regions. A service that is on nowhere is not in the list.
 */
export function findingWriters(account: Account, regions: readonly WriterRegion[]): FindingWriter[] {
    const guardDuty: FindingWriter = {
        name: "GuardDuty",
        principals: servicePrincipals("guardduty", regions),
        conditions: actingFor(
            account,
            regions.map(({ detectorArn }) => detectorArn),
        ),
        keyActions: ["kms:GenerateDataKey"],
    };
    const withMacie = regions.filter(({ macie }) => macie);
    const macie: FindingWriter = {
        name: "Macie",
        principals: servicePrincipals("macie", withMacie),
        conditions: actingFor(
            account,
            withMacie.flatMap(({ region }) => macieArns(account, region)),
        ),
        keyActions: ["kms:GenerateDataKey", "kms:Encrypt"],
    };
    return [guardDuty, macie].filter(({ principals }) => principals.length > 0);
}

/** `guardduty.amazonaws.com` for all default Regions together, `guardduty.REGION.amazonaws.com` for each opt-in Region. */
function servicePrincipals(service: string, regions: readonly WriterRegion[]): string[] {
    const names = regions.map(({ region, optIn }) => (optIn ? `${service}.${region}` : service));
    return [...new Set(names)].sort().map((name) => `${name}.amazonaws.com`);
}

/** The ends of these ARNs are Macie's own: AWS documents no narrower form. */
function macieArns({ id, partition }: Account, region: string): string[] {
    const macie = `arn:${partition}:macie2:${region}:${id}`;
    return [`${macie}:export-configuration:*`, `${macie}:classification-job/*`];
}
