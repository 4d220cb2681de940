import { grouped } from "../cli/lists";
import { type Terminal, wrapped } from "../cli/terminal";
import type { Driver } from "./driver";
import type { CostLine, Estimate } from "./estimate";
import { priceText, sumUsd } from "./price-text";
import { pricedRegion, pricesAsOf } from "./prices/price";
import { plainTable } from "../cli/table";

/** An estimate for people: figures first, then what decides the rest of the bill, then what nobody here knows. */
export function estimateText(estimate: Estimate, terminal: Terminal): string {
    const { stack, home, fixed, used, total } = estimate;
    const { colors, columns } = terminal;
    const title = `${stack}: US dollars a month, at list prices of AWS in ${pricedRegion}, looked up in ${pricesAsOf}`;
    return [
        colors.bold(title),
        section("Fixed, whatever happens", lineTable(fixed, home, terminal), terminal),
        used === undefined
            ? section("By use", driverTables(estimate, terminal), terminal)
            : section("By use, for the volumes given", lineTable(used, home, terminal), terminal),
        ...trials(estimate, terminal),
        ...(used === undefined ? [] : [section("By service", subtotalTable(estimate), terminal)]),
        section("Not known", bullets(estimate.unknowns, columns), terminal),
        colors.bold(
            used === undefined
                ? `${stack}: ${sumUsd(total)} a month is fixed; --usage FILE adds what depends on use`
                : `${stack}: ${sumUsd(total)} a month`,
        ),
    ].join("\n\n");
}

function section(title: string, body: string, { colors }: Terminal): string {
    return `${colors.bold(title)}\n${body}`;
}

function lineTable(lines: readonly CostLine[], home: string, { columns }: Terminal): string {
    if (lines.length === 0) {
        return "  nothing";
    }
    const rows = lines.map(({ region, what, quantity, usd, certainty }, index) => [
        region === lines[index - 1]?.region ? "" : named(region, home),
        what,
        quantity.toLocaleString("en-US"),
        usd === undefined ? "not known" : sumUsd(usd),
        certainty === "secondary" ? "?" : "",
    ]);
    const sum = lines.reduce((total, { usd = 0 }) => total + usd, 0);
    const region = columns < 100 ? 18 : 24;
    return plainTable(
        [
            { heading: "Region", width: region },
            { heading: "What", width: columns - 2 - region - 16 - 13 - 3 },
            { heading: "How many", width: 16, align: "right" },
            { heading: "A month", width: 13, align: "right" },
            { heading: "", width: 3 },
        ],
        [...rows, ["all", "", "", sumUsd(sum), ""]],
    );
}

/** Regions that bill by the same drivers share a table. */
function driverTables({ drivers, home }: Estimate, terminal: Terminal): string {
    const of = (own: readonly Driver[], scope: Driver["scope"]) => own.filter((driver) => driver.scope === scope);
    const keys = (own: readonly Driver[]) => of(own, "everyRegion").map(({ key }) => key);
    const shared = [...grouped(drivers, (regional) => keys(regional.drivers).join()).values()].map((same) => ({
        title: `In each Region: ${same.map(({ region }) => region).join(", ")}`,
        drivers: of(same[0].drivers, "everyRegion"),
    }));
    const once = drivers
        .filter(({ region }) => region === home)
        .map(({ drivers: own }) => ({ title: `At home only: ${home}`, drivers: of(own, "home") }));
    return [...shared, ...once]
        .map(({ title, drivers: own }) => `${wrapped(title, terminal.columns, "  ")}\n${driverTable(own, terminal)}`)
        .join("\n\n");
}

function driverTable(drivers: readonly Driver[], { columns }: Terminal): string {
    const price = columns < 100 ? 22 : 34;
    return plainTable(
        [
            { heading: "Volume", width: 30 },
            { heading: "What is counted", width: columns - 2 - 30 - price },
            { heading: "Price", width: price },
        ],
        drivers.map((driver) => [driver.key, driver.counts, priceText(driver.price)]),
    );
}

function subtotalTable({ subtotals }: Estimate): string {
    return plainTable(
        [
            { heading: "Service", width: 15 },
            { heading: pricedRegion, width: 14, align: "right" },
            { heading: "elsewhere, at its prices", width: 28, align: "right" },
        ],
        subtotals.map(({ service, atOwnPrices, atPricesOfPricedRegion }) => [
            service,
            sumUsd(atOwnPrices),
            sumUsd(atPricesOfPricedRegion),
        ]),
    );
}

function trials({ drivers }: Estimate, terminal: Terminal): string[] {
    const all = [...new Set(drivers.flatMap((regional) => regional.drivers))];
    const byTrial = [...grouped(all, ({ service, trial }) => `${service}: ${trial ?? ""}`)].flatMap(
        ([trial, [first]]) => (first.trial === undefined ? [] : [trial]),
    );
    const free = all.flatMap(({ key, price }) => (price?.free === undefined ? [] : [`${key}: ${price.free}`]));
    const lines = [
        ...byTrial,
        ...(free.length === 0 ? [] : [`Always free, shared with all else in the account: ${free.join("; ")}`]),
    ];
    return lines.length === 0
        ? []
        : [section("Free of charge, and not subtracted above", bullets(lines, terminal.columns), terminal)];
}

function bullets(lines: readonly string[], columns: number): string {
    return lines.map((line) => wrapped(line, columns, "    ").replace(/^ {4}/, "  - ")).join("\n");
}

function named(region: string, home: string): string {
    return region === home ? `${region} (home)` : region;
}
