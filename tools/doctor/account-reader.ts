import type { Destination, Detector, Inspector, Macie, MacieExport, Organization, Quota, RegistryRules } from "./facts";

/**
 * What can be asked of an account, one fact a method; every question only reads.
 *
 * A method throws `Unreadable` when AWS does not answer it, and returns `undefined` for what does not exist.
 */
export interface AccountReader {
    accountId(): Promise<string>;
    organization(): Promise<Organization | undefined>;
    /** The regions that the account has switched on, those of every account included. */
    openRegions(): Promise<readonly string[]>;
    /** Limits that AWS tells together with what counts against them. */
    quotas(): Promise<readonly Quota[]>;

    detector(region: string): Promise<Detector | undefined>;
    /** The account that administers the detector. */
    guardDutyAdministrator(region: string, detectorId: string): Promise<string | undefined>;
    /** Where the detector exports its findings to; AWS allows one destination. */
    destination(region: string, detectorId: string): Promise<Destination | undefined>;

    macie(region: string): Promise<Macie | undefined>;
    macieAdministrator(region: string): Promise<string | undefined>;
    /** Where Macie writes its discovery results to. */
    macieExport(region: string): Promise<MacieExport | undefined>;

    inspector(region: string, accountId: string): Promise<Inspector>;
    inspectorAdministrator(region: string): Promise<string | undefined>;
    /** How the images of the ECR registry are scanned. */
    registryRules(region: string): Promise<RegistryRules>;
}
