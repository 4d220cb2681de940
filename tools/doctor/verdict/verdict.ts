import type { RecordedResource } from "../../recording/recorder";
import type { Settings } from "../../../settings";
import { unknown, type AccountFacts } from "../facts";
import type { Finding } from "../finding";
import type { Managed } from "../managed";
import { guardDutyFindings } from "./guardduty";
import { inspectorFindings } from "./inspector";
import { macieFindings } from "./macie";
import type { RegionCase } from "./region-case";

/** What the verdict is about: the account, what the stack wants of it, and what it has there already. */
export interface Case {
    readonly facts: AccountFacts;
    readonly settings: Settings;
    readonly managed: Managed;
    /** What the program registers. */
    readonly program: readonly RecordedResource[];
}

/** Everything that `pulumi up` would meet, in the order of the regions. */
export function verdictOn({ facts, settings, managed, program }: Case): Finding[] {
    const { accountId } = facts;
    const regions = settings.regions.flatMap((own) => {
        const found = facts.regions.find(({ region }) => region === own.region);
        return found === undefined ? [] : [{ accountId, facts: found, settings: own, managed }];
    });
    return [
        ...organizationFindings(facts),
        ...quotaFindings(facts, managed, program),
        ...regions.flatMap(regionFindings),
    ];
}

function regionFindings(region: RegionCase): Finding[] {
    if (region.facts.open === false) {
        return [
            {
                kind: "blocked",
                region: region.facts.region,
                subject: "Region",
                is: "The account has not switched this opt-in Region on.",
                up: "Fails: nothing can be made there. Switch it on (`aws account enable-region`), or leave it out of vigil:regions.",
            },
        ];
    }
    return [...guardDutyFindings(region), ...macieFindings(region), ...inspectorFindings(region)];
}

function organizationFindings({ accountId, organization }: AccountFacts): Finding[] {
    if (organization === unknown || organization === undefined) return [];
    const { id, managementAccountId } = organization;
    const place = managementAccountId === accountId ? "the management account" : "a member";
    return [
        {
            kind: "note",
            region: undefined,
            subject: "Account",
            is: `It is ${place} of the organization ${id} (management account ${managementAccountId}).`,
            up: "Service control policies may deny what this account's own permissions allow; only trying tells.",
        },
    ];
}

function quotaFindings({ quotas }: AccountFacts, managed: Managed, program: readonly RecordedResource[]): Finding[] {
    if (quotas === unknown) return [];
    return quotas.flatMap(({ type, noun, used, limit }) => {
        const wanted = Math.max(0, program.filter((resource) => resource.type === type).length - managed.count(type));
        if (used + wanted <= limit) return [];
        return {
            kind: "blocked",
            region: undefined,
            subject: "Account",
            is: `${used} of ${limit} ${noun}s are used, and Vigil needs ${wanted} more.`,
            up: "Fails: remove some, or ask AWS for a higher quota.",
        } as const;
    });
}
