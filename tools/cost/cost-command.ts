import { newCommand, type ProcessContext, runCommand } from "../cli/command-line";
import { terminalOf } from "../cli/terminal";
import { driversOf, estimate } from "./estimate";
import { estimateJson } from "./json";
import type { StackResources } from "./stack-resources";
import { estimateText } from "./text";
import { parseUsage } from "./usage-file";
import { usageTemplate } from "./usage-template";

/** All that the command touches; tests hand in their own. */
export interface CommandContext extends ProcessContext {
    readonly readStack: (stack: string) => Promise<StackResources>;
    /** @throws UserError when the file cannot be read */
    readonly read: (file: string) => string;
}

interface Options {
    readonly stack: string;
    readonly usage?: string;
    readonly printUsage?: true;
    readonly json?: true;
    readonly color: boolean;
}

const examples = `
Examples:
  npm run cost                                                  the dev stack: what is fixed, and what it bills by
  npm run --silent cost -- --stack prod --print-usage > usage.yaml    a file to fill in
  npm run cost -- --stack prod --usage usage.yaml               what a month costs with these volumes

The figures are AWS's list prices of one Region, copied on a day (account/cost/prices): a guide, never an invoice.
Exit code: 0 done, 2 a mistake in the call, the settings or the usage file.
No AWS account, no Pulumi CLI and no network are needed.`;

/** Runs the command and gives its exit code. */
export async function costCommand(args: readonly string[], context: CommandContext): Promise<number> {
    const command = newCommand("cost", context)
        .description("Says what a stack bills by, per Region and service, and what that costs in a month.")
        .option("--stack <name>", "the stack", "dev")
        .option("--usage <file>", "a month's volumes, in YAML or JSON")
        .option("--print-usage", "print a usage file with every volume that the stack bills by")
        .option("--json", "print the estimate for machines instead, with the source of each price")
        .option("--no-color", "print without colours")
        .addHelpText("after", examples);
    return runCommand(command, args, (parsed) => tell(parsed.opts<Options>(), context), context);
}

async function tell({ stack, usage, printUsage, json, color }: Options, context: CommandContext): Promise<number> {
    const { readStack, read, print, stdout, env } = context;
    const resources = await readStack(stack);
    if (printUsage) {
        print(usageTemplate(stack, driversOf(resources)));
        return 0;
    }
    const volumes = usage === undefined ? undefined : parseUsage(usage, read(usage), driversOf(resources));
    const result = estimate(resources, volumes);
    const terminal = terminalOf(stdout, env, color);
    print(`${json ? estimateJson(result) : estimateText(result, terminal)}\n`);
    return 0;
}
