import { join } from "node:path";
import { exitWith, newCommand, processContext, type ProcessContext, runCommand, textFiles } from "../cli/command-line";
import { count } from "../cli/lists";
import { type DeployedStack, readDeployedStack } from "./deployed-stack";
import { type AccountCommand, extraStatements } from "./extras";
import { managedPolicyLimit, packed, type Policy, sizeOf } from "./policy";
import { deployerStatements } from "./statements";

/** All that the command touches; tests hand in their own. */
export interface CommandContext extends Pick<ProcessContext, "print" | "printError"> {
    readonly readStack: (stack: string, account: string | undefined) => Promise<DeployedStack>;
    /** Writes a file, and the folders it is in. */
    readonly write: (file: string, text: string) => void;
}

interface Options {
    readonly stack: string;
    readonly account?: string;
    readonly drill?: true;
    readonly doctor?: true;
    readonly out?: string;
}

const help = `
Examples:
  npm run --silent iam-policy -- --stack dev --account 123456789012 > policy.json
  npm run iam-policy -- --stack prod --account 123456789012 --drill --doctor --out policies

Prints JSON: the policy, or a list of policies where one would be larger than the ${managedPolicyLimit} characters that IAM
allows; attach them all. It covers create, read, update, delete and refresh of what the stack registers now: change
the settings, and it changes. Pulumi's own state (Pulumi Cloud, or a bucket and key of yours) is not part of it.

Exit code: 0 done, 2 a mistake in the call or the settings.
No AWS account, no Pulumi CLI and no network are needed.`;

/** The policies that a deployer of the stack needs, and perhaps its drill and doctor. */
export function deployerPolicies(stack: DeployedStack, commands: readonly AccountCommand[] = []): Policy[] {
    return packed([...deployerStatements(stack), ...commands.flatMap((command) => extraStatements(stack, command))]);
}

/** Runs the command and gives its exit code. */
export async function iamPolicyCommand(args: readonly string[], context: CommandContext): Promise<number> {
    const command = newCommand("iam-policy", context)
        .description("Prints the least-privilege IAM policy for deploying a stack.")
        .option("--stack <name>", "the stack", "dev")
        .option("--account <id>", "the account's twelve digits; by default the one in aws:allowedAccountIds")
        .option("--drill", "add what `npm run drill` needs")
        .option("--doctor", "add what `npm run doctor` needs")
        .option("--out <directory>", "write one file for each policy instead of printing")
        .option("--json", "print JSON, as it always does")
        .addHelpText("after", help);
    return runCommand(command, args, (parsed) => printPolicies(parsed.opts<Options>(), context), context);
}

async function printPolicies(
    { stack, account, drill, doctor, out }: Options,
    context: CommandContext,
): Promise<number> {
    const { readStack, write, print, printError } = context;
    const deployed = await readStack(stack, account);
    const commands: AccountCommand[] = [...(drill ? ["drill" as const] : []), ...(doctor ? ["doctor" as const] : [])];
    const policies = deployerPolicies(deployed, commands);
    if (out !== undefined) {
        for (const [index, policy] of policies.entries()) {
            const file = `${deployed.project}-${stack}-deployer${policies.length === 1 ? "" : `-${index + 1}`}.json`;
            write(join(out, file), json(policy));
            printError(
                `${file}: ${count(policy.Statement.length, "statement")}, ${sizeOf(policy)} of ${managedPolicyLimit} characters\n`,
            );
        }
        return 0;
    }
    print(json(policies.length === 1 ? policies[0] : policies));
    if (policies.length > 1) {
        printError(
            `A list of ${policies.length} policies: one would be larger than IAM's ${managedPolicyLimit} characters. Attach them all; --out writes a file for each.\n`,
        );
    }
    return 0;
}

function json(value: unknown): string {
    return `${JSON.stringify(value, undefined, 4)}\n`;
}

if (require.main === module) {
    const context = {
        ...processContext,
        ...textFiles,
        readStack: (stack: string, account: string | undefined) => readDeployedStack(process.cwd(), stack, account),
    };
    exitWith(iamPolicyCommand(process.argv.slice(2), context));
}
