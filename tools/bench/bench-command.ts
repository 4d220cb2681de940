import { execFileSync } from "node:child_process";
import { join } from "node:path";
import Table from "cli-table3";
import { findingMessage } from "../../findings/messages";
import { compose } from "../../notifier/compose";
import { regions } from "../../settings/regions";
import { exitWith, newCommand, processContext, runCommand } from "../cli/command-line";
import { deliveredText, transform } from "../evaluators/input-transformer";
import { inspectorFinding } from "../proof/events/inspector";
import { record } from "../recording/recorder";
import { runProgram } from "../recording/stack";

/** What one run of the program took. */
interface Figures {
    /** Seconds of CPU, once everything is loaded. */
    readonly program: number;
    readonly resources: number;
    /** The most memory that the process held, in MiB. */
    readonly memory: number;
}

const root = join(__dirname, "../..");
const repeats = 3;

/** Each run is a process of its own, and the fastest of three counts: the rest is noise of the machine. */
function measure(count: number): Figures & { readonly process: number } {
    const runs = Array.from({ length: repeats }, () => {
        const start = process.hrtime.bigint();
        const output = execFileSync(process.execPath, ["--import", "tsx", __filename, "--once", String(count)]);
        const seconds = Number(process.hrtime.bigint() - start) / 1e9;
        return { ...(JSON.parse(output.toString()) as Figures), process: seconds };
    });
    const least = (key: keyof (typeof runs)[number]) => Math.min(...runs.map((run) => run[key]));
    return {
        program: least("program"),
        process: least("process"),
        resources: least("resources"),
        memory: least("memory"),
    };
}

/** Runs the program under mocks in so many Regions, with everything on. */
async function runOnce(count: number): Promise<Figures> {
    const options = { project: "vigil", stack: "bench" };
    // The first run loads the program and the provider's SDK; only the second is the program alone.
    await record(() => runProgram(root), { ...options, config: configOf(1) });
    const before = process.cpuUsage();
    const { resources, errors } = await record(() => runProgram(root), { ...options, config: configOf(count) });
    const { user, system } = process.cpuUsage(before);
    if (errors.length > 0) throw new AggregateError(errors, "the program failed");
    return {
        program: (user + system) / 1e6,
        resources: resources.filter(({ custom }) => custom).length,
        memory: process.resourceUsage().maxRSS / 1024,
    };
}

/** Seconds of CPU in which the notifier makes so many routes' mails of so many alerts: what Inspector's first scan of an account is like. */
function composing(count: number, routes: number): number {
    const event = inspectorFinding({ account: "123456789012", partition: "aws", region: "eu-west-1" }, "CRITICAL");
    const { inputPaths, inputTemplate } = findingMessage("inspector", "CRITICAL");
    const rule = { name: "", arn: "" };
    const alert = transform({ inputPathsMap: inputPaths, inputTemplate, event, rule, ingestionTime: "" });
    const messages = Array.from({ length: count }, (_, index) => ({
        id: `${index}`,
        text: (deliveredText(alert) ?? "").replace(":finding/", `:finding/${index}`),
    }));
    const limits = { mailsPerBatch: 5, mailsPerHour: 30 };
    const minimumSeverity = { guardDuty: "HIGH", macie: "HIGH", inspector: "CRITICAL" } as const;
    const everything = { minimumSeverity, regions: [], accounts: [], types: [] };
    const all = Array.from({ length: routes }, (_, index) => ({
        name: index === 0 ? "default" : `r${index}`,
        ...everything,
    }));
    const settings = { accountNames: {}, mute: [], routes: all, timeZone: "Europe/Berlin" };
    const runs = Array.from({ length: repeats }, () => {
        const before = process.cpuUsage();
        compose(messages, {}, limits, settings, new Date());
        return process.cpuUsage(before).user / 1e6;
    });
    return Math.min(...runs);
}

function configOf(count: number): Record<string, string> {
    return {
        "aws:region": "us-east-1",
        "vigil:regions": JSON.stringify(regions.slice(0, count)),
        "vigil:skipUnavailable": "true",
        "vigil:guardDuty": JSON.stringify({ plans: { S3_DATA_EVENTS: true, RUNTIME_MONITORING: { agents: ["EC2"] } } }),
        "vigil:inspector": JSON.stringify({ scan: ["EC2", "ECR", "LAMBDA"], registryScanning: "CONTINUOUS_SCAN" }),
        "vigil:alerts": JSON.stringify({ minimumSeverity: "LOW", emails: ["security@example.com"] }),
    };
}

function reportText(): string {
    const table = new Table({
        head: ["Regions", "program (s of CPU)", "whole process (s)", "cloud resources", "memory (MiB)"],
        colAligns: ["right", "right", "right", "right", "right"],
        style: { head: [], border: [] },
    });
    const runs = [1, 17, 33].map((count) => ({ count, ...measure(count) }));
    for (const { count, program, process: whole, resources, memory } of runs)
        table.push([count, program.toFixed(2), whole.toFixed(2), resources, memory.toFixed(0)]);
    const [, seventeen = NaN, thirtyThree = NaN] = runs.map(({ program }) => program);
    return `${table.toString()}\n33 Regions take ${(thirtyThree / seventeen).toFixed(2)} times as long as 17.\nThe notifier makes mails of 10,000 alerts in ${composing(10_000, 1).toFixed(2)} s of CPU, for five routes in ${composing(10_000, 5).toFixed(2)} s.\n`;
}

const command = newCommand("bench", processContext)
    .description(
        `Measures how long the program takes for 1, 17 and 33 Regions under mocks, the fastest of ${repeats} runs each, and how much memory. Takes about a minute.`,
    )
    .option("--once <regions>", "run the program once in this many Regions, and print its figures as JSON");

exitWith(
    runCommand(
        command,
        process.argv.slice(2),
        async (parsed) => {
            const { once } = parsed.opts<{ once?: string }>();
            processContext.print(
                once === undefined ? reportText() : `${JSON.stringify(await runOnce(Number(once)))}\n`,
            );
            return 0;
        },
        processContext,
    ),
);
