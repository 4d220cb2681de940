import Table from "cli-table3";
import { decisiveStep, type Result, type Report } from "../proof/report";
import { type Fault, wentWrong } from "./faults";
import { grouped } from "../cli/lists";
import { regionsOf, tally } from "./tally";
import type { Terminal } from "../cli/terminal";
import { sourceName } from "./words";
import { fewOf } from "../cli/lists";

type Row = Table.CrossTableRow | Table.HorizontalTableRow;

const headings = ["Region", "Service", "Should arrive", "Arrived", "Suppressed"];
/** "✔ ap-southeast-1 (home)" and the headings of the numbers; the services get the rest. */
const [regionWidth, numberWidths] = [25, [14, 8, 11]];
const sides = ["top", "left", "right", "bottom"].flatMap((side) => [
    side,
    `${side}-mid`,
    `${side}-left`,
    `${side}-right`,
]);
const noLines = Object.fromEntries([...sides, "mid", "mid-mid", "middle"].map((line) => [line, ""]));

/** One line for a region where all is well; a broken one unfolds, service by service, with what was lost and where. */
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
        if (!results.some(wentWrong)) table.push([`${colors.green("✔")} ${name}`, ...numbers(results)]);
        else table.push(...unfolded(name, results, faults, colors));
    }
    return trimmed(table.toString());
}

function unfolded(
    name: string,
    results: readonly Result[],
    faults: readonly Fault[],
    colors: Terminal["colors"],
): Row[] {
    return [...grouped(results, ({ source }) => source).values()].flatMap((own, index) => {
        const region = index === 0 ? `${colors.red("✘")} ${colors.bold(name)}` : "";
        const broken = faults
            .map((fault, position) => ({ position, hit: own.filter((result) => fault.results.includes(result)) }))
            .filter(({ hit }) => hit.length > 0);
        return [
            [region, ...numbers(own)],
            ...broken.map(({ position, hit }) => [
                "",
                { colSpan: 4, content: colors.red(whatBroke(hit, position + 1)) },
            ]),
        ];
    });
}

/** "✘ 2 lost at the topic policy: HIGH finding, CRITICAL finding (see 1)". */
function whatBroke(hit: readonly Result[], number: number): string {
    const [first] = hit;
    const hop = first && decisiveStep(first)?.hop;
    const where = hop ? ` at the ${hop}` : "";
    return `✘ ${hit.length} ${first?.outcome === "falseAlert" ? "mailed" : "lost"}${where}: ${fewOf(hit.map(({ subject }) => subject))} (see ${number})`;
}

function numbers(results: readonly Result[]): [string, number, number, number] {
    const services = [...new Set(results.map(({ source }) => sourceName(source)))].join(", ");
    const { arrives, suppressed } = tally(results);
    return [services, results.filter(({ expected }) => expected === "arrives").length, arrives, suppressed];
}

function trimmed(text: string): string {
    return text.replace(/ +$/gm, "");
}
