import type { CostLine } from "./estimate";
import type { RegionalDrivers } from "./driver";
import { pricedRegion } from "./prices/price";

interface Facts {
    readonly drivers: readonly RegionalDrivers[];
    readonly lines: readonly CostLine[];
    readonly unpricedTypes: readonly string[];
}

/** All that the figures do not know, in sentences. */
export function unknowns({ drivers, lines, unpricedTypes }: Facts): string[] {
    const elsewhere = drivers.map(({ region }) => region).filter((region) => region !== pricedRegion);
    const billed = drivers.flatMap((regional) => regional.drivers);
    const priceless = [
        ...billed.filter(({ price }) => price === undefined).map(({ key }) => key),
        ...lines.filter(({ usd }) => usd === undefined).map(({ what }) => what),
    ];
    const secondary = [
        ...billed.filter(({ price }) => price?.source.certainty === "secondary").map(({ key }) => key),
        ...lines.filter(({ certainty }) => certainty === "secondary").map(({ what }) => what),
    ];
    return [
        ...sentence(
            elsewhere,
            (names) =>
                `The prices of ${names}: they are reckoned at those of ${pricedRegion}, which are among AWS's lowest.`,
        ),
        "Discounts, credits and taxes, and free tiers and trials: none is subtracted.",
        "Data transfer between Regions and to the internet, and what your own workloads cost.",
        ...sentence(priceless, (names) => `What these cost, so they are in no sum: ${names}.`),
        ...sentence(
            secondary,
            (names) => `Whether these prices still hold, for they come from others than AWS (marked ?): ${names}.`,
        ),
        ...sentence(unpricedTypes, (names) => `Whether these resource types cost anything: ${names}.`),
    ];
}

function sentence(names: readonly string[], make: (names: string) => string): string[] {
    const distinct = [...new Set(names)];
    return distinct.length === 0 ? [] : [make(distinct.join(", "))];
}
