import type { RegionSettings, Settings } from "../../../settings";
import type { AccountFacts, RegionFacts } from "../facts";
import type { Managed } from "../managed";
import { bucketOf } from "../verdict/buckets";
import { administratorOf, present } from "../verdict/region-case";
import { resourceTypes, type SingleResource } from "../../recording/resource-types";

/** Something that exists, and that Pulumi is to manage from now on. */
export interface Takeover {
    readonly type: string;
    readonly region: string;
    /** The id as `pulumi import` wants it. */
    readonly id: string;
}

export interface TakeoverOptions {
    /** Whether exports to other buckets are taken over, too; `pulumi up` then turns them to the archive. */
    readonly redirectExports: boolean;
}

/**
 * What stands in the way of `pulumi up` and can be imported. What an organization's administrator decides about stays
 * out, and so does what the settings switch off: Pulumi must not manage what the program does not make. Protection plans
 * need no import, because making one is an update.
 */
export function takeoversOf(
    { accountId, regions }: Pick<AccountFacts, "accountId" | "regions">,
    settings: Pick<Settings, "regions">,
    managed: Managed,
    options: TakeoverOptions,
): Takeover[] {
    return settings.regions.flatMap((wanted) => {
        const facts = regions.find(({ region }) => region === wanted.region);
        if (facts === undefined) return [];
        const ids = importIds(accountId, facts, wanted, managed, options);
        return Object.entries(ids).flatMap(([resource, id]) => {
            if (id === undefined) return [];
            const type = resourceTypes[resource as Imported];
            const { region } = wanted;
            const known = managed.has(type, region, hasOwnId(resource) ? id : undefined);
            // The provider takes the region after an @; without one, it looks in the stack's own.
            return known ? [] : [{ type, region, id: `${id}@${region}` }];
        });
    });
}

/** The others are one a region, under ids that do not tell one from its successor. */
function hasOwnId(resource: string): boolean {
    return resource === "detector" || resource === "destination";
}

/** Making the registry's rules anew is an update, so they need no import. */
type Imported = Exclude<SingleResource, "registryRules">;
type Ids = Readonly<Record<Imported, string | undefined>>;

/** The ids of what there is to import, in the forms that the pages of the resources in the Pulumi Registry name. */
function importIds(
    accountId: string,
    facts: RegionFacts,
    settings: RegionSettings,
    { bucket }: Managed,
    { redirectExports }: TakeoverOptions,
): Ids {
    const mine = (service: keyof RegionFacts["administrators"]) =>
        administratorOf({ accountId, facts }, service) === undefined;
    const exported = (to: string) => redirectExports || to === bucket;
    const detector = mine("guardDuty") ? present(facts.detector) : undefined;
    const destination = detector && present(facts.destination);
    const macie = settings.macie && mine("macie") ? present(facts.macie) : undefined;
    const macieExport = macie && present(facts.macieExport);
    const scan = settings.inspector && mine("inspector") ? (present(facts.inspector)?.scan ?? []) : [];
    return {
        detector: detector?.id,
        destination:
            destination && exported(bucketOf(destination.arn)) ? `${detector.id}:${destination.id}` : undefined,
        macie: macie && accountId,
        // There is one a region, so its id is the region.
        macieExport: macieExport && exported(macieExport.bucket) ? facts.region : undefined,
        inspector: scan.length === 0 ? undefined : `${accountId}-${[...scan].sort().join(":")}`,
    };
}
