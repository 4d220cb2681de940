import type { Case } from "../proof/case";
import type { WatchingAlarm } from "../proof/events/alarm";
import type { Cloud, Trace } from "../proof/prove";
import { simulationOf } from "../simulation/simulation";
import { AlertQueue } from "./alert-queue";
import type { CleanupRegistry } from "./cleanup";
import { ArchiveCheck, exportsOf, streamed } from "./evidence/archive-check";
import { type Depths, readDepths } from "./evidence/depths";
import { deadLetterQueueFor, deadLetterQueuesOf, peek } from "./evidence/dead-letters";
import { type Evidence, lettersIn } from "./evidence/losses";
import { readNotifier } from "./evidence/notifier";
import { testPatterns } from "./inspector";
import { Mails } from "./mails";
import { withMail } from "./mail-trace";
import type { DrillOrder } from "./order";
import type { Preflight } from "./preflight";
import { asDrilled } from "./drilled-model";
import { RouteMessages } from "./route-messages";
import { eventId, eventTrace, isAlert, withRoutes } from "./route-trace";
import { isLossKnown, isOnTopic, makeSamples, type SampleRun } from "./sample-runs";
import { hasSamples } from "./samplers";
import { streamId, streamTrace } from "./stream-trace";
import { deadLetterTrace, documentedTrace, exportTrace, sampleTrace, unlistedTrace } from "./traces";
import { archivedOf, waitForAlerts } from "./waiting";

export interface AwsCloudOptions extends DrillOrder, Preflight {
    readonly sampleRuns: readonly SampleRun[];
    readonly registry: CleanupRegistry;
}

/**
 * The cloud of the drill: the stack's own account. Sample findings, which AWS can be made to send, really travel;
 * everything else is rehearsed over what the account has, not over what the program would write, and says so.
 */
export function awsCloud(options: AwsCloudOptions): Cloud {
    const { outputs, expectations, model, sampleRuns, clientsIn, clock, registry, progress } = options;
    const { homeRegion } = outputs;
    const home = clientsIn(homeRegion);
    const documents = new Documents(options, expectations);
    const regions = expectations.regions.map(({ region }) => region);
    const deadLetterQueues = deadLetterQueuesOf(outputs, regions);
    const { alerts, notifier, relays } = deadLetterQueues;
    const queues = [alerts, ...(notifier ? [notifier] : []), ...relays];
    const count = () => readDepths(clientsIn, queues);

    async function send(cases: readonly Case[]): Promise<Trace[]> {
        await documents.rehearse(cases, sampleRuns);
        const alertQueue = await AlertQueue.open({ ...options, home });
        await alertQueue.prove();
        const { since } = registry;
        const before = await count();
        await makeSamples(options);
        const tested = cases.filter(isForPatternTest);
        const disagreements = await testPatterns(clientsIn, tested, model.rules, homeRegion);

        const exports = cases
            .filter((sent) => isExport(sent, sampleRuns))
            .map((sent) => ({ sent, check: new ArchiveCheck(home, outputs, exportsOf(outputs, sent.region), since) }));
        const { findingsStream } = outputs;
        const stream = findingsStream && new ArchiveCheck(home, outputs, streamed, since);
        const isRuledOut = (sent: Case) => documents.ruleOut(sent);
        const mails = outputs.notifier ? new Mails(options.mailSettings) : undefined;
        const routeMessages = new RouteMessages(outputs, expectations, options.mailSettings);
        const isEventRuledOut = (one: Case) => documents.ruleOut({ ...one, id: eventId(one) });
        const isHeard = (one: SampleRun) =>
            routeMessages.missing(one).every(({ medium }) => medium === "events" && isEventRuledOut(one.sent));
        await waitForAlerts({
            ...options,
            stream,
            alertQueue,
            mails,
            routeMessages,
            exports,
            since,
            isRuledOut,
            isHeard,
        });
        progress.stop();
        await documents.rehearse(cases, sampleRuns);
        const evidence = await evidenceSince(before);
        const known = { outputs, expectations, evidence };

        return cases.map((sent): Trace => {
            const rehearsed = documents.traceOf(sent);
            const about = sampleRuns.find(({ sent: one }) => [one.id, eventId(one), streamId(one)].includes(sent.id));
            const unlisted = about && unlistedTrace(about, sent);
            if (unlisted) return unlisted;
            const sampleRun = sampleRuns.find((one) => one.sent.id === sent.id);
            if (sampleRun !== undefined) {
                const isQuiet = !isOnTopic(sent) && (!sampleRun.arrival || isAlert(sampleRun.sent, expectations));
                const trace = sampleTrace(sampleRun, rehearsed, model.rules, evidence, isQuiet);
                return withRoutes(sampleRun, withMail(sampleRun, trace, evidence, outputs), rehearsed, known);
            }
            const ofEvent = sampleRuns.find((one) => eventId(one.sent) === sent.id);
            if (ofEvent !== undefined) return eventTrace(ofEvent, sent, rehearsed, known);
            const kept = sampleRuns.find((one) => streamId(one.sent) === sent.id);
            if (kept !== undefined && stream)
                return streamTrace(kept, sampleRuns, { ...findingsStream, check: stream });
            const awaited = exports.find((one) => one.sent === sent);
            if (awaited !== undefined) return exportTrace(archivedOf(awaited, sampleRuns), rehearsed);
            const queue = deadLetterQueueFor(sent, deadLetterQueues);
            const isKnown = isLossKnown(sampleRuns, queue?.region, homeRegion);
            if (queue !== undefined) return deadLetterTrace(rehearsed, queue, evidence, isKnown);
            return documentedTrace(sent, rehearsed, tested.includes(sent), disagreements.get(sent.id));
        });
    }

    async function evidenceSince(before: Depths): Promise<Evidence> {
        const after = await count();
        const grown = queues.filter(({ url }) => lettersIn({ before, after }, url) > 0);
        const letters = await Promise.all(grown.map(({ region, url }) => peek(clientsIn(region), url)));
        const notifier = await readNotifier(home, outputs, clock.now());
        return { before, after, deadLetters: letters.flat(), notifier };
    }

    return { kind: "aws", account: model.account, partition: model.partition, alarms: documents.alarms, send };
}

