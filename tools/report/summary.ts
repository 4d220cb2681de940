import { grouped } from "../cli/lists";
import { type Report, type Result, verdictOf } from "../proof/report";
import { faultLines, faultsOf } from "./faults";
import { type Origin, originFacts } from "./origin";
import { lookOf, regionsOf, sourceName, summaryLine } from "./results";

/** How each service does in each Region: what a reader wants to see first. Absent where a service has no results. */
export interface Matrix {
    readonly services: readonly string[];
    readonly rows: readonly { readonly region: string; readonly cells: readonly (Cell | undefined)[] }[];
}

type Cell = readonly [Result, ...Result[]];

export function matrixOf(report: Report): Matrix {
    const services = [...new Set(report.results.map(({ source }) => sourceName(source)))];
    const cells = grouped(report.results, ({ region, source }) => `${region} ${sourceName(source)}`);
    const rows = regionsOf(report).map((region) => ({
        region,
        cells: services.map((service) => cells.get(`${region} ${service}`)),
    }));
    return { services, rows };
}

/** How many of the results are as they should be. */
export function cellText(cell: Cell): string {
    const fine = cell.filter((result) => verdictOf({ results: [result] }) === "passed");
    return `${lookOf(...cell).sign} ${fine.length === cell.length ? "" : `${fine.length} of `}${cell.length}`;
}

/** The report in short, in Markdown, for the summary of a build. */
export function reportSummary(report: Report, origin: Origin): string {
    const { services, rows } = matrixOf(report);
    const faults = faultsOf(report).map((fault) => {
        const [title, ...lines] = faultLines(fault).map(inline);
        const told = lines.map((line) => `\n  ${line.replace(/^Fix:/, "**Fix:**")}`);
        return `- **${lookOf(...fault.results).sign} ${title}**\n${told.join("\n")}`;
    });
    return [
        `## ${lookOf(...report.results).sign} ${inline(summaryLine(report))}`,
        ...(faults.length === 0 ? [] : [faults.join("\n")]),
        [
            `| Region | ${services.join(" | ")} |`,
            `| --- |${" --- |".repeat(services.length)}`,
            ...rows.map(
                ({ region, cells }) =>
                    `| ${inline(region)} | ${cells.map((cell) => (cell === undefined ? "" : cellText(cell))).join(" | ")} |`,
            ),
        ].join("\n"),
        ...report.warnings.map((warning) => `**Warning:** ${inline(warning)}`),
        originFacts(origin)
            .map(([name, value]) => `${name}: ${inline(value)}`)
            .join(" · "),
    ].join("\n\n");
}

/** Text in which nothing is Markdown or HTML. */
function inline(text: string): string {
    return text.replace(/[\\`*_{}[\]<>()#+!|~&@]/g, (character) => `&#${character.charCodeAt(0)};`);
}
