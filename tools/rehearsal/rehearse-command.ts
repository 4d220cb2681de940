import { exitWith, newCommand, processContext, type ProcessContext, runCommand, textFiles } from "../cli/command-line";
import { quoted } from "../cli/npm-options";
import { chosenStack } from "../recording/stack-choice";
import { type Forms, publish } from "../report/publish";
import { type Rehearsed, rehearseProgram, rehearseState } from "./rehearse";

/** Everything the command touches; tests pass their own. */
export interface CommandContext extends ProcessContext, Pick<typeof textFiles, "read" | "write" | "append"> {
    readonly rehearseProgram: (stack: string) => Promise<Rehearsed>;
    /** The stack is by default the one that the state is of. */
    readonly rehearseState: (state: string, stack?: string) => Promise<Rehearsed>;
    readonly directory: string;
    readonly now: () => number;
}

interface Options extends Forms {
    readonly stack?: string;
    readonly state?: string;
    readonly resources?: string;
}

const examples = `
Examples:
  npm run rehearse                                          the selected stack, else dev
  npm run rehearse -- --stack prod --html report.html       a page to keep, or to put into a pull request
  npm run rehearse -- --explain list                        the ids of all results
  npm run rehearse -- --explain eu-west-1/guardDuty/HIGH    every step of one result, and what decided it
  pulumi stack export --stack prod > state.json
  npm run rehearse -- --state state.json                    what is deployed, instead of what would be

Exit code: 0 everything as it should be, 1 a lost alert or a false one, 2 a mistake in the call or the settings,
3 nothing is lost, but something on the path cannot be judged, so that an alert is unproven.
No AWS account, no Pulumi CLI and no network are needed.`;

/** Runs the command and gives its exit code. */
export async function rehearseCommand(args: readonly string[], context: CommandContext): Promise<number> {
    const command = newCommand("rehearse", context, ["stack", "json", "junit", "html", "color"], examples)
        .description("Sends sample findings through the stack as `pulumi up` would build it, and shows what arrives.")
        .option("--state <file>", "rehearse the output of `pulumi stack export`, and its stack, not the program")
        .option("--mails", "print every mail, not only the most severe of each service")
        .option(
            "--explain <finding>",
            "print each step of the results whose id starts with this; `list` prints all ids",
        )
        .option("--resources <file>", "write the resources in the format of `pulumi stack export`");
    return runCommand(command, args, (parsed) => rehearse(parsed.opts<Options>(), context), context);
}

async function rehearse(options: Options, context: CommandContext): Promise<number> {
    const { read, write } = context;
    const { stack, state } = options;
    const { report: found, resources } = await (state === undefined
        ? context.rehearseProgram(chosenStack(stack, { ...context, tellsDefault: true }).stack)
        : context.rehearseState(read(state), stack === undefined ? undefined : chosenStack(stack, context).stack));
    const given = Object.entries({ stack, state }).filter(([, value]) => value !== undefined);
    const call = ["npm run rehearse --", ...given.map(([name, value = ""]) => `--${name} ${quoted(value)}`)].join(" ");
    const report = { ...found, call };

    const exitCode = publish(report, options, context);
    if (options.resources !== undefined) write(options.resources, `${JSON.stringify(resources, undefined, 4)}\n`);
    return exitCode;
}

if (require.main === module) {
    const directory = process.cwd();
    exitWith(
        rehearseCommand(process.argv.slice(2), {
            rehearseProgram: (stack) => rehearseProgram({ directory, stack }),
            rehearseState: (state, stack) => rehearseState({ state, directory, stack }),
            directory,
            now: () => Date.now(),
            ...textFiles,
            ...processContext,
        }),
    );
}
