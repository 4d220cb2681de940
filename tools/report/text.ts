import { count } from "../cli/lists";
import { type Terminal, wrapped } from "../cli/terminal";
import type { Report } from "../proof/report";
import { type Fault, faultEnd, faultReach, faultResource, faultsOf, faultTitle } from "./faults";
import { latenciesOf } from "./latencies";
import { exampleMails, mailsOf, mailText } from "./mail";
import { eventName, lookOf, summaryLine } from "./results";
import { accountText } from "./origin";
import { regionTable } from "./table";

/** How many causes are repeated at the end. */
const mostRepeated = 4;

/**
 * The report for people: what is broken first, then every Region, the alerts, and what was not rehearsed. At the end,
 * where a terminal stands still, what is broken is repeated.
 */
export function reportText(report: Report, terminal: Terminal, options: { readonly allMails: boolean }): string {
    const { colors, columns } = terminal;
    const faults = faultsOf(report);
    const mails = options.allMails ? mailsOf(report) : exampleMails(report);
    const { sign, color } = lookOf(...report.results);
    const summary = wrapped(`${sign} ${summaryLine(report)}`, columns);
    const blocks = [
        ...faults.map((fault, index) => faultText(report, fault, index + 1, terminal)),
        regionTable(report, faults, terminal),
        ...latencyText(report, terminal),
        ...mails.map((mail) => {
            const title = colors.bold(`Mail: ${eventName(mail)} from ${mail.region}`);
            return `${title}\n${mailText(mail, terminal)}`;
        }),
        ...notRehearsedText(report, terminal),
        ...(report.notes ?? []).map((note) => wrapped(`Note: ${note}`, columns)),
        ...report.warnings.map((warning) => colors.yellow(wrapped(`Warning: ${warning}`, columns))),
        ...repeated(faults, terminal),
        ...(report.accountInvented ? [colors.dim(`Account: ${accountText(report)}`)] : []),
        colors.bold(colors[color](summary)),
    ];
    return blocks.join("\n\n");
}

function faultText(
    { cloud, call = "npm run rehearse --" }: Report,
    fault: Fault,
    number: number,
    { colors, columns }: Terminal,
): string {
    const { step, results } = fault;
    const { color } = lookOf(...results);
    const title = titleOf(fault, number);
    const rest = [
        faultReach(fault),
        step?.fix === undefined ? undefined : `Fix: ${step.fix}`,
        faultEnd(fault),
        cloud === "rehearsal" ? `${call} --explain "${results[0].id}" shows every step.` : undefined,
    ];
    return [
        colors[color](colors.bold(wrapped(title, columns))),
        ...(step ? [colors[color](wrapped(step.reason, columns, "     "))] : []),
        ...rest.filter((line) => line !== undefined).map((line) => wrapped(line, columns, "     ")),
    ].join("\n");
}

function titleOf(fault: Fault, number: number): string {
    const { sign } = lookOf(...fault.results);
    return `${sign} ${number}. ${faultTitle(fault)}${fault.step ? `: ${faultResource(fault)}` : ""}`;
}

/** Cause and fix of what is broken, the first few. */
function repeated(faults: readonly Fault[], { colors, columns }: Terminal): string[] {
    if (faults.length === 0) return [];
    const lines = faults
        .slice(0, mostRepeated)
        .flatMap((fault, index) => [
            colors[lookOf(...fault.results).color](wrapped(titleOf(fault, index + 1), columns)),
            ...[fault.step?.reason, fault.step?.fix && `Fix: ${fault.step.fix}`].flatMap((line) =>
                line ? [wrapped(line, columns, "     ")] : [],
            ),
        ]);
    const rest = faults.length - mostRepeated;
    return [[colors.bold("What is broken:"), ...lines, ...(rest > 0 ? [`and ${rest} more, above.`] : [])].join("\n")];
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
