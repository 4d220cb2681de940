import type { ProcessContext } from "../cli/command-line";
import { terminalOf } from "../cli/terminal";
import { visibleData } from "../cli/visible";
import { exitCodes, type Report, verdictOf } from "../proof/report";
import { explanation } from "./explain";
import { reportPage } from "./html/page";
import { reportJson } from "./json";
import { reportJunit } from "./junit";
import { reportText } from "./text";

/** The forms of a report that a command was asked for. */
export interface Forms {
    readonly mails?: true;
    readonly explain?: string;
    readonly json?: true;
    readonly junit?: string;
    readonly html?: string;
    /** @default true */
    readonly color?: boolean;
}

interface Context extends Pick<ProcessContext, "print" | "stdout" | "env"> {
    readonly write: (file: string, text: string) => void;
}

/**
 * Prints a report, then writes the files, for one that cannot be written must not cost what was found out; and gives the
 * exit code.
 */
export function publish(found: Report, forms: Forms, { print, write, stdout, env }: Context): number {
    const report = visibleData(found, ["arrived"]);
    const { mails, explain, json, junit, html, color } = forms;
    const terminal = terminalOf(stdout, env, color);
    if (explain !== undefined) print(`${explanation(report, explain, terminal)}\n`);
    else if (json) print(`${reportJson(report)}\n`);
    else print(`${reportText(report, terminal, { allMails: mails === true })}\n`);
    if (junit !== undefined) write(junit, reportJunit(report));
    if (html !== undefined) write(html, reportPage(report));
    return exitCodes[verdictOf(report)];
}
