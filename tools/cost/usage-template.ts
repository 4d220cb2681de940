import type { Driver, RegionalDrivers } from "./driver";
import { priceText } from "./price-text";
import { driversByPlace, pathOf } from "./usage";

/** A usage file with exactly the drivers of a stack, every volume 0, and a comment on each. */
export function usageTemplate(stack: string, drivers: readonly RegionalDrivers[]): string {
    const { everyRegion, home, regions } = driversByPlace(drivers);
    return [
        `# A month's volumes for \`npm run cost -- --stack ${stack} --usage FILE\`. Write plain numbers, without separators.`,
        "# Prices are AWS's list prices of us-east-1; leave out what you do not know.",
        "",
        "# For each watched Region that has no volume of its own under `regions`.",
        "everyRegion:",
        ...volumes(everyRegion),
        "",
        "# For what stands in the home Region only.",
        "home:",
        ...volumes(home),
        "",
        "# For single Regions, with the keys of everyRegion; for example:",
        `#   ${[...regions.keys()].at(-1) ?? "us-east-1"}: { guardDuty: { cloudTrailEvents: 1000000 } }`,
        "regions: {}",
        "",
    ].join("\n");
}

function volumes(drivers: readonly Driver[]): string[] {
    return drivers.flatMap((driver, index) => {
        const { service, volume } = pathOf(driver);
        const previous = drivers.slice(0, index).map((earlier) => pathOf(earlier).service);
        return [
            ...(previous.at(-1) === service ? [] : [`  ${service}:`]),
            `    # ${driver.counts}: ${priceText(driver.price)}`,
            `    ${volume}: 0`,
        ];
    });
}
