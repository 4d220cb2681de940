import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { findingMessage } from "../../findings/messages";
import { mailRoutes } from "../../findings/routes";
import { compose } from "../../notifier/compose";
import { regions } from "../../settings/regions";
import { exitWith, newCommand, processContext, runCommand } from "../cli/command-line";
import { deliveredText, transform } from "../evaluators/input-transformer";
import { inspectorFinding } from "../proof/events/inspector";
import { record } from "../recording/recorder";
import { runProgram } from "../recording/stack";
import { reading } from "./reading";

/** What one run of the program took, by the headings of the table. */
type Figures = Readonly<Record<string, number>>;

const root = join(__dirname, "../..");
const repeats = 3;
const program = "program (s of CPU)";

/** Each run is a process of its own, and the fastest of three counts: the rest is noise of the machine. */
function measure(count: number): Figures {
    const runs = Array.from({ length: repeats }, (): Figures => {
        const start = performance.now();
        const output = execFileSync(process.execPath, ["--import", "tsx", __filename, "--once", String(count)]);
        const seconds = (performance.now() - start) / 1000;
        return { ...(JSON.parse(output.toString()) as Figures), "whole process (s)": seconds };
    });
    const least = (key: string) => Math.min(...runs.map((run) => run[key] ?? NaN));
    return Object.fromEntries(Object.keys(runs[0] ?? {}).map((key) => [key, Number(least(key).toFixed(2))]));
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
        [program]: (user + system) / 1e6,
        "cloud resources": resources.filter(({ custom }) => custom).length,
        "most memory (MiB)": Math.round(process.resourceUsage().maxRSS / 1024),
    };
}

/** Seconds of CPU in which the notifier makes so many routes' mails of 10,000 alerts: Inspector's first scan of an account is like that. */
function composing(routes: number): string {
    const event = inspectorFinding({ account: "123456789012", partition: "aws", region: "eu-west-1" }, "CRITICAL");
    const { inputPaths, inputTemplate } = findingMessage("inspector", "CRITICAL");
    const rule = { name: "", arn: "" };
    const alert = transform({ inputPathsMap: inputPaths, inputTemplate, event, rule, ingestionTime: "" });
    const messages = Array.from({ length: 10_000 }, (_, index) => ({
        id: `${index}`,
        text: (deliveredText(alert) ?? "").replace(":finding/", `:finding/${index}`),
    }));
    const all = { minimumSeverity: { guardDuty: "HIGH", macie: "HIGH", inspector: "CRITICAL" } as const };
    const others = Array.from({ length: routes - 1 }, (_, index) => {
        return { name: `r${index}`, ...all, regions: [], accounts: [], types: [] };
    });
    const settings = { accountNames: {}, mute: [], routes: mailRoutes({ ...all, routes: others }), timeZone: "UTC" };
    const runs = Array.from({ length: repeats }, () => {
        const before = process.cpuUsage();
        compose(messages, {}, { mailsPerBatch: 5, mailsPerHour: 30 }, settings, new Date());
        return process.cpuUsage(before).user / 1e6;
    });
    return Math.min(...runs).toFixed(2);
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

async function printReport(): Promise<void> {
    const byRegions = Object.fromEntries([1, 17, 33].map((count) => [count, measure(count)]));
    const growth = (byRegions[33]?.[program] ?? NaN) / (byRegions[17]?.[program] ?? NaN);
    console.table(byRegions);
    processContext.print(`33 Regions take ${growth.toFixed(2)} times as long as 17.
The notifier makes mails of 10,000 alerts in ${composing(1)} s of CPU, for five routes in ${composing(5)} s.
Reading and showing 10,000 findings of 30 days takes ${(await reading(10_000)).toFixed(2)} s of CPU.\n`);
}

const command = newCommand("bench", processContext)
    .description(
        `Measures how long the program takes for 1, 17 and 33 Regions under mocks, the fastest of ${repeats} runs each, and how much memory. Takes about a minute.`,
    )
    .option("--once <regions>", "run the program once in this many Regions, and print its figures as JSON");

async function bench(once: string | undefined): Promise<number> {
    if (once === undefined) await printReport();
    else processContext.print(`${JSON.stringify(await runOnce(Number(once)))}\n`);
    return 0;
}

const run = runCommand(
    command,
    process.argv.slice(2),
    (parsed) => bench(parsed.opts<{ once?: string }>().once),
    processContext,
);
exitWith(run);
