import { isGreen, labelOf, type Report } from "../proof/report";
import { faultEnd, faultReach, faultsOf, faultTitle, type Fault } from "./faults";
import { latencyText } from "./latency";
import { exampleMails, mailsOf, type Mailed } from "./mails";
import { regionTable } from "./table";
import { summaryLine } from "./tally";
import { wrapped, type Terminal } from "../cli/terminal";
import { eventName } from "./words";
import { count } from "../cli/lists";

/** The report for people: what is broken first, then every region, the mails, and what nothing is said about. */
export function reportText(report: Report, terminal: Terminal, options: { readonly allMails: boolean }): string {
    const { colors, columns } = terminal;
    const faults = faultsOf(report);
    const mails = options.allMails ? mailsOf(report) : exampleMails(report);
    const green = isGreen(report);
    const summary = `${green ? "✔" : "✘"} ${summaryLine(report)}`;
    const blocks = [
        ...faults.map((fault, index) => faultText(report, fault, index + 1, terminal)),
        regionTable(report, faults, terminal),
        ...latencyText(report, terminal),
        ...mails.map((mail) => mailText(mail, terminal)),
        ...listed("Not rehearsed, so nothing is proven about", report.notRehearsed, terminal),
        ...(report.notes ?? []).map((note) => wrapped(`Note: ${note}`, columns)),
        ...report.warnings.map((warning) => colors.yellow(wrapped(`Warning: ${warning}`, columns))),
        colors.bold(green ? colors.green(summary) : colors.red(summary)),
    ];
    return blocks.join("\n\n");
}

function faultText({ cloud }: Report, fault: Fault, number: number, { colors, columns }: Terminal): string {
    const { step, results } = fault;
    const title = `✘ ${number}. ${faultTitle(fault)}${step ? `: ${labelOf(step.resource)}` : ""}`;
    const rest = [
        faultReach(fault),
        step?.fix === undefined ? undefined : `Fix: ${step.fix}`,
        faultEnd(fault),
        cloud === "rehearsal" ? `npm run rehearse -- --explain "${results[0].id}" shows every step.` : undefined,
    ];
    return [
        colors.red(colors.bold(wrapped(title, columns))),
        ...(step ? [colors.red(wrapped(step.reason, columns, "     "))] : []),
        ...rest.filter((line) => line !== undefined).map((line) => wrapped(line, columns, "     ")),
    ].join("\n");
}

function mailText(mail: Mailed, { colors, columns }: Terminal): string {
    const title = `Mail: ${eventName(mail)} from ${mail.region}`;
    return `${colors.bold(title)}\n${wrapped(mail.arrived, columns, "  │ ")}`;
}

function listed(title: string, names: readonly string[], { colors }: Terminal): string[] {
    if (names.length === 0) return [];
    return [
        [colors.bold(`${title} ${count(names.length, "resource")}:`), ...names.map((name) => `  - ${name}`)].join("\n"),
    ];
}
