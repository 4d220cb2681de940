import Table from "cli-table3";
import { count, fewOf, grouped } from "../cli/lists";
import { noLines } from "../cli/table";
import type { Terminal } from "../cli/terminal";
import { type Report, type Result, wentWrong } from "../proof/report";
import type { Fault } from "./faults";
import { lookOf, regionsOf, sourceName } from "./results";

/** A Region, if it begins here, and the numbers of its services; or something to be said below them. */
interface Row {
    readonly region?: string;
    readonly numbers?: readonly [string, number, number, number];
    readonly remark?: string;
}

const headings = ["Region", "Service", "Should arrive", "Arrived", "Suppressed"];
/** "✔ ap-southeast-1 (home)" and the headings of the numbers; the services get the rest. */
const [regionWidth, numberWidths] = [25, [14, 8, 11]];
/** Below that, the services would get too little; a narrower window breaks the lines itself. */
const leastWidth = 78;

/** One line for a Region without faults; any other has one for each service, and Regions that fail alike share them. */
export function regionTable(report: Report, faults: readonly Fault[], terminal: Terminal): string {
    const rows = rowsOf(report, faults, terminal);
    const { colors } = terminal;
    const columns = Math.max(leastWidth, terminal.columns);
    const table = new Table({
        head: headings.map((heading) => colors.bold(heading)),
        colWidths: [
            regionWidth,
            numberWidths.reduce((rest, width) => rest - width, columns - regionWidth),
            ...numberWidths,
        ],
        colAligns: ["left", "left", "right", "right", "right"],
        wordWrap: true,
        chars: noLines,
        style: { head: [], border: [], "padding-left": 0, "padding-right": 1 },
    });
    table.push(
        ...rows.map(({ region = "", numbers, remark = "" }) => [
            region,
            ...(numbers ?? [{ colSpan: 4, content: remark }]),
        ]),
    );
    return table.toString().replace(/ +$/gm, "");
}

function rowsOf(report: Report, faults: readonly Fault[], { colors }: Terminal): readonly Row[] {
    const named = regionsOf(report).map((region) => {
        const results = report.results.filter((result) => result.region === region);
        const name = region === report.home ? `${region} (home)` : region;
        return results.some(wentWrong)
            ? { name, results, rows: rowsByService(results, faults, colors), wrong: true }
            : { name, results, rows: [{ numbers: numbersOf(results) }], wrong: false };
    });
    const alike = grouped(named, ({ name, rows, wrong }) => (wrong ? JSON.stringify(rows) : name));
    return [...alike.values()].flatMap((group) => {
        const [{ name, results, rows, wrong }] = group;
        const { sign, color } = lookOf(...results);
        const [first, ...rest] = rows;
        if (!wrong) return [{ ...first, region: `${colors[color](sign)} ${name}` }];
        const title = group.length === 1 ? name : `${group.length} Regions, each:`;
        const names = group.length === 1 ? [] : [{ remark: group.map((one) => one.name).join(", ") }];
        return [{ ...first, region: `${colors[color](sign)} ${colors.bold(title)}` }, ...rest, ...names];
    });
}

function rowsByService(
    results: readonly Result[],
    faults: readonly Fault[],
    colors: Terminal["colors"],
): readonly Row[] {
    return [...grouped(results, ({ source }) => source).values()].flatMap((own) => {
        const remarks = faults.flatMap((fault, position) => {
            const hit = own.filter((result) => fault.results.includes(result));
            return hit.length === 0
                ? []
                : [{ remark: colors[lookOf(...hit).color](faultLine(fault, hit, position + 1)) }];
        });
        return [{ numbers: numbersOf(own) }, ...remarks];
    });
}

/** "✘ 2 lost at the topic policy: HIGH finding, CRITICAL finding (see 1)". */
function faultLine({ outcome, step }: Fault, hit: readonly Result[], number: number): string {
    const what = outcome === "falseAlert" ? count(hit.length, "false alert") : `${hit.length} ${outcome}`;
    const where = step ? ` at the ${step.hop}` : "";
    return `${lookOf(...hit).sign} ${what}${where}: ${fewOf(hit.map(({ subject }) => subject))} (see ${number})`;
}

function numbersOf(results: readonly Result[]): [string, number, number, number] {
    const services = [...new Set(results.map(({ source }) => sourceName(source)))];
    const amountOf = (key: "expected" | "outcome", value: Result["expected"]) =>
        results.filter((result) => result[key] === value).length;
    return [
        services.length > 4 ? fewOf(services) : services.join(", "),
        amountOf("expected", "arrives"),
        amountOf("outcome", "arrives"),
        amountOf("outcome", "suppressed"),
    ];
}
