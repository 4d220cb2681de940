import { casesOf } from "../proof/cases";
import { drill } from "../proof/prove";
import type { Expectations } from "../proof/expectations";
import { watchingAlarms } from "../simulation/path/dead-letters";
import { count } from "../cli/lists";
import type { Result, Report } from "../proof/report";
import { awsCloud } from "./aws-cloud";
import type { ClientsIn } from "../aws/clients";
import type { Clock } from "./clock";
import { inspectorNotes } from "./inspector";
import { type Outputs, partitionOf } from "./outputs";
import { planText } from "./plan";
import { preflight } from "./preflight";
import type { Progress } from "./progress";
import { guardDutySampler } from "./samples/guardduty-sampler";
import { macieSampler } from "./samples/macie-sampler";
import type { Sampler } from "./samples/sampler";
import { sampleRunsOf } from "./samples/sample-run";
import { CleanupRegistry } from "./cleanup-registry";

export interface DrillOrder {
    readonly stack: string;
    readonly outputs: Outputs;
    readonly expectations: Expectations;
    readonly clientsIn: ClientsIn;
    readonly clock: Clock;
    readonly progress: Progress;
    /** Minutes. */
    readonly timeout: number;
    /** Seconds. */
    readonly settle: number;
    readonly keep: boolean;
    readonly allowPending: boolean;
    /** Shows the plan; rejects when the user does not want it. */
    readonly agree: (plan: string) => Promise<void>;
    readonly printError: (text: string) => void;
    readonly signal: AbortSignal;
}

/** Milliseconds between two samples: SNS takes ten mails a second, and alarms may go off besides. */
const PACE = 200;

/**
 * Drills a deployed stack, and cleans up whatever happens.
 *
 * @throws UserError when the preflight refuses; the signal's reason when it is aborted
 */
export async function drillAccount(order: DrillOrder): Promise<Report> {
    const { stack, outputs, expectations, clientsIn, clock, progress, signal, keep } = order;
    const { model, pending } = await preflight(clientsIn, outputs, expectations, order);
    const samplers = samplersOf(order);
    const cases = casesOf(expectations, {
        account: model.account,
        partition: model.partition,
        alarms: watchingAlarms(model),
    });
    const sampleRuns = await sampleRunsOf(cases, samplers);
    await order.agree(planText({ stack, outputs, model, sampleRuns, timeout: order.timeout, keep }));
    signal.throwIfAborted();

    const registry = new CleanupRegistry(clientsIn(outputs.homeRegion), clock);
    try {
        const cloud = awsCloud({
            ...order,
            model,
            pending,
            sampleRuns,
            registry,
            timeout: order.timeout * 60_000,
            settle: order.settle * 1000,
            pace: PACE,
        });
        const results = await drill(expectations, cloud);
        return {
            stack,
            cloud: "aws",
            account: model.account,
            home: expectations.home,
            regions: expectations.regions.map(({ region }) => region),
            results,
            notRehearsed: [],
            warnings: pending.map((name) => `${name} has not confirmed its subscription, and gets no alert.`),
            notes: [...(await inspectorNotes(clientsIn, outputs, expectations)), proofNote(results)],
        };
    } finally {
        progress.stop();
        if (keep) order.printError(keptText(stack, registry));
        else await cleanUp(order, registry);
    }
}

function proofNote(results: readonly Result[]): string {
    const travelled = results.filter(({ latencySeconds }) => latencySeconds !== undefined).length;
    return (
        `${count(travelled, "alert")} really travelled. Whatever is "by the account's documents" was rehearsed over rules, ` +
        "targets and policies as they are in the account now, because AWS offers no sample of it."
    );
}

async function cleanUp({ stack, printError }: DrillOrder, registry: CleanupRegistry): Promise<void> {
    const problems = await registry.cleanUp();
    if (problems.length === 0) return;
    const text = ["The drill could not clean up everything:", ...problems].join("\n  - ");
    printError(`${text}\nWhen that is mended, run \`npm run drill -- --stack ${stack} --clean\`.\n`);
}

function keptText(stack: string, { queueUrl, subscriptionArn }: CleanupRegistry): string {
    const kept = [queueUrl, subscriptionArn].filter((one) => one !== undefined).join(" and ");
    return `Kept, as you asked: ${kept === "" ? "nothing" : kept}. \`npm run drill -- --stack ${stack} --clean\` removes it.\n`;
}

/** Whatever makes sample findings for the services and Regions of the drill. */
export function samplersOf({
    expectations,
    outputs,
    clientsIn,
}: Pick<DrillOrder, "expectations" | "outputs" | "clientsIn">): Sampler[] {
    const owner = { account: outputs.accountId, partition: partitionOf(outputs) };
    return expectations.regions.flatMap(({ region, services }) => {
        const origin = { ...owner, region };
        const guardDuty = guardDutySampler(clientsIn(region), origin, outputs.detectorIds[region] ?? "");
        const macie = macieSampler(clientsIn(region), origin);
        return [guardDuty, macie].filter(({ service }) => services.includes(service));
    });
}
