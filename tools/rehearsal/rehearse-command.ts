import { Command } from "commander";
import { exitCodeOf, type ProcessContext } from "../cli/command-line";
import type { Rehearsed } from "./rehearse";
import { isGreen } from "../proof/report";
import { explanation } from "../report/explain";
import { reportPage } from "../report/html/page";
import { reportJson } from "../report/json";
import { reportJunit } from "../report/junit";
import { terminalOf } from "../cli/terminal";
import { reportText } from "../report/text";

/** All that the command touches; tests hand in their own. */
export interface CommandContext extends ProcessContext {
    readonly rehearseProgram: (stack: string) => Promise<Rehearsed>;
    /** The stack is the state's own unless it is given. */
    readonly rehearseState: (state: string, stack?: string) => Promise<Rehearsed>;
    readonly read: (file: string) => string;
    readonly write: (file: string, text: string) => void;
}

interface Options {
    readonly stack?: string;
    readonly state?: string;
    readonly mails?: true;
    readonly explain?: string;
    readonly json?: true;
    readonly junit?: string;
    readonly html?: string;
    readonly resources?: string;
    readonly color: boolean;
}

const examples = `
Examples:
  npm run rehearse                                          the dev stack
  npm run rehearse -- --stack prod --html report.html       a page to keep, or to put into a pull request
  npm run rehearse -- --explain list                        the ids of all results
  npm run rehearse -- --explain eu-west-1/guardDuty/HIGH    every step of one result, and what decided it
  pulumi stack export --stack prod > state.json
  npm run rehearse -- --state state.json                    what is deployed, instead of what would be

Exit code: 0 all as it should be, 1 an alert is lost or mailed for nothing, 2 a mistake in the call or the settings.
No AWS account, no Pulumi CLI and no network are needed.`;

/** Runs the command and gives its exit code. */
export async function rehearseCommand(args: readonly string[], context: CommandContext): Promise<number> {
    const { print, printError } = context;
    const command = new Command("npm run rehearse --")
        .description("Sends sample findings through the stack as `pulumi up` would build it, and shows what arrives.")
        .option("--stack <name>", "the stack to rehearse, dev unless there is a --state")
        .option("--state <file>", "rehearse the output of `pulumi stack export` instead of the program")
        .option("--mails", "print every mail, not only the most severe of each service")
        .option("--explain <finding>", "print each step of the results whose id begins so, or `list` the ids")
        .option("--json", "print the report for machines instead")
        .option("--junit <file>", "write a test report for a build server")
        .option("--html <file>", "write one self-contained page")
        .option("--resources <file>", "write the resources in the shape of `pulumi stack export`")
        .option("--no-color", "print without colours")
        .addHelpText("after", examples)
        .configureOutput({ writeOut: print, writeErr: printError })
        .exitOverride();
    return exitCodeOf(() => rehearse(command.parse(args, { from: "user" }).opts<Options>(), context), context);
}

async function rehearse(options: Options, context: CommandContext): Promise<number> {
    const { rehearseProgram, rehearseState, print, read, write, stdout, env } = context;
    const { report, resources } = await (options.state === undefined
        ? rehearseProgram(options.stack ?? "dev")
        : rehearseState(read(options.state), options.stack));

    if (options.junit !== undefined) write(options.junit, reportJunit(report));
    if (options.html !== undefined) write(options.html, reportPage(report));
    if (options.resources !== undefined) write(options.resources, `${JSON.stringify(resources, undefined, 4)}\n`);

    const terminal = terminalOf(stdout, options.color ? env : { ...env, NO_COLOR: "1" });
    if (options.explain !== undefined) print(`${explanation(report, options.explain, terminal)}\n`);
    else if (options.json) print(`${reportJson(report)}\n`);
    else print(`${reportText(report, terminal, { allMails: options.mails === true })}\n`);
    return isGreen(report) ? 0 : 1;
}
