import { severities } from "../../findings/severity";
import { serviceKeys } from "../../findings/services";
import { readEvents } from "../archive/read-events";
import { checkAccount } from "../aws/account-check";
import { actionsOf, findingsActions } from "../aws/actions";
import { awsClients } from "../aws/clients";
import { signInOf } from "../aws/credentials";
import { exitWith, newCommand, type ProcessContext, processContext, runCommand, textFiles } from "../cli/command-line";
import { progressOn } from "../cli/progress";
import { terminalOf } from "../cli/terminal";
import { UserError } from "../cli/user-error";
import { visibleData } from "../cli/visible";
import { askPulumi, parseOutputs } from "../recording/outputs";
import { chosenStack } from "../recording/stack-choice";
import { readStackConfig } from "../recording/stack-config";
import { type Answer, answerJson, type Filter } from "./answer";
import { periodOf, wordOf } from "./choice";
import { type Finding, Findings, isAboutResource } from "./finding";
import { answerPage } from "./page";
import { answerText, unreadableText } from "./text";

/** All that the command touches; tests pass their own. */
export interface CommandContext extends ProcessContext, Pick<typeof textFiles, "read" | "write" | "checkWritable"> {
    readonly directory: string;
    readonly stderr: NodeJS.WriteStream;
    /** Milliseconds since 1970. */
    readonly now: () => number;
}

interface Options {
    readonly stack?: string;
    readonly outputs?: string;
    readonly since: string;
    readonly until?: string;
    readonly severity?: string;
    readonly service?: string;
    readonly resource?: string;
    readonly json?: true;
    readonly html?: string;
    readonly color: boolean;
}

const help = `
Examples:
  npm run findings -- --stack prod --since 30d --html findings.html
  npm run findings -- --stack prod --severity HIGH --service inspector
  npm run --silent findings -- --stack prod --since 2026-11-01 --until 2026-11-30 --json > november.json

It reads the objects of the period from the archive, in which an event is about five minutes after the alert, at most a
quarter of an hour. What cannot be read is named on stderr and in the JSON, and ends nothing.

Exit code: 0 done, 2 a mistake in the call, or an archive that cannot be read.`;

/** Runs the command and gives its exit code. */
export async function findingsCommand(args: readonly string[], context: CommandContext): Promise<number> {
    const command = newCommand("findings", context, ["stack", "json", "html", "color"], help)
        .description("Shows the findings that a deployed stack has archived, each once, by its latest event.")
        .option("--since <period>", "24h, 7d, 2w, or a day (UTC) as 2026-11-27", "7d")
        .option("--until <period>", "the same; a day is in the period as a whole (default: now)")
        .option("--severity <word>", "this severity and above")
        .option("--service <name>", `only this service: ${serviceKeys.join(", ")}`)
        .option("--resource <id>", "only what is about this resource: its name, ID or ARN")
        .option("--outputs <file>", "output of `pulumi stack output --json`, instead of asking Pulumi");
    return runCommand(command, args, (parsed) => showFindings(parsed.opts<Options>(), context), context);
}

async function showFindings(options: Options, context: CommandContext): Promise<number> {
    const { directory, read, write, print, printError, stdout, stderr, env } = context;
    const { severity, service, resource, outputs: file, json, html, color } = options;
    const now = context.now();
    const period = periodOf(options.since, options.until, now);
    const filter: Filter = {
        severity: severity === undefined ? undefined : wordOf("--severity", severity, severities),
        service: service === undefined ? undefined : wordOf("--service", service, serviceKeys),
        resource,
    };
    if (html !== undefined) context.checkWritable(html);
    const { stack, called } = chosenStack(options.stack, { ...context, tellsDefault: true });
    const { config } = readStackConfig(directory, stack);
    const outputs = file === undefined ? await askPulumi(called) : parseOutputs(read(file), file);
    if (outputs.findingsStream === undefined) {
        throw new UserError(
            `The stack "${stack}" has no findings stream: what is deployed is older. Run \`pulumi up\`; findings from then on are kept.`,
        );
    }
    const clientsIn = awsClients(env.AWS_ENDPOINT_URL, signInOf(config, printError), actionsOf(findingsActions));
    await checkAccount({ clientsIn, outputs });

    const { findingsBucket: bucket, accountId: account, homeRegion } = outputs;
    const findings = new Findings();
    const progress = progressOn(stderr, { noun: "objects" });
    const reading = await readEvents(
        { clients: clientsIn(homeRegion), bucket, account },
        {
            ...{ ...period, now },
            take: (event, object) => {
                findings.add(event, object);
            },
            show: (objects) => {
                progress.show(new Map([["archive", objects]]));
            },
        },
    ).finally(() => {
        progress.stop();
    });
    const answer: Answer = visibleData({
        ...{ stack, since: timeOf(period.since), until: timeOf(period.until), filter, ...reading },
        otherEvents: findings.others,
        findings: findings.sorted.filter((finding) => passes(finding, filter)),
    });
    if (answer.unreadable.length > 0) printError(unreadableText(answer.unreadable));
    print(`${json ? answerJson(answer) : answerText(answer, terminalOf(stdout, env, color))}\n`);
    if (html !== undefined) write(html, answerPage(answer));
    return 0;
}

function passes(finding: Finding, { severity, service, resource }: Filter): boolean {
    const atLeast = severity === undefined ? [] : severities.slice(severities.indexOf(severity));
    return (
        (severity === undefined || atLeast.some((word) => word === finding.severity)) &&
        (service === undefined || finding.service === service) &&
        (resource === undefined || isAboutResource(finding, resource))
    );
}

function timeOf(moment: number): string {
    return new Date(moment).toISOString();
}

if (require.main === module) {
    const { stderr } = process;
    const context = { ...processContext, ...textFiles, directory: process.cwd(), stderr, now: () => Date.now() };
    exitWith(findingsCommand(process.argv.slice(2), context));
}
