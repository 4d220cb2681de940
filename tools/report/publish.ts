import type { ProcessContext } from "../cli/command-line";
import { terminalOf } from "../cli/terminal";
import { visibleData } from "../cli/visible";
import { exitCodes, type Report, verdictOf } from "../proof/report";
import { explanation } from "./explain";
import { reportPage } from "./html/page";
import { reportJson } from "./json";
import { reportJunit } from "./junit";
import { originOf } from "./origin";
import { reportSummary } from "./summary";
import { reportText } from "./text";

/** The forms of a report that a command was asked for. */
export interface Forms {
    readonly mails?: true;
    readonly explain?: string;
    readonly json?: true;
    readonly junit?: string;
    readonly html?: string;
    /** The file of the state that the report is of. */
    readonly state?: string;
    /** @default true */
    readonly color?: boolean;
}

interface Context extends Pick<ProcessContext, "print" | "stdout" | "env"> {
    readonly write: (file: string, text: string) => void;
    /** Adds to a file. */
    readonly append: (file: string, text: string) => void;
    /** Where Vigil is. */
    readonly directory: string;
    /** Milliseconds since 1970. */
    readonly now: () => number;
}

/**
 * Prints a report, then writes the files, for one that cannot be written must not cost what was found out; and gives the
 * exit code.
 */
export function publish(found: Report, forms: Forms, context: Context): number {
    const { print, write, stdout, env } = context;
    const report = visibleData(found, ["arrived", "text"]);
    const origin = visibleData(originOf(found, { ...context, now: context.now(), state: forms.state }));
    const { mails, explain, json, junit, html, color } = forms;
    const terminal = terminalOf(stdout, env, color);
    if (explain !== undefined) print(`${explanation(report, explain, terminal)}\n`);
    else if (json) print(`${reportJson(report, origin)}\n`);
    else print(`${reportText(report, terminal, { allMails: mails === true })}\n`);
    if (junit !== undefined) write(junit, reportJunit(report, origin));
    if (html !== undefined) write(html, reportPage(report, origin));
    if (env.GITHUB_STEP_SUMMARY) context.append(env.GITHUB_STEP_SUMMARY, `${reportSummary(report, origin)}\n`);
    return exitCodes[verdictOf(report)];
}
