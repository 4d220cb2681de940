import { grouped } from "../cli/lists";
import { plainTable } from "../cli/table";
import { type Terminal, wrapped } from "../cli/terminal";
import type { Bill } from "./bill";
import type { Accounts, Driver } from "./billing";

const notCounted = [
    "Prices: they change, and differ by Region. AWS's pages have them, and what is free in every month.",
    "Data transfer between Regions and to the internet, and what your own workloads cost.",
];

const placeOf: Readonly<Record<Accounts, string>> = {
    ALL: "in every account of the organization",
    NEW: "in accounts that join the organization",
    MEMBERS: "in each account of vigil:organization.members",
};

// AWS: GuardDuty User Guide, guardduty-review-usage-statistics; Macie User Guide, account-mgmt-costs; Inspector User
// Guide, usage: the administrator sees what each member's account costs.
const inOrganization = [
    "What is counted in an account is that account's cost; AWS Organizations bills the management account for all.",
    "The members' findings are counted here as well: on the bus, in the archive and the stream, and in alerts.",
];

/** A bill for people: what costs in any case, what depends on use, what is free at first, and where the prices are. */
export function billText(bill: Bill, terminal: Terminal): string {
    const { stack, services, unknownTypes } = bill;
    const { colors, columns } = terminal;
    const section = (title: string, body: string) => `${colors.bold(title)}\n${body}`;
    const list = (title: string, lines: readonly string[]) =>
        lines.length === 0 ? "" : section(title, bullets(lines, columns));
    const trials = services.flatMap(({ service, freeTrial }) =>
        freeTrial === undefined ? [] : [`${service}: ${freeTrial}`],
    );
    const isAdministrators = bill.regions.some(({ drivers }) => drivers.some(({ accounts }) => accounts !== undefined));
    return [
        colors.bold(`${stack}: what AWS bills it by`),
        section("Fixed, whatever happens", fixedTable(bill, columns)),
        section("By use", driverTables(bill, columns)),
        list("What grows with accounts", isAdministrators ? inOrganization : []),
        list("Free trials", trials),
        services.length === 0 ? "" : section("Prices", pricePages(bill, columns)),
        list("What these bill by is not known here", unknownTypes),
        list("Not in this list", notCounted),
    ]
        .filter((block) => block !== "")
        .join("\n\n");
}

function fixedTable({ regions, home }: Bill, columns: number): string {
    const rows = regions.flatMap(({ region, fixed }) =>
        fixed.map(({ service, what, count, billedBy }, index) => {
            const name = index > 0 ? "" : named(region, home);
            return [name, `${service} ${what}`, String(count), billedBy];
        }),
    );
    if (rows.length === 0) return "  nothing";
    const region = columns < 100 ? 18 : 24;
    return plainTable(
        [
            { heading: "Region", width: region },
            { heading: "What", width: columns - 2 - region - 10 - 28 },
            { heading: "How many", width: 10, align: "right" },
            { heading: "Billed by the", width: 28 },
        ],
        rows,
    );
}

/** Drivers that the same Regions bill by share a table. */
function driverTables({ regions, home }: Bill, columns: number): string {
    const all = regions.flatMap(({ region, drivers }) => drivers.map((driver) => ({ region, driver })));
    const byDriver = [...grouped(all, ({ driver }) => Object.values(driver).join(" ")).values()];
    const place = ({ accounts }: Driver) => (accounts === undefined ? "" : `, ${placeOf[accounts]}`);
    const byRegions = grouped(
        byDriver,
        (same) => same.map(({ region }) => named(region, home)).join(", ") + place(same[0].driver),
    );
    const tables = [...byRegions].map(([names, group]) => {
        const rows = group.map(([{ driver }]) => [driver.service, driver.counts]);
        return `${wrapped(`In ${names}:`, columns, "  ")}\n${twoColumns("Service", "What is counted", rows, columns)}`;
    });
    return tables.length === 0 ? "  nothing" : tables.join("\n\n");
}

function pricePages({ services }: Bill, columns: number): string {
    const rows = services.map(({ service, pricePage }) => [service, pricePage]);
    return twoColumns("Service", "Page", rows, columns);
}

function twoColumns(first: string, second: string, rows: readonly (readonly string[])[], columns: number): string {
    return plainTable(
        [
            { heading: first, width: 14 },
            { heading: second, width: columns - 2 - 14 },
        ],
        rows,
    );
}

function bullets(lines: readonly string[], columns: number): string {
    return lines.map((line) => wrapped(line, columns, "    ").replace(/^ {4}/, "  - ")).join("\n");
}

function named(region: string, home: string): string {
    return region === home ? `${region} (home)` : region;
}
