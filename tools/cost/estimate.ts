import { grouped } from "../cli/lists";
import type { BilledService, Driver, RegionalDrivers } from "./driver";
import { allDrivers } from "./drivers";
import { fixedParts, isPriced } from "./fixed";
import { type Certainty, costOf, pricedRegion } from "./prices/price";
import type { StackResources } from "./stack-resources";
import { unknowns } from "./unknowns";
import { type Usage, volumeOf } from "./usage";

/** What a Region pays for one thing in a month. */
export interface CostLine {
    readonly region: string;
    readonly service: BilledService;
    readonly what: string;
    /** How many there are, or the volume of the month. */
    readonly quantity: number;
    /** US dollars; `undefined` if the price is not known. */
    readonly usd: number | undefined;
    readonly certainty: Certainty | undefined;
}

/** What a service costs in all Regions whose own prices these are, and in all others, reckoned at the same prices. */
export interface Subtotal {
    readonly service: BilledService;
    readonly atOwnPrices: number;
    readonly atPricesOfPricedRegion: number;
}

/** What a stack costs in a month. */
export interface Estimate {
    readonly stack: string;
    readonly home: string;
    readonly fixed: readonly CostLine[];
    /** What the stack bills by, whatever the volumes. */
    readonly drivers: readonly RegionalDrivers[];
    /** One line for each volume that was given; `undefined` if none were. */
    readonly used: readonly CostLine[] | undefined;
    readonly subtotals: readonly Subtotal[];
    readonly total: number;
    readonly unknowns: readonly string[];
}

/** The drivers of each Region of a stack. */
export function driversOf({ home, regions }: StackResources): RegionalDrivers[] {
    return [...regions].map(([region, resources]) => ({
        region,
        drivers: allDrivers.filter(
            ({ scope, billedFor }) => (scope === "everyRegion" || region === home) && billedFor(resources),
        ),
    }));
}

/** Reckons a month from what the stack registers and, if they are known, the user's volumes. */
export function estimate(resources: StackResources, usage?: Usage): Estimate {
    const drivers = driversOf(resources);
    const fixed = fixedLines(resources);
    const used = usage && drivers.flatMap((regional) => usedLines(regional, usage));
    const lines = [...fixed, ...(used ?? [])];
    const untold = [...resources.regions.values()].flat().filter(({ type }) => !isPriced(type));
    return {
        stack: resources.stack,
        home: resources.home,
        fixed,
        drivers,
        used,
        subtotals: subtotalsOf(lines),
        total: sum(lines),
        unknowns: unknowns({ drivers, lines, unpricedTypes: [...new Set(untold.map(({ type }) => type))] }),
    };
}

function fixedLines({ regions }: StackResources): CostLine[] {
    return [...regions].flatMap(([region, resources]) => {
        const parts = resources.flatMap(fixedParts);
        return [...grouped(parts, ({ service, what }) => `${service} ${what}`).values()]
            .map((same): CostLine => {
                const [{ service, what, usd, price }] = same;
                const quantity = same.length;
                const certainty = price?.source.certainty;
                return {
                    region,
                    service,
                    what: `${service} ${what}`,
                    quantity,
                    usd: usd === undefined ? usd : usd * quantity,
                    certainty,
                };
            })
            .sort((one, other) => `${one.service} ${one.what}`.localeCompare(`${other.service} ${other.what}`));
    });
}

function usedLines({ region, drivers }: RegionalDrivers, usage: Usage): CostLine[] {
    return drivers.flatMap((driver) => {
        const quantity = volumeOf(usage, region, driver);
        return quantity === undefined ? [] : [usedLine(region, driver, quantity)];
    });
}

function usedLine(region: string, { service, key, price }: Driver, quantity: number): CostLine {
    const usd = price && costOf(price, quantity);
    return { region, service, what: key, quantity, usd, certainty: price?.source.certainty };
}

function subtotalsOf(lines: readonly CostLine[]): Subtotal[] {
    return [...grouped(lines, ({ service }) => service)]
        .map(([service, own]) => ({
            service: service as BilledService,
            atOwnPrices: sum(own.filter(({ region }) => region === pricedRegion)),
            atPricesOfPricedRegion: sum(own.filter(({ region }) => region !== pricedRegion)),
        }))
        .sort((one, other) => one.service.localeCompare(other.service));
}

function sum(lines: readonly CostLine[]): number {
    return lines.reduce((total, { usd = 0 }) => total + usd, 0);
}
