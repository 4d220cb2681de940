import { casesOf } from "../proof/cases";
import { drill } from "../proof/prove";
import type { Expectations } from "../proof/expectations";
import { watchingAlarms } from "../simulation/path/alarms";
import { count } from "../report/words";
import type { Journey, Report } from "../proof/report";
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
import { trialsOf } from "./samples/sample-run";
import { Traces } from "./cleanup-registry";

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
    readonly complain: (text: string) => void;
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
    const trials = await trialsOf(cases, samplers);
    await order.agree(planText({ stack, outputs, model, trials, timeout: order.timeout, keep }));
    signal.throwIfAborted();

    const traces = new Traces(clientsIn(outputs.homeRegion), clock);
    try {
        const cloud = awsCloud({
            ...order,
            model,
            pending,
            trials,
            traces,
            timeout: order.timeout * 60_000,
            settle: order.settle * 1000,
            pace: PACE,
        });
        const journeys = await drill(expectations, cloud);
        return {
            stack,
            cloud: "aws",
            account: model.account,
            home: expectations.home,
            regions: expectations.regions.map(({ region }) => region),
            journeys,
            notRehearsed: [],
            warnings: pending.map((name) => `${name} has not confirmed its subscription, and gets no alert.`),
            notes: [...(await inspectorNotes(clientsIn, outputs, expectations)), proofNote(journeys)],
        };
    } finally {
        progress.stop();
        if (keep) order.complain(keptText(stack, traces));
        else await cleanUp(order, traces);
    }
}

function proofNote(journeys: readonly Journey[]): string {
    const travelled = journeys.filter(({ latencySeconds }) => latencySeconds !== undefined).length;
    return (
        `${count(travelled, "alert")} really travelled. Whatever is "by the account's documents" was rehearsed over rules, ` +
        "targets and policies as they are in the account now, because AWS offers no sample of it."
    );
}

async function cleanUp({ stack, complain }: DrillOrder, traces: Traces): Promise<void> {
    const problems = await traces.cleanUp();
    if (problems.length === 0) return;
    const text = ["The drill could not clean up everything:", ...problems].join("\n  - ");
    complain(`${text}\nWhen that is mended, run \`npm run drill -- --stack ${stack} --clean\`.\n`);
}

function keptText(stack: string, { queueUrl, subscriptionArn }: Traces): string {
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
