import { count } from "../cli/lists";
import { casesOf } from "../proof/cases";
import { drill } from "../proof/prove";
import type { Report, Result } from "../proof/report";
import { watchingAlarms } from "../simulation/path/alarms";
import { awsCloud } from "./aws-cloud";
import { CleanupRegistry } from "./cleanup";
import { readHeartbeats } from "./evidence/heartbeats";
import { inspectorNotes } from "./inspector";
import { type DrillOrder, planText } from "./order";
import { preflight } from "./preflight";
import { aboutType, sampleRunsOf } from "./sample-runs";
import { isStreamed, streamId } from "./stream-trace";
import { memberSamplers } from "./members";
import { samplersOf } from "./samplers";

/**
 * Drills a deployed stack, and cleans up whatever happens.
 *
 * @throws UserError when the preflight refuses; the signal's reason when it is aborted
 */
export async function drillAccount(order: DrillOrder): Promise<Report> {
    const { stack, outputs, clientsIn } = order;
    // Schedules and AWS User Notifications are not read: of heartbeats, what arrived is counted.
    const unread = { heartbeats: [], weeklyMail: undefined, userNotifications: false };
    const stream = outputs.findingsStream !== undefined;
    const expectations = { ...order.expectations, ...unread, stream };
    const { model, pending } = await preflight(order);
    const { account, partition } = model;
    const written = casesOf(expectations, { account, partition, alarms: watchingAlarms(model) });
    const samplers = [...samplersOf(clientsIn, outputs, expectations), ...(await memberSamplers(order))];
    const chosen = await sampleRunsOf(written, samplers);
    const sampleRuns = chosen.map((one) => ({ ...one, sent: aboutType(one.sent, one.type, expectations) }));
    // Of what reaches the findings stream, samples alone are looked for: the stream's own documents are not read.
    const cases = written
        .filter((sent) => !isStreamed(sent) || sampleRuns.some((one) => streamId(one.sent) === sent.id))
        .map((sent) => sampleRuns.find((one) => one.sent.id === sent.id)?.sent ?? sent);
    await order.agree(planText(order, model, sampleRuns));
    order.signal.throwIfAborted();

    const registry = new CleanupRegistry(clientsIn(outputs.homeRegion), order.clock);
    try {
        const cloud = awsCloud({ ...order, expectations, model, pending, sampleRuns, registry });
        const sent = await drill(expectations, cloud, cases);
        const home = clientsIn(outputs.homeRegion);
        const beats = await readHeartbeats(home, outputs, order.expectations.heartbeats, order.clock.now());
        const results = typeof beats === "string" ? sent : [...sent, beats];
        return {
            stack,
            cloud: "aws",
            account,
            home: expectations.home,
            regions: expectations.regions.map(({ region }) => region),
            results,
            notRehearsed: [],
            warnings: pending.map((name) => `${name} has not confirmed its subscription, and gets no alert.`),
            notes: [
                ...(await inspectorNotes(clientsIn, outputs, expectations)),
                proofNote(results),
                ...(typeof beats === "string" ? [beats] : []),
            ],
        };
    } finally {
        order.progress.stop();
        await cleanUp(order, registry);
    }
}

function proofNote(results: readonly Result[]): string {
    const travelled = results.filter(
        ({ latencySeconds, mailSeconds }) => (latencySeconds ?? mailSeconds) !== undefined,
    ).length;
    return (
        `${count(travelled, "alert")} really travelled. What is "by the account's documents" was rehearsed over rules, targets ` +
        "and policies as they are in the account now, because AWS offers no sample of it."
    );
}

async function cleanUp({ stack, keep, printError }: DrillOrder, registry: CleanupRegistry): Promise<void> {
    const clean = `\`npm run drill -- --stack ${stack} --clean\``;
    if (keep) {
        const kept = [registry.queueUrl, ...registry.subscriptionArns].filter((one) => one !== undefined).join(" and ");
        printError(`Kept, as you asked: ${kept === "" ? "nothing" : kept}. ${clean} removes it.\n`);
        return;
    }
    const problems = await registry.cleanUp();
    if (problems.length > 0) {
        const text = ["The drill could not clean up everything:", ...problems].join("\n  - ");
        printError(`${text}\nOnce that is fixed, run ${clean}.\n`);
    }
}
