import { version as providerVersion } from "@pulumi/aws/package.json";
import { actionsOf, doctorActions } from "../aws/actions";
import { awsClients } from "../aws/clients";
import { sentence } from "../aws/advice";
import { signInOf } from "../aws/credentials";
import { FailedCall } from "../aws/permission";
import { exitWith, newCommand, processContext, type ProcessContext, runCommand, textFiles } from "../cli/command-line";
import { count } from "../cli/lists";
import { type Progress, progressOn } from "../cli/progress";
import { terminalOf } from "../cli/terminal";
import { UserError } from "../cli/user-error";
import { visibleData } from "../cli/visible";
import { recordStack } from "../recording/stack";
import { chosenStack } from "../recording/stack-choice";
import { type AccountReader, awsReader } from "./account-reader";
import { type Case, diagnose, diagnosisJson } from "./diagnosis";
import { outcomes } from "./finding";
import { importFileOf, importsOf } from "./import-file";
import { inspectAccount } from "./inspect";
import { memberImports } from "./member-findings";
import { delegationImports } from "./organization-findings";
import { managedByState, nothingManaged } from "./managed";
import { hubImports } from "./receivers";
import { diagnosisText } from "./text";

/** What a stack asks for, and what the program makes of that. */
type Stack = Pick<Case, "settings" | "program" | "config">;

/** All that the command touches; tests hand in their own. */
export interface CommandContext extends ProcessContext, Pick<typeof textFiles, "read" | "write"> {
    readonly readStack: (stack: string) => Promise<Stack>;
    readonly readerOf: (config: Stack["config"]) => AccountReader;
    /** Shows how many Regions are read. */
    readonly progress: Progress;
    /** Of the AWS provider that the program uses. */
    readonly providerVersion: string;
}

interface Options {
    readonly stack?: string;
    readonly state?: string;
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
  npm run doctor -- --stack prod --state state.json             without what the stack has made itself

Only reads the account, with the credentials that the AWS CLI would use; AWS_ENDPOINT_URL is honoured.
Exit code: 0 nothing is in the way, 1 something is that an import or a setting resolves, 2 blocked, or not all could
be read, 3 a mistake in the call, the settings or the credentials.`;

/** Runs the command and gives its exit code. */
export async function doctorCommand(args: readonly string[], context: CommandContext): Promise<number> {
    const command = newCommand("doctor", context, ["stack", "json", "color"], help)
        .description("Compares an AWS account with a stack's settings, and says what `pulumi up` would meet.")
        .option("--state <file>", "what `pulumi stack export` printed: what the stack has already")
        .option("--write-import <file>", "write a file for `pulumi import --file` that imports what is in the way")
        .option("--redirect-exports", "also import exports to other buckets, which `up` then redirects to the archive");
    return runCommand(command, args, (parsed) => examine(parsed.opts<Options>(), context), { ...context, mistake: 3 });
}

async function examine(options: Options, context: CommandContext): Promise<number> {
    const { print, printError, stdout, env } = context;
    const { stack } = chosenStack(options.stack, context);
    const managed = options.state === undefined ? nothingManaged : managedByState(context.read(options.state));
    const { settings, program, config } = await context.readStack(stack);
    const facts = await factsOf(settings, context.readerOf(config), context.progress);
    const diagnosis = visibleData(diagnose(stack, { facts, settings, managed, program, config }));
    const terminal = terminalOf(stdout, env, options.color);
    print(`${options.json ? diagnosisJson(diagnosis) : diagnosisText(diagnosis, terminal)}\n`);
    if (options.writeImport !== undefined) {
        const hub = hubImports(facts.receivers, settings.home, managed);
        const ofServices = importsOf(facts, settings, managed, options);
        const ofOrganization = [delegationImports, memberImports].flatMap((of) => of(facts, settings, managed));
        const imports = [...ofServices, ...ofOrganization, ...hub];
        const file = importFileOf(imports, program, context.providerVersion);
        context.write(options.writeImport, `${JSON.stringify(file, undefined, 4)}\n`);
        printError(`${options.writeImport} imports ${count(imports.length, "resource")}.\n`);
    }
    return outcomes[diagnosis.outcome];
}

async function factsOf(settings: Case["settings"], reader: AccountReader, progress: Progress) {
    const regions = settings.regions.map(({ region }) => region);
    let done = 0;
    const show = () => {
        progress.show(new Map([["", { done, total: regions.length }]]));
    };
    show();
    try {
        const onRegion = () => {
            done++;
            show();
        };
        return await inspectAccount(reader, regions, onRegion, settings);
    } catch (error) {
        if (!(error instanceof FailedCall)) throw error;
        const { action, name, message } = error;
        throw new UserError(`AWS does not tell whose account this is (${action}): ${sentence(`${name}: ${message}`)}`);
    } finally {
        progress.stop();
    }
}

if (require.main === module) {
    const context: CommandContext = {
        ...processContext,
        ...textFiles,
        readStack: async (stack) => {
            const { settings, recording, config } = await recordStack(process.cwd(), stack, processContext.printError);
            return { settings, program: recording.resources, config: config.config };
        },
        readerOf: (config) =>
            awsReader(
                awsClients(
                    process.env.AWS_ENDPOINT_URL,
                    signInOf(config, processContext.printError),
                    actionsOf(doctorActions),
                ),
            ),
        progress: progressOn(process.stderr, { noun: "Regions" }),
        providerVersion,
    };
    exitWith(doctorCommand(process.argv.slice(2), context), 3);
}
