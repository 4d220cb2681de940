import type { OrganizationSettings, RegionSettings, Settings } from "../../settings";
import { resourceTypes } from "../recording/resource-types";
import { type AccountRegions, type Fact, type RegionFacts, unknown } from "./facts";
import type { Finding, Kind } from "./finding";
import type { Managed } from "./managed";

/** One Region: what is there, what the stack wants of it, and what the stack has there already. */
export interface RegionCase {
    readonly accountId: string;
    readonly facts: RegionFacts;
    readonly settings: RegionSettings;
    readonly organization: OrganizationSettings;
    readonly managed: Managed;
}

/** The Regions that both the settings and the facts have. */
export function casesOf(
    account: AccountRegions,
    { regions: wanted, organization }: Pick<Settings, "regions" | "organization">,
    managed: Managed,
): RegionCase[] {
    const { accountId, regions } = account;
    // The stack of a management account exports nothing, wherever its services export to.
    const unread = organization.role === "management" ? { destination: undefined, macieExport: undefined } : {};
    return wanted.flatMap((settings) => {
        const found = regions.find(({ region }) => region === settings.region);
        if (found === undefined) return [];
        return [{ accountId, facts: { ...found, ...unread }, settings, organization, managed }];
    });
}

/** Whether the stack has anything to do with the services of this account itself. */
export function isWatched({ organization }: Pick<RegionCase, "organization">): boolean {
    return organization.role !== "management" || organization.watched;
}

const { guardDutyAdministrator, macieAdministrator, macieMember, inspectorAdministrator, inspectorMember } =
    resourceTypes;

/** The three services, and what a stack makes of each for an organization. */
export const services: readonly OrganizationService[] = [
    { service: "guardDuty", subject: "GuardDuty", administrator: guardDutyAdministrator },
    { service: "macie", subject: "Macie", administrator: macieAdministrator, member: macieMember },
    { service: "inspector", subject: "Inspector", administrator: inspectorAdministrator, member: inspectorMember },
];

export interface OrganizationService {
    readonly service: keyof RegionFacts["administrators"];
    readonly subject: "GuardDuty" | "Macie" | "Inspector";
    /** Types of resources. GuardDuty takes members by itself. */
    readonly administrator: string;
    readonly member?: string;
}

/** What is there, if anything is and AWS tells of it. */
export function present<T>(fact: Fact<T | undefined>): T | undefined {
    return fact === unknown ? undefined : fact;
}

/**
 * The account that decides about a service here; undefined if it is the user's own, or there is none. A management
 * account names that account itself, and switches the service on all the same.
 */
export function administratorOf(
    { accountId, facts, organization }: RegionCase,
    service: keyof RegionFacts["administrators"],
): string | undefined {
    const administrator = present(facts.administrators[service]);
    return administrator === accountId || organization.role === "management" ? undefined : administrator;
}

/** Makes the findings about one subject, in one Region or in the whole account. */
export function findingsAbout(region: string | undefined, subject: Finding["subject"]) {
    return (kind: Kind, is: string, up: string): Finding => ({ kind, region, subject, is, up });
}

/** Those findings whose condition holds. */
export function holding(...findings: readonly (Finding | false | undefined)[]): Finding[] {
    return findings.filter((finding) => finding !== false && finding !== undefined);
}

/** A service as it is in a Region, as far as all three are judged alike. */
interface Service {
    readonly subject: "GuardDuty" | "Macie" | "Inspector";
    readonly setting: keyof RegionFacts["administrators"];
    /** Whether Pulumi manages it in this stack. */
    readonly own: boolean;
    /** What is there, as the beginning of a sentence. */
    readonly is: string;
    /** What `pulumi up` does about one that it does not manage, and about its own where the settings say off. */
    readonly collision: string;
    readonly loss?: string;
}

/**
 * What is to say of a service that is there.
 *
 * @param decided only where the settings want it, and nobody else administers it
 * @param kept what is a member's own, too
 */
export function serviceFindings(
    region: RegionCase,
    service: Service,
    decided: readonly Finding[],
    kept: readonly Finding[],
): Finding[] {
    const { subject, setting, own, is, collision, loss } = service;
    const say = findingsAbout(region.facts.region, subject);
    if (region.organization.role === "member") {
        const up =
            'Switches it off, which AWS refuses to a member. Have the stack leave it alone first: docs/organization.md, "From standalone to member".';
        const formerly = own && say("blocked", `${is}, and is part of this stack.`, up);
        return [...holding(formerly), ...(region.settings[setting] === undefined ? [] : kept)];
    }
    const foreign = `${is}, and is not part of this stack.`;
    if (loss !== undefined && region.settings[setting] === undefined) {
        const ignored = say("note", foreign, "Leaves it alone: the settings say off.");
        return [own ? say("loss", `${is}, and the settings say off.`, loss) : ignored];
    }
    const administrator = administratorOf(region, setting);
    if (administrator !== undefined) {
        const off = loss === undefined ? "" : ` or vigil:${setting} to false,`;
        // As a member's, the stack would delete what it has made.
        const fix = own ? "Deploy" : `Set vigil:organization.role to member,${off} or deploy`;
        const up = `The administrator decides, and may refuse or revert what the stack sets. ${fix} Vigil in ${administrator}.`;
        return [say("blocked", `Account ${administrator} administers ${subject} for the organization.`, up)];
    }
    return [...holding(!own && say("collision", foreign, collision)), ...decided, ...kept];
}

/** The bucket in `arn:aws:s3:::BUCKET/PREFIX`. */
export function bucketOf(arn: string): string {
    return arn.replace(/^arn:[^:]*:s3:::/, "").replace(/\/.*$/, "");
}

interface Export {
    /** Where it goes, as the beginning of a sentence. */
    readonly is: string;
    /** Whether Pulumi manages it in this stack. */
    readonly own: boolean;
    /** Whether it goes to the stack's own archive. */
    readonly toArchive: boolean;
}

/** What to say of an export, of which AWS allows one: nothing, if it is as it should be. */
export function exportFinding({ is, own, toArchive }: Export, say: ReturnType<typeof findingsAbout>) {
    const redirects = "Redirects it to the archive, after a `pulumi refresh` if it went there before.";
    if (own) return toArchive ? undefined : say("change", `${is}, and not to the archive.`, redirects);
    const unknownToPulumi = `${is}, this stack's archive, but Pulumi does not know that.`;
    if (toArchive) return say("collision", unknownToPulumi, "Fails: only one is allowed. Import it.");
    const choice =
        "Fails: only one is allowed. Import it with --redirect-exports: `up` then redirects it to the archive, " +
        "and the old bucket gets nothing new. Or delete it.";
    return say("collision", `${is}, which is not this stack's archive.`, choice);
}
