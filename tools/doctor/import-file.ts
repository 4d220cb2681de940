import type { Settings } from "../../settings";
import type { RecordedResource } from "../recording/recorder";
import { resourceTypes, type SingleResource } from "../recording/resource-types";
import type { AccountRegions, RegionFacts } from "./facts";
import type { Managed } from "./managed";
import { administratorOf, bucketOf, casesOf, isWatched, present, type RegionCase } from "./region-case";

/** Something that exists, and that Pulumi is to manage from now on. */
export interface Import {
    readonly type: string;
    /** `undefined`: it is in no Region. */
    readonly region: string | undefined;
    /** Where a Region has one for each account. */
    readonly account?: string;
    /** The id as `pulumi import` wants it. */
    readonly id: string;
}

export interface ImportOptions {
    /** Whether exports to other buckets are imported, too; `pulumi up` then redirects them to the archive. */
    readonly redirectExports?: boolean;
}

/**
 * What stands in the way of `pulumi up` and can be imported. What an organization's administrator decides about stays
 * out, and so does what the settings switch off: Pulumi must not manage what the program does not make. Protection plans
 * need no import, because making one is an update.
 */
export function importsOf(
    account: AccountRegions,
    settings: Pick<Settings, "regions" | "organization">,
    managed: Managed,
    options: ImportOptions,
): Import[] {
    const cases = casesOf(account, settings, managed).filter(isWatched);
    return cases.flatMap((one) =>
        Object.entries(importIds(one, options)).flatMap(([resource, id]) => {
            const type = resourceTypes[resource as Imported];
            const { region } = one.facts;
            const isKnown = managed.has(type, region, hasOwnId(resource) ? id : undefined);
            // The provider takes the region after an @; without one, it looks in the stack's own.
            return id === undefined || isKnown ? [] : [{ type, region, id: `${id}@${region}` }];
        }),
    );
}

/** The others are one a region, under ids that do not tell one from its successor. */
function hasOwnId(resource: string): boolean {
    return resource === "detector" || resource === "destination";
}

/** Making the registry's rules anew is an update, so they need no import. */
type Imported = Exclude<SingleResource, "registryRules">;

/** The ids of what there is to import, in the forms that the pages of the resources in the Pulumi Registry name. */
function importIds(
    region: RegionCase,
    { redirectExports }: ImportOptions,
): Readonly<Record<Imported, string | undefined>> {
    const { accountId, facts, settings, organization, managed } = region;
    // Only the exports of a member are its own.
    const isMember = organization.role === "member";
    const isMine = (service: keyof RegionFacts["administrators"]) =>
        isMember || administratorOf(region, service) === undefined;
    const isExported = (to: string) => redirectExports === true || to === managed.bucket;
    const detector = isMine("guardDuty") ? present(facts.detector) : undefined;
    const destination = detector && present(facts.destination);
    const macie = settings.macie && isMine("macie") ? present(facts.macie) : undefined;
    const macieExport = macie && present(facts.macieExport);
    const scan = settings.inspector && isMine("inspector") ? (present(facts.inspector)?.scan ?? []) : [];
    return {
        detector: isMember ? undefined : detector?.id,
        destination:
            destination && isExported(bucketOf(destination.arn)) ? `${detector.id}:${destination.id}` : undefined,
        macie: macie && !isMember ? accountId : undefined,
        // There is one a region, so its id is the region.
        macieExport: macieExport && isExported(macieExport.bucket) ? facts.region : undefined,
        inspector: scan.length === 0 || isMember ? undefined : `${accountId}-${[...scan].sort().join(":")}`,
    };
}

/** What `pulumi import --file` reads. www.pulumi.com/docs/iac/guides/migration/import, "Bulk import operations" */
export interface ImportFile {
    readonly resources: readonly ImportEntry[];
}

/** A resource, or a parent: that exists in the program alone, so Pulumi makes an empty one that the next `up` fills. */
interface ImportEntry {
    readonly type: string;
    /** What the file calls it; unique in the file, since children of a component may bear its name. */
    readonly name: string;
    /** What the file calls its parent. */
    readonly parent?: string;
    readonly component?: true;
    /** The name of a resource in the program. */
    readonly logicalName?: string;
    readonly id?: string;
    /** Of the provider. */
    readonly version?: string;
}

/**
 * The file that gives what exists the place it has in the program, and that place's name and parents. The stack may
 * have some of them already: Pulumi leaves those as they are.
 *
 * @param program what the program registers
 * @param version of the AWS provider that the program uses
 * @throws Error when the program makes no such resource in that region
 */
export function importFileOf(
    imports: readonly Import[],
    program: readonly RecordedResource[],
    version: string,
): ImportFile {
    const places = imports.map((imported) => ({ ...imported, resource: placeOf(imported, program) }));
    const components = new Set(places.flatMap(({ resource }) => parentsOf(resource, program)));
    return {
        resources: [
            ...[...components].map((component) => ({
                ...{ type: component.type, name: component.name, ...parentOf(component, program) },
                component: true as const,
            })),
            ...places.map(({ id, resource }) => {
                const { type, name: logicalName } = resource;
                // GuardDuty's and Macie's administrators bear the same name, and their types differ in the service alone.
                const [service = "", noun = ""] = type.replace(/^aws:/, "").split(/\/.*:/);
                const name = `${logicalName}-${service}${noun}`;
                return { type, name, logicalName, ...parentOf(resource, program), id, version };
            }),
        ],
    };
}

function placeOf({ type, region, account }: Import, program: readonly RecordedResource[]): RecordedResource {
    const place = program.find((resource) => {
        const { region: own = resource.inputs.notificationHubRegion, accountId } = resource.inputs;
        return resource.type === type && own === region && (account === undefined || accountId === account);
    });
    if (place === undefined) {
        throw new Error(
            `The program makes no ${type} in ${region ?? "the account"}, so nothing can be imported as one.`,
        );
    }
    return place;
}

/** The components around a resource, outermost first. */
function parentsOf({ parent }: RecordedResource, program: readonly RecordedResource[]): RecordedResource[] {
    const around = program.find(({ urn, type }) => urn === parent && type !== "pulumi:pulumi:Stack");
    return around === undefined ? [] : [...parentsOf(around, program), around];
}

function parentOf(resource: RecordedResource, program: readonly RecordedResource[]): { parent?: string } {
    const parent = parentsOf(resource, program).at(-1)?.name;
    return parent === undefined ? {} : { parent };
}
