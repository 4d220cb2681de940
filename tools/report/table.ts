import Table from "cli-table3";
import { count, fewOf, grouped } from "../cli/lists";
import { noLines } from "../cli/table";
import type { Terminal } from "../cli/terminal";
import { type Report, type Result, wentWrong } from "../proof/report";
import type { Fault } from "./faults";
import { regionsOf, sourceName, tally } from "./results";

type Row = Table.CrossTableRow | Table.HorizontalTableRow;

const headings = ["Region", "Service", "Should arrive", "Arrived", "Suppressed"];
/** "✔ ap-southeast-1 (home)" and the headings of the numbers; the services get the rest. */
const [regionWidth, numberWidths] = [25, [14, 8, 11]];

/** One line for a Region without faults; any other has one for each service, with what was lost and where. */
export function regionTable(report: Report, faults: readonly Fault[], { colors, columns }: Terminal): string {
    const serviceWidth = numberWidths.reduce((rest, width) => rest - width, columns - regionWidth);
    const table = new Table({
        head: headings.map((heading) => colors.bold(heading)),
        colWidths: [regionWidth, serviceWidth, ...numberWidths],
        colAligns: ["left", "left", "right", "right", "right"],
        wordWrap: true,
        chars: noLines,
        style: { head: [], border: [], "padding-left": 0, "padding-right": 1 },
    });
    for (const region of regionsOf(report)) {
        const results = report.results.filter((result) => result.region === region);
        const name = region === report.home ? `${region} (home)` : region;
        if (results.some(wentWrong)) table.push(...rowsByService(name, results, faults, colors));
        else table.push([`${colors.green("✔")} ${name}`, ...numbers(results)]);
    }
    return table.toString().replace(/ +$/gm, "");
}

function rowsByService(
    name: string,
    results: readonly Result[],
    faults: readonly Fault[],
    colors: Terminal["colors"],
): Row[] {
    return [...grouped(results, ({ source }) => source).values()].flatMap((own, index) => {
        const region = index === 0 ? `${colors.red("✘")} ${colors.bold(name)}` : "";
        const faultRows = faults.flatMap((fault, position) => {
            const hit = own.filter((result) => fault.results.includes(result));
            return hit.length === 0
                ? []
                : [["", { colSpan: 4, content: colors.red(faultLine(fault, hit, position + 1)) }]];
        });
        return [[region, ...numbers(own)], ...faultRows];
    });
}

/** "✘ 2 lost at the topic policy: HIGH finding, CRITICAL finding (see 1)". */
function faultLine({ outcome, step }: Fault, hit: readonly Result[], number: number): string {
    const what = outcome === "falseAlert" ? count(hit.length, "false alert") : `${hit.length} ${outcome}`;
    const where = step ? ` at the ${step.hop}` : "";
    return `✘ ${what}${where}: ${fewOf(hit.map(({ subject }) => subject))} (see ${number})`;
}

function numbers(results: readonly Result[]): [string, number, number, number] {
    const services = [...new Set(results.map(({ source }) => sourceName(source)))].join(", ");
    const { arrives, suppressed } = tally(results);
    return [services, results.filter(({ expected }) => expected === "arrives").length, arrives, suppressed];
}
