import { DelegatedAdministration } from "../components/delegated-administration";
import { homeFirst } from "../components/home-first";
import { OrganizationAccess } from "../components/organization-access";
import type { Settings } from "../settings";
import type { WatchedRegion } from "./detection";

/** What the management account does: it lets the services into the organization, and names their administrator. */
export function delegate({ home, regions, organization }: Settings, watched: readonly WatchedRegion[]) {
    if (organization.role !== "management") return;
    const { administrator } = organization;
    const access = new OrganizationAccess("organization-access", { guardDutyRole: !organization.watched });
    homeFirst(home, regions, ({ region, macie, inspector }, after?: DelegatedAdministration) => {
        const own = watched.find((one) => one.region === region)?.own ?? [];
        const services = { macie: macie !== undefined, inspector: inspector !== undefined };
        const args = { region, administrator, access, own, after, ...services };
        return new DelegatedAdministration(`administration-${region}`, args);
    });
}
