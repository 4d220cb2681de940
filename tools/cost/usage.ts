import { z } from "zod";
import type { Driver, RegionalDrivers } from "./driver";

type Volumes = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A month's volumes, by service and driver. */
export interface Usage {
    /** For every watched Region that has no volume of its own below. */
    readonly everyRegion?: Volumes;
    /** For what stands at home only. */
    readonly home?: Volumes;
    readonly regions?: Readonly<Record<string, Volumes>>;
}

/** A driver's volume in a Region; `undefined` if the user gave none. */
export function volumeOf({ everyRegion, home, regions }: Usage, region: string, driver: Driver): number | undefined {
    const { service, volume } = pathOf(driver);
    if (driver.scope === "home") {
        return home?.[service]?.[volume];
    }
    return regions?.[region]?.[service]?.[volume] ?? everyRegion?.[service]?.[volume];
}

/** The drivers of a place in the usage file, by its name there. */
export function driversByPlace(stack: readonly RegionalDrivers[]): {
    readonly everyRegion: readonly Driver[];
    readonly home: readonly Driver[];
    readonly regions: ReadonlyMap<string, readonly Driver[]>;
} {
    const all = [...new Set(stack.flatMap(({ drivers }) => drivers))];
    return {
        everyRegion: all.filter(({ scope }) => scope === "everyRegion"),
        home: all.filter(({ scope }) => scope === "home"),
        regions: new Map(
            stack.map(({ region, drivers }) => [region, drivers.filter(({ scope }) => scope === "everyRegion")]),
        ),
    };
}

/** Accepts exactly the drivers that the stack has. */
export function usageSchema(stack: readonly RegionalDrivers[]) {
    const { everyRegion, home, regions } = driversByPlace(stack);
    return z.strictObject({
        everyRegion: volumes(everyRegion),
        home: volumes(home),
        regions: z
            .strictObject(Object.fromEntries([...regions].map(([region, drivers]) => [region, volumes(drivers)])))
            .optional(),
    });
}

function volumes(drivers: readonly Driver[]) {
    const services = new Map<string, Record<string, z.ZodOptional<z.ZodNumber>>>();
    for (const { service, volume } of drivers.map(pathOf)) {
        services.set(service, { ...services.get(service), [volume]: z.number().min(0).optional() });
    }
    const shape = [...services].map(([service, keys]) => [service, z.strictObject(keys).optional()] as const);
    return z.strictObject(Object.fromEntries(shape)).optional();
}

/** Where a driver's volume stands below its place. */
export function pathOf({ key }: Driver): { readonly service: string; readonly volume: string } {
    const [service = "", volume = ""] = key.split(".");
    return { service, volume };
}
