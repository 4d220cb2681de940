import type * as pulumi from "@pulumi/pulumi";
import { DataDiscovery } from "../components/data-discovery";
import { existingDetection } from "../components/existing-detection";
import { homeFirst } from "../components/home-first";
import { OrganizationMembers } from "../components/organization-members";
import { type Detection, ThreatDetection } from "../components/threat-detection";
import { VulnerabilityScanning } from "../components/vulnerability-scanning";
import type { Account } from "../policies/account";
import type { Settings } from "../settings";

/** A Region in which GuardDuty is on, and what else is. */
export interface WatchedRegion {
    readonly region: string;
    readonly optIn: boolean;
    readonly detection: Detection;
    readonly macie: boolean;
    /** What this stack has made of the three services. */
    readonly own: readonly pulumi.Resource[];
    readonly discovery: DataDiscovery | undefined;
}

/**
 * The three services in every Region: switched on by this stack, or by the administrator of the organization. None where
 * the management account leaves itself to the administrator.
 */
export function watchRegions(settings: Settings, account: pulumi.Output<Account>): readonly WatchedRegion[] {
    const { organization } = settings;
    if (organization.role === "member") return memberRegions(settings, account);
    return organization.role === "management" && !organization.watched ? [] : ownRegions(settings, account);
}

function ownRegions({ home, regions, organization }: Settings, account: pulumi.Output<Account>): WatchedRegion[] {
    const retainOnDelete = organization.role === "administrator";
    const detections = homeFirst(home, regions, ({ region, guardDuty }, after?: ThreatDetection) => {
        return new ThreatDetection(`detection-${region}`, { region, after, retainOnDelete, ...guardDuty });
    });
    const discoveries = homeFirst(home, regions, ({ region, macie }, after?: DataDiscovery) => {
        return macie && new DataDiscovery(`discovery-${region}`, { region, after, retainOnDelete, ...macie });
    });
    const scannings = homeFirst(home, regions, ({ region, inspector }, after?: VulnerabilityScanning) => {
        const args = { region, accountId: account.id, after, retainOnDelete };
        return inspector && new VulnerabilityScanning(`scanning-${region}`, { ...args, ...inspector });
    });
    return [...detections].map(([one, detection]) => {
        const { region, optIn, members } = one;
        const [discovery, scanning] = [discoveries.get(one), scannings.get(one)];
        if (organization.role === "administrator" && members !== undefined) {
            const made = { detection, discovery, scanning };
            const { members: accounts } = organization;
            new OrganizationMembers(`members-${region}`, { region, accounts, ...members, ...made });
        }
        const own = [detection, discovery, scanning].filter((part) => part !== undefined);
        return { region, optIn, detection, macie: discovery !== undefined, own, discovery };
    });
}

/** A member's registry is its own; all else of the services is the administrator's. */
function memberRegions({ regions }: Settings, account: pulumi.Output<Account>): WatchedRegion[] {
    return regions.map(({ region, optIn, macie, inspector }) => {
        const registryScanning = inspector?.registryScanning;
        if (registryScanning !== undefined)
            new VulnerabilityScanning(`scanning-${region}`, { region, accountId: account.id, registryScanning });
        const detection = existingDetection(region, account);
        return { region, optIn, detection, macie: macie !== undefined, own: [], discovery: undefined };
    });
}
