import type { RegionSettings } from "../../../settings";
import { unknown, type Fact, type RegionFacts } from "../facts";
import type { Finding, Kind } from "../finding";
import type { Managed } from "../managed";

/** One region: what is there, what the stack wants of it, and what it has there already. */
export interface RegionCase {
    readonly accountId: string;
    readonly facts: RegionFacts;
    readonly settings: RegionSettings;
    readonly managed: Managed;
}

/** What is there, if anything is and AWS tells of it. */
export function present<T>(fact: Fact<T | undefined>): T | undefined {
    return fact === unknown ? undefined : fact;
}

/** Makes the findings about one service of one region. */
export function findingsAbout({ facts }: RegionCase, subject: Finding["subject"]) {
    return (kind: Kind, is: string, up: string): Finding => ({ kind, region: facts.region, subject, is, up });
}

/** The account that decides about a service here; `undefined` if it is the user's own, or nobody. */
export function administratorOf(
    { accountId, facts }: Pick<RegionCase, "accountId" | "facts">,
    service: keyof RegionFacts["administrators"],
): string | undefined {
    const administrator = present(facts.administrators[service]);
    return administrator === accountId ? undefined : administrator;
}