/** EventBridge says which rules would match an event of a service that makes no samples. */
function isForPatternTest({ source, destination }: Case): boolean {
    return source !== "alarm" && !hasSamples(source) && destination === "mailboxes";
}

/** Whether a sample of the drill should be found in the bucket: GuardDuty exports every finding that is not archived. */
function isExport({ kind, source, expected, region }: Case, sampleRuns: readonly SampleRun[]): boolean {
    const isAwaited = kind === "export" && source === "guardDuty" && expected === "arrives";
    return isAwaited && sampleRuns.some(({ sent }) => sent.source === source && sent.region === region);
}

/** A rehearsal over the documents that the account really has. */
class Documents {
    readonly alarms: readonly WatchingAlarm[];
    private readonly rehearsal: ReturnType<typeof simulationOf>;
    private readonly traces = new Map<string, Trace>();

    constructor({ model, pending, outputs }: AwsCloudOptions, expectations: DrillOrder["expectations"]) {
        const { emails, regions } = expectations;
        const confirmed = emails.filter((email) => !pending.includes(email));
        this.rehearsal = simulationOf(asDrilled(model, outputs, expectations), { ...expectations, emails: confirmed });
        this.alarms = this.rehearsal.alarms.filter((alarm) => regions.some(({ region }) => region === alarm.region));
    }

    /** Sends every case through the documents, with the events of the real findings where there are any. */
    async rehearse(cases: readonly Case[], sampleRuns: readonly SampleRun[]): Promise<void> {
        // No event is sent of an archived finding.
        const made = sampleRuns.filter(({ finding }) => finding?.archived === false);
        const real = new Map(made.map(({ sent, finding }) => [sent.id, finding?.event]));
        const traces = await this.rehearsal.send(
            cases.map((sent) => ({ ...sent, event: real.get(sent.id) ?? sent.event })),
        );
        cases.forEach(({ id }, index) => this.traces.set(id, traces[index] ?? { steps: [] }));
    }

    traceOf({ id }: Case): Trace {
        return this.traces.get(id) ?? { steps: [] };
    }

    /** Whether they say that it cannot reach even the drill's own queue, or the bucket. */
    ruleOut(sent: Case): boolean {
        return this.traceOf(sent).steps.some(({ passed, hop }) => !passed && hop !== "subscription");
    }
}
