import { asOf, defaultRegions, offers, type Offer } from "./regions";
import type { Configured } from "./schema";
import { planNames } from "./vocabulary";

/** Something asked for that some of the regions lack. */
export interface Gap {
    readonly offer: Offer;
    /** The setting that asks for it. */
    readonly path: readonly string[];
    readonly regions: readonly string[];
}

/** The regions to watch, in the order configured. */
export function watchedRegions({ regions, "aws:region": home }: Pick<Configured, "regions" | "aws:region">) {
    return regions === "all-default" ? defaultRegions : (regions ?? [home]);
}

/** What is asked for and not offered. A region without Inspector at all is not reported again for each scan type. */
export function gaps(configured: Configured): Gap[] {
    const watched = watchedRegions(configured);
    const { guardDuty, macie, inspector } = configured;
    const scanned = watched.filter((region) => offers(region, "Inspector"));
    const gap = (offer: Offer, path: readonly string[], among = watched): Gap => ({
        offer,
        path,
        regions: among.filter((region) => !offers(region, offer)),
    });
    return [
        ...planNames
            .filter((plan) => guardDuty.plans[plan] !== false)
            .map((plan) => gap(plan, ["guardDuty", "plans", plan])),
        ...(macie === false ? [] : [gap("Macie", ["macie"])]),
        ...(inspector === false ? [] : [gap("Inspector", ["inspector"])]),
        ...(inspector === false ? [] : inspector.scan.map((type) => gap(type, ["inspector", "scan"], scanned))),
    ].filter(({ regions }) => regions.length > 0);
}

/** What is missing where. */
export function gapText({ offer, regions }: Gap): string {
    return `${offer} in ${regions.join(", ")}`;
}

/** Who says so: the place to look when AWS has moved on. */
export const source = `(settings/regions.ts, as of ${asOf})`;
