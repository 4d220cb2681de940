import { Command } from "commander";
import { exitCodeOf, type ProcessContext } from "../cli/command-line";
import { terminalOf } from "../cli/terminal";
import { count } from "../cli/lists";
import type { RecordedResource } from "../recording/recorder";
import type { Settings } from "../../settings";
import { UserError } from "../cli/user-error";
import { importFileOf } from "./import/import-file";
import { takeoversOf } from "./import/importable";
import type { AccountReader } from "./account-reader";
import { diagnose } from "./diagnosis";
import { outcomes } from "./finding";
import { inspectAccount } from "./inspect";
import { diagnosisJson } from "./json";
import { managedByOutputs, managedByState, nothingManaged, type Managed } from "./managed";
import { diagnosisText } from "./text";
import { Unreadable } from "./unreadable";

/** What a stack asks for, and what the program makes of that. */
export interface Stack {
    readonly settings: Settings;
    readonly program: readonly RecordedResource[];
}

/** All that the command touches; tests hand in their own. */
export interface CommandContext extends ProcessContext {
    readonly readStack: (stack: string) => Promise<Stack>;
    readonly reader: AccountReader;
    /** Shows how far a run over so many regions is; the result is called for each that is done. */
    readonly progress: (regions: number) => { readonly step: () => void; readonly stop: () => void };
    /** Of the AWS provider that the program uses. */
    readonly providerVersion: string;
    /** @throws UserError when the file cannot be read */
    readonly read: (file: string) => string;
    /** @throws UserError when the file cannot be written */
    readonly write: (file: string, text: string) => void;
}

interface Options {
    readonly stack: string;
    readonly state?: string;
    readonly outputs?: string;
    readonly writeImport?: string;
    readonly redirectExports?: true;
    readonly json?: true;
    readonly color: boolean;
}

const help = `
Examples:
  npm run doctor -- --stack prod                                what is there, and what \`pulumi up\` would meet
  npm run doctor -- --stack prod --write-import import.json     and a file for \`pulumi import --file\`
  pulumi stack export --stack prod > state.json
  npm run doctor -- --stack prod --state state.json             not counting what the stack has made itself

Only reads the account, with the credentials that the AWS CLI would use; AWS_ENDPOINT_URL is honoured.
Exit code: 0 nothing is in the way, 1 something is that an import or a setting resolves, 2 blocked, or not to be
told, 3 a mistake in the call, the settings or the credentials.`;

/** Runs the command and gives its exit code. */
export async function doctorCommand(args: readonly string[], context: CommandContext): Promise<number> {
    const { print, printError } = context;
    const command = new Command("npm run doctor --")
        .description("Compares an AWS account with a stack's settings, and says what `pulumi up` would meet.")
        .option("--stack <name>", "the stack", "dev")
        .option("--state <file>", "what `pulumi stack export` printed: what the stack has already")
        .option("--outputs <file>", "what `pulumi stack output --json` printed: the same, less exactly")
        .option("--write-import <file>", "write a file for `pulumi import --file` that takes over what is in the way")
        .option("--redirect-exports", "let it take over exports to other buckets, too, which `up` turns to the archive")
        .option("--json", "print the diagnosis for machines instead")
        .option("--no-color", "print without colours")
        .addHelpText("after", help)
        .configureOutput({ writeOut: print, writeErr: printError })
        .exitOverride();
    return exitCodeOf(() => examine(command.parse(args, { from: "user" }).opts<Options>(), context), {
        printError,
        mistake: 3,
    });
}

async function examine(options: Options, context: CommandContext): Promise<number> {
    const { print, printError, stdout, env } = context;
    const managed = managedIn(options, context);
    const { settings, program } = await context.readStack(options.stack);
    const facts = await factsOf(
        settings.regions.map(({ region }) => region),
        context,
    );
    const diagnosis = diagnose(options.stack, { facts, settings, managed, program });
    const terminal = terminalOf(stdout, options.color ? env : { ...env, NO_COLOR: "1" });
    print(`${options.json ? diagnosisJson(diagnosis) : diagnosisText(diagnosis, terminal)}\n`);
    if (options.writeImport !== undefined) {
        const { redirectExports = false } = options;
        const takeovers = takeoversOf(facts, settings, managed, { redirectExports });
        const file = importFileOf(takeovers, program, context.providerVersion);
        context.write(options.writeImport, `${JSON.stringify(file, undefined, 4)}\n`);
        printError(`${options.writeImport} takes over ${count(takeovers.length, "resource")}.\n`);
    }
    return outcomes[diagnosis.outcome];
}

function managedIn({ state, outputs }: Options, { read }: CommandContext): Managed {
    if (state !== undefined && outputs !== undefined) {
        throw new UserError(
            "Give --state or --outputs, not both: the state tells all that the outputs tell, and more.",
        );
    }
    if (state !== undefined) return managedByState(read(state));
    return outputs === undefined ? nothingManaged : managedByOutputs(read(outputs));
}

async function factsOf(regions: readonly string[], { reader, progress }: CommandContext) {
    const { step, stop } = progress(regions.length);
    try {
        return await inspectAccount(reader, regions, step);
    } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        throw new UserError(
            `AWS does not say whose account this is (${error.action}): ${error.message} Set credentials as for the AWS CLI, ` +
                "and see that `aws sts get-caller-identity` answers.",
        );
    } finally {
        stop();
    }
}
