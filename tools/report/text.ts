import { count } from "../cli/lists";
import { fitted, plainTable } from "../cli/table";
import { type Terminal, wrapped } from "../cli/terminal";
import type { Report } from "../proof/report";
import { type Fault, faultLines, faultsOf } from "./faults";
import { latenciesOf } from "./latencies";
import { exampleMails, mailsOf, mailText } from "./mail";
import { eventName, lookOf, summaryLine } from "./results";
import { accountText } from "./origin";
import { cellText, matrixOf } from "./summary";
import { toldHeadings, toldRows } from "./told";

/**
 * The report for people: every Region, the alerts, and what was not rehearsed. What is broken is at the end, where a
 * terminal stands still.
 */
export function reportText(report: Report, terminal: Terminal, options: { readonly allMails: boolean }): string {
    const { colors, columns } = terminal;
    const faults = faultsOf(report);
    const mails = options.allMails ? mailsOf(report) : exampleMails(report);
    const { sign, color } = lookOf(...report.results);
    const summary = wrapped(`${sign} ${summaryLine(report)}`, columns);
    const blocks = [
        matrixText(report, terminal),
        ...toldText(report, terminal),
        ...latencyText(report, terminal),
        ...mails.map((mail) => {
            const title = colors.bold(`Mail: ${eventName(mail)} from ${mail.region}`);
            return `${title}\n${mailText(mail, terminal)}`;
        }),
        ...notRehearsedText(report, terminal),
        ...(report.notes ?? []).map((note) => wrapped(`Note: ${note}`, columns)),
        ...report.warnings.map((warning) => colors.yellow(wrapped(`Warning: ${warning}`, columns))),
        ...faults.map((fault, index) => faultText(report, fault, index + 1, terminal)),
        ...(report.accountInvented ? [colors.dim(`Account: ${accountText(report)}`)] : []),
        colors.bold(colors[color](summary)),
    ];
    return blocks.join("\n\n");
}

/** Region by Region and service by service: how many results are as they should be, as on the page. */
function matrixText(report: Report, { colors }: Terminal): string {
    const { services, rows } = matrixOf(report);
    const lines = rows.map(({ region, cells }) => {
        const { sign, color } = lookOf(...cells.flatMap((cell) => cell ?? []));
        return [
            `${colors[color](sign)} ${region === report.home ? `${region} (home)` : region}`,
            ...cells.map((cell) => (cell === undefined ? "" : colors[lookOf(...cell).color](cellText(cell)))),
        ];
    });
    const headings = ["Region", ...services].map((heading) => colors.bold(heading));
    return plainTable(fitted(headings, lines), lines);
}

function faultText(
    { cloud, call = "npm run rehearse --" }: Report,
    fault: Fault,
    number: number,
    { colors, columns }: Terminal,
): string {
    const { results } = fault;
    const { sign, color } = lookOf(...results);
    const [title = "", ...lines] = faultLines(fault);
    const more = cloud === "rehearsal" ? [`${call} --explain "${results[0].id}" shows every step.`] : [];
    return [
        colors[color](colors.bold(wrapped(`${sign} ${number}. ${title}`, columns))),
        ...[...lines, ...more].map((line) => wrapped(line, columns, "     ")),
    ].join("\n");
}

/** Who is told of what; nothing where the default route is all there is. */
function toldText(report: Report, { colors, columns }: Terminal): string[] {
    const rows = toldRows(report);
    if (rows.length === 0) return [];
    const table = fitted(toldHeadings, rows);
    const others = table.slice(0, -1);
    const rest = others.reduce((left, { width }) => left - width, columns - 2);
    const last = table.slice(-1).map(({ heading }) => ({ heading, width: Math.max(12, rest) }));
    return [`${colors.bold("Who is told, and from which severity:")}\n${plainTable([...others, ...last], rows)}`];
}

/** A line for each Region and service; nothing where no alert really travelled. */
function latencyText(report: Report, { colors, columns }: Terminal): string[] {
    const lines = latenciesOf(report);
    if (lines.length === 0) return [];
    const width = Math.max(...lines.map(([name]) => name.length));
    const table = lines.map(([name, figures]) => wrapped(`${name.padEnd(width)}  ${figures}`, columns, "  "));
    return [[colors.bold("From the finding to the alert:"), ...table].join("\n")];
}

function notRehearsedText({ notRehearsed }: Report, { colors, columns }: Terminal): string[] {
    if (notRehearsed.length === 0) return [];
    const title = `Not rehearsed, so nothing is proven about ${count(notRehearsed.length, "resource")}:`;
    const names = notRehearsed.map((name) => wrapped(`- ${name}`, columns, "  "));
    return [[colors.bold(wrapped(title, columns)), ...names].join("\n")];
}
