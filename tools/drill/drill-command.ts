import type { Command } from "commander";
import { checkAccount } from "../aws/account-check";
import { actionsOf, drillActions } from "../aws/actions";
import { awsClients } from "../aws/clients";
import { signInOf } from "../aws/credentials";
import { FailedCall } from "../aws/permission";
import { exitWith, newCommand, type ProcessContext, processContext, runCommand, textFiles } from "../cli/command-line";
import { progressOn } from "../cli/progress";
import { UserError } from "../cli/user-error";
import { expectationsOf } from "../proof/expectations";
import { deployedSettingsOf } from "../recording/stack";
import { chosenStack } from "../recording/stack-choice";
import { readStackConfig } from "../recording/stack-config";
import { type Forms, publish } from "../report/publish";
import { cleanAccount } from "./cleanup";
import { type Clock, systemClock } from "./clock";
import { drillAccount } from "./drill-account";
import { mailSettingsOf } from "./mails";
import { confirm, listed, narrowed, positive } from "./order";
import { membersAsked } from "./members";
import { askPulumi, parseOutputs, partitionOf } from "../recording/outputs";
import { readReceivers, receiversText } from "./receivers";
import { type Stop, stopOn } from "./stop";

/** All that the command touches; tests pass their own. */
export interface CommandContext extends ProcessContext, Pick<typeof textFiles, keyof typeof textFiles> {
    readonly directory: string;
    readonly stdin: NodeJS.ReadStream;
    readonly stderr: NodeJS.WriteStream;
    readonly clock: Clock;
    /** Where SIGINT and SIGTERM come from. */
    readonly signals: NodeJS.EventEmitter;
}

interface Options extends Pick<Forms, "json" | "junit" | "html"> {
    readonly stack?: string;
    readonly outputs?: string;
    readonly regions?: readonly string[];
    readonly services?: readonly string[];
    readonly timeout: number;
    readonly settle: number;
    readonly keep?: true;
    readonly yes?: true;
    readonly allowPending?: true;
    readonly clean?: true;
    readonly receivers?: true;
    readonly memberRole?: string;
    readonly members?: readonly string[];
}

const help = `
It looks before it touches anything, shows what it will do, and asks. It removes whatever it makes, also after Ctrl-C.

Exit code: 0 all as it should be, 1 an alert is lost or false, 2 a mistake in the call or a refusal to
begin, 3 an alert is unproven, for something on its path cannot be judged, 130 and 143 when it was stopped.`;

function commandOf(context: CommandContext): Command {
    return newCommand("drill", context, ["stack", "json", "junit", "html"], help)
        .description(
            "Has AWS make sample findings in the account of a deployed stack, and shows whether the alerts arrive.",
        )
        .option("--outputs <file>", "output of `pulumi stack output --json`, instead of asking Pulumi")
        .option("--regions <list>", "only these Regions, as a,b", listed)
        .option("--services <list>", "only these services: guardDuty,macie,inspector", listed)
        .option("--member-role <name>", "have samples made in members, too, as a role that each of them has")
        .option("--members <list>", "only these members, or those that vigil:organization.members leaves out", listed)
        .option("--timeout <minutes>", "how long to wait for alerts at most", positive("--timeout"), 20)
        .option("--settle <seconds>", "how long to stay for alerts that should not come", positive("--settle"), 60)
        .option("--keep", "leave queue, subscription and samples for a closer look")
        .option("--yes", "do not ask; it does not ask either where the environment has CI")
        .option("--allow-pending", "begin although a mailbox has not confirmed its subscription")
        .option("--receivers", "only ask SNS who is subscribed and who has confirmed; nothing is sent")
        .option("--clean", "only remove what interrupted drills have left");
}

/** Runs the command and gives its exit code. */
export async function drillCommand(args: readonly string[], context: CommandContext): Promise<number> {
    const stop = stopOn(context.signals, context.printError);
    const run = async (parsed: Command) => {
        try {
            return await drillStack(parsed.opts<Options>(), context, stop.signal);
        } catch (error) {
            if (stop.signal.aborted) return (stop.signal.reason as Stop).exitCode;
            throw explained(error);
        }
    };
    try {
        return await runCommand(commandOf(context), args, run, context);
    } finally {
        stop.release();
    }
}

/** What AWS answers is for the user to act on; anything else is a defect, and keeps its stack trace. */
function explained(error: unknown): unknown {
    if (!(error instanceof FailedCall)) return error;
    return new UserError(
        `AWS answered ${error.name}: ${error.message}. The drill has cleaned up; try again, or with fewer --regions.`,
    );
}

async function drillStack(options: Options, context: CommandContext, signal: AbortSignal): Promise<number> {
    const { directory, read, stderr, printError, env, clock } = context;
    const { outputs: file } = options;
    const { stack, called } = chosenStack(options.stack, { ...context, tellsDefault: true });
    const config = readStackConfig(directory, stack);
    const settings = deployedSettingsOf(config);
    const asked = membersAsked(options, settings.organization);
    const own = expectationsOf(settings);
    const all = asked ? { ...own, members: [...new Set([...(own.members ?? []), ...asked.accounts])] } : own;
    for (const sentence of config.unread) printError(`${sentence}\n`);
    const expectations = narrowed(all, options.regions, options.services);
    for (const target of [options.junit, options.html]) if (target !== undefined) context.checkWritable(target);
    const outputs = file === undefined ? await askPulumi(called) : parseOutputs(read(file), file);
    const signIn = signInOf(config.config, printError);
    const clientsAs = (...roles: typeof signIn.roles) =>
        awsClients(env.AWS_ENDPOINT_URL, { ...signIn, roles: [...signIn.roles, ...roles] }, actionsOf(drillActions));
    const roleIn = (account: string, role: string) => `arn:${partitionOf(outputs)}:iam::${account}:role/${role}`;
    const order = {
        stack,
        outputs,
        clientsIn: clientsAs(),
        printError,
        agree: async (plan: string) => {
            printError(`${plan}\n`);
            await confirm("Go ahead?", { ...context, yes: options.yes === true, signal });
        },
    };
    if (options.receivers) {
        await checkAccount(order);
        const receivers = await readReceivers(order, settings.alerts);
        context.print(`${receiversText(receivers, stack)}\n`);
        return receivers.every(({ state, isWanted }) => !isWanted || state === "confirmed" || state === "authenticated")
            ? 0
            : 1;
    }
    if (options.clean) return cleanAccount({ ...order, expectations: all });
    const report = await drillAccount({
        ...order,
        expectations,
        members: asked && {
            ...asked,
            clientsOf: (account) =>
                clientsAs({ roleArn: roleIn(account, asked.role), sessionName: "vigil-drill", externalId: undefined }),
        },
        mailSettings: mailSettingsOf(settings.alerts),
        clock,
        progress: progressOn(stderr, { noun: "alerts", lasting: true }),
        timeout: options.timeout * 60_000,
        settle: options.settle * 1000,
        keep: options.keep === true,
        allowPending: options.allowPending === true,
        signal,
    });
    return publish(report, options, { ...context, now: () => clock.now() });
}

if (require.main === module) {
    const { stdin, stderr } = process;
    const context = { ...processContext, ...textFiles, directory: process.cwd(), stdin, stderr, clock: systemClock };
    exitWith(drillCommand(process.argv.slice(2), { ...context, signals: process }));
}
