import { exitWith, newCommand, processContext, type ProcessContext, runCommand } from "../cli/command-line";
import { terminalOf } from "../cli/terminal";
import { visibleData } from "../cli/visible";
import type { Recording } from "../recording/recorder";
import { recordStack } from "../recording/stack";
import { chosenStack } from "../recording/stack-choice";
import { billOf } from "./bill";
import { billText } from "./text";

/** All that the command touches; tests hand in their own. */
export interface CommandContext extends ProcessContext {
    /** @throws UserError when the settings are wrong */
    readonly recordStack: (stack: string) => Promise<Pick<Recording, "resources" | "outputs">>;
}

interface Options {
    readonly stack?: string;
    readonly json?: true;
    readonly color: boolean;
}

/** Grows by one whenever a reader of the old shape would stumble. */
const schemaVersion = 2;

const help = `
Examples:
  npm run cost                                    what the selected stack bills by, else dev
  npm run --silent cost -- --stack prod --json    the same of the prod stack, for machines

Exit code: 0 done, 2 a mistake in the call or the settings.
No AWS account, no Pulumi CLI and no network are needed.`;

/** Runs the command and gives its exit code. */
export async function costCommand(args: readonly string[], context: CommandContext): Promise<number> {
    const command = newCommand("cost", context, ["stack", "json", "color"], help).description(
        "Says what AWS bills a stack by, Region by Region, and where the prices are.",
    );
    return runCommand(command, args, (parsed) => printBill(parsed.opts<Options>(), context), context);
}

async function printBill({ json, color, ...options }: Options, context: CommandContext): Promise<number> {
    const { print, stdout, env } = context;
    const { stack } = chosenStack(options.stack, context);
    const bill = visibleData(billOf(stack, await context.recordStack(stack)));
    print(
        json
            ? `${JSON.stringify({ schemaVersion, ...bill }, undefined, 2)}\n`
            : `${billText(bill, terminalOf(stdout, env, color))}\n`,
    );
    return 0;
}

if (require.main === module) {
    const { printError } = processContext;
    const readStack = async (stack: string) => (await recordStack(process.cwd(), stack, printError)).recording;
    exitWith(costCommand(process.argv.slice(2), { ...processContext, recordStack: readStack }));
}
