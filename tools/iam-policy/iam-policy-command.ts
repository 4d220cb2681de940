import { join } from "node:path";
import { Option } from "commander";
import { exitWith, newCommand, processContext, type ProcessContext, runCommand, textFiles } from "../cli/command-line";
import { count } from "../cli/lists";
import { visibleData } from "../cli/visible";
import { chosenStack } from "../recording/stack-choice";
import { type DeployedStack, readDeployedStack, type StackChoice } from "./deployed-stack";
import { extraStatements } from "./extras";
import { managedPolicyLimit, packed, type Policy, sizeOf, type Statement } from "./policy";
import { deployerStatements } from "./statements";

/** All that the command touches; tests hand in their own. */
export interface CommandContext extends Omit<ProcessContext, "stdout">, Pick<typeof textFiles, "read" | "write"> {
    readonly readStack: (choice: StackChoice) => Promise<DeployedStack>;
}

interface Options {
    readonly stack?: string;
    readonly account?: string;
    readonly state?: string;
    readonly role: Role;
    readonly drill?: true;
    readonly doctor?: true;
    readonly findings?: true;
    readonly out?: string;
}

const help = `
Examples:
  npm run --silent iam-policy -- --stack dev --account 123456789012 > policy.json
  npm run iam-policy -- --stack prod --account 123456789012 --role drill --out iam-policies
  pulumi stack export | npm run iam-policy -- --stack prod --account 123456789012 --state /dev/stdin --out iam-policies

Prints JSON: the policy, or a list of policies where one would be larger than the ${managedPolicyLimit} characters that IAM
allows; attach them all. It covers create, read, update, delete and refresh of what the stack registers now: change
the settings, and it changes. With --state it also covers what is deployed already, under older names or in Regions
that the settings no longer have. Pulumi's own state (Pulumi Cloud, or a bucket and key of yours) is not part of it.

Exit code: 0 done, 2 a mistake in the call or the settings.
No AWS account, no Pulumi CLI and no network are needed.`;

/** Who needs a policy, and which statements. */
const statementsFor = {
    deployer: (stack: DeployedStack) => deployerStatements(stack),
    preview: (stack: DeployedStack) => deployerStatements(stack, "preview"),
    drill: (stack: DeployedStack) => extraStatements("drill", stack),
    doctor: (stack: DeployedStack) => extraStatements("doctor", stack),
    findings: (stack: DeployedStack) => extraStatements("findings", stack),
} satisfies Record<string, (stack: DeployedStack) => Statement[]>;

type Role = keyof typeof statementsFor;

/** The policies of somebody who does all that these roles do. */
export function policiesOf(stack: DeployedStack, roles: readonly Role[] = ["deployer"]): Policy[] {
    return packed(roles.flatMap((role) => statementsFor[role](stack)));
}

/** Runs the command and gives its exit code. */
export async function iamPolicyCommand(args: readonly string[], context: CommandContext): Promise<number> {
    const command = newCommand("iam-policy", context, ["stack", "json"], help)
        .description("Prints the least-privilege IAM policy for deploying a stack.")
        .option("--account <id>", "the account's twelve digits; by default the one in aws:allowedAccountIds")
        .option("--state <file>", "cover what is deployed, too: the output of `pulumi stack export`")
        .addOption(
            new Option("--role <role>", "print what one of them needs and nothing else; preview only reads")
                .choices(Object.keys(statementsFor))
                .default("deployer")
                .conflicts(["drill", "doctor", "findings"]),
        )
        .option("--drill", "add what `npm run drill` needs")
        .option("--doctor", "add what `npm run doctor` needs")
        .option("--findings", "add what `npm run findings` needs")
        .option("--out <directory>", "write one file for each policy instead of printing");
    return runCommand(command, args, (parsed) => printPolicies(parsed.opts<Options>(), context), context);
}

async function printPolicies(options: Options, context: CommandContext): Promise<number> {
    const { account, state, role, out } = options;
    const { readStack, read, write, print, printError } = context;
    const { stack } = chosenStack(options.stack, context);
    const deployed = await readStack({ stack, account, state: state === undefined ? undefined : read(state) });
    const roles = [role, ...(["drill", "doctor", "findings"] as const).filter((one) => options[one])];
    const policies = visibleData(policiesOf(deployed, roles));
    if (out !== undefined) {
        for (const [index, policy] of policies.entries()) {
            const file = `${deployed.project}-${stack}-${role}${policies.length === 1 ? "" : `-${index + 1}`}.json`;
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
        readStack: (choice: StackChoice) => readDeployedStack(process.cwd(), choice, processContext.printError),
    };
    exitWith(iamPolicyCommand(process.argv.slice(2), context));
}
