import { Command, CommanderError } from "commander";
import { expectationsOf } from "../proof/expectations";
import { reportPage } from "../report/html/page";
import { reportJson } from "../report/json";
import { reportJunit } from "../report/junit";
import { terminalOf } from "../cli/terminal";
import { reportText } from "../report/text";
import { settingsOf } from "../recording/stack";
import { readStackConfig } from "../recording/stack-config";
import { isGreen, type Report } from "../proof/report";
import { UserError } from "../cli/user-error";
import { cleanAccount } from "./clean-account";
import { awsClients } from "../aws/clients";
import { FailedCall } from "../aws/permission";
import type { Clock } from "./clock";
import { drillAccount } from "./drill-account";
import { listed, narrowed, positive } from "./order";
import { askPulumi, readOutputs } from "./outputs";
import { confirm } from "./plan";
import { progressOn } from "./progress";
import { Stop, stopOn } from "./stop";

/** All that the command touches; tests hand in their own. */
export interface CommandContext {
    readonly directory: string;
    readonly write: (file: string, text: string) => void;
    readonly stdin: NodeJS.ReadStream;
    readonly stdout: NodeJS.WriteStream;
    readonly stderr: NodeJS.WriteStream;
    readonly env: NodeJS.ProcessEnv;
    readonly clock: Clock;
    /** Where SIGINT and SIGTERM come from. */
    readonly signals: NodeJS.EventEmitter;
}

interface Options {
    readonly stack: string;
    readonly outputs?: string;
    readonly regions?: readonly string[];
    readonly services?: readonly string[];
    readonly timeout: number;
    readonly settle: number;
    readonly json?: true;
    readonly junit?: string;
    readonly html?: string;
    readonly keep?: true;
    readonly yes?: true;
    readonly allowPending?: true;
    readonly clean?: true;
}

const help = `
It looks before it touches anything, shows what it will do, and asks. What it makes it removes again, also after Ctrl-C.

Exit code: 0 all as it should be, 1 an alert is lost or mailed for nothing, 2 a mistake in the call or a refusal to
begin, 130 and 143 when it was stopped.`;

function commandOf({ stdout, stderr }: CommandContext): Command {
    return new Command("npm run drill --")
        .description(
            "Has AWS make sample findings in the account of a deployed stack, and shows whether the alerts arrive.",
        )
        .option("--stack <name>", "the stack to drill", "dev")
        .option("--outputs <file>", "output of `pulumi stack output --json`, instead of asking Pulumi")
        .option("--regions <list>", "only these Regions, as a,b", listed)
        .option("--services <list>", "only these services: guardDuty,macie,inspector", listed)
        .option("--timeout <minutes>", "how long to wait for alerts at most", positive("--timeout"), 20)
        .option("--settle <seconds>", "how long to stay for alerts that should not come", positive("--settle"), 60)
        .option("--json", "print the report for machines instead")
        .option("--junit <file>", "write a test report for a build server")
        .option("--html <file>", "write one self-contained page")
        .option("--keep", "leave queue, subscription and samples for a closer look")
        .option("--yes", "do not ask; nor is asked where the environment has CI")
        .option("--allow-pending", "begin although a mailbox has not confirmed its subscription")
        .option("--clean", "only remove what drills that were cut short have left")
        .addHelpText("after", help)
        .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
        .exitOverride();
}

/** Runs the command and gives its exit code. */
export async function drillCommand(args: readonly string[], context: CommandContext): Promise<number> {
    const { stderr } = context;
    const stop = stopOn(context.signals, (text) => stderr.write(text));
    try {
        const options = commandOf(context).parse(args, { from: "user" }).opts<Options>();
        return await run(options, context, stop.signal);
    } catch (error) {
        if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
        if (stop.signal.aborted) return (stop.signal.reason as Stop).exitCode;
        const message = complaint(error);
        if (message === undefined) throw error;
        stderr.write(`${message}\n`);
        return 2;
    } finally {
        stop.release();
    }
}

/** What a user can do something about; anything else is a defect, and needs its stack trace. */
function complaint(error: unknown): string | undefined {
    if (error instanceof UserError) return error.message;
    if (!(error instanceof FailedCall)) return undefined;
    return `AWS answered ${error.name}: ${error.message}. The drill has cleaned up; try again, or with fewer --regions.`;
}

async function run(options: Options, context: CommandContext, signal: AbortSignal): Promise<number> {
    const { directory, stderr, env } = context;
    const { stack, timeout, settle } = options;
    const all = expectationsOf(settingsOf(readStackConfig(directory, stack)));
    const expectations = narrowed(all, options.regions, options.services);
    const outputs = await (options.outputs === undefined ? askPulumi(stack) : readOutputs(options.outputs));
    const asking = { ...context, yes: options.yes === true, signal };
    const agree = async (plan: string) => {
        stderr.write(`${plan}\n`);
        await confirm("Go ahead?", asking);
    };

    const clientsIn = awsClients(env.AWS_ENDPOINT_URL);
    if (options.clean) {
        return cleanAccount({ stack, outputs, expectations: all, clientsIn, agree, say: (text) => stderr.write(text) });
    }
    const report = await drillAccount({
        stack,
        outputs,
        expectations,
        clientsIn,
        clock: context.clock,
        progress: progressOn(stderr),
        timeout,
        settle,
        keep: options.keep === true,
        allowPending: options.allowPending === true,
        agree,
        printError: (text) => stderr.write(text),
        signal,
    });
    present(report, options, context);
    return isGreen(report) ? 0 : 1;
}

function present(report: Report, { junit, html, json }: Options, { write, stdout, env }: CommandContext): void {
    if (junit !== undefined) write(junit, reportJunit(report));
    if (html !== undefined) write(html, reportPage(report));
    const text = json ? reportJson(report) : reportText(report, terminalOf(stdout, env), { allMails: false });
    stdout.write(`${text}\n`);
}
