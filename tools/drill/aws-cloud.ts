import type { Case } from "../proof/case";
import type { Cloud, Trace } from "../proof/prove";
import type { Expectations } from "../proof/expectations";
import type { AccountModel } from "./account/account-model";
import type { ClientsIn } from "../aws/clients";
import type { Clock } from "./clock";
import { Documents } from "./documents";
import { ArchiveCheck } from "./evidence/archive-check";
import { type Counters, readCounters } from "./evidence/counters";
import { deadLetterPlaces, placeOf } from "./evidence/dead-letter-place";
import { peek } from "./evidence/dead-letters";
import type { Evidence } from "./evidence/evidence";
import { testPatterns } from "./inspector";
import { AlertQueue } from "./alert-queue";
import type { Outputs } from "./outputs";
import { deadLetterTrace, documentedTrace, exportTrace } from "./other-traces";
import type { Progress } from "./progress";
import { makeSamples } from "./samples/making";
import type { SampleRun } from "./samples/sample-run";
import type { CleanupRegistry } from "./cleanup-registry";
import { sampleTrace } from "./sample-trace";
import { archivedOf, waitForAlerts } from "./waiting";

export interface AwsCloudOptions {
    readonly stack: string;
    readonly outputs: Outputs;
    readonly expectations: Expectations;
    readonly model: AccountModel;
    /** Mailboxes that are known to be unconfirmed. */
    readonly pending: readonly string[];
    readonly sampleRuns: readonly SampleRun[];
    readonly clientsIn: ClientsIn;
    readonly registry: CleanupRegistry;
    readonly clock: Clock;
    readonly progress: Progress;
    /** Milliseconds, as in `Waiting`; `pace` between two samples. */
    readonly timeout: number;
    readonly settle: number;
    readonly pace: number;
    readonly signal: AbortSignal;
}

/**
 * The cloud of the drill: the stack's own account. What AWS can be made to send, a sample finding, really travels; all
 * else is rehearsed over what the account has, not over what the program would write, and says so.
 */
export function awsCloud(options: AwsCloudOptions): Cloud {
    const { outputs, expectations, model, sampleRuns, clientsIn, clock, registry } = options;
    const home = clientsIn(outputs.homeRegion);
    const documents = new Documents(model, expectations, options.pending);
    const regions = expectations.regions.map(({ region }) => region);
    const places = deadLetterPlaces(model, outputs, regions);
    const count = (since: number) =>
        readCounters({ clientsIn, rules: model.rules, queues: places }, since, clock.now());

    async function send(cases: readonly Case[]): Promise<Trace[]> {
        await documents.walk(cases, sampleRuns);
        const alertQueue = await AlertQueue.open({ ...options, topicArn: outputs.alertTopicArn, clients: home });
        await alertQueue.prove();
        const { since } = registry;
        const before = await count(since);
        await makeSamples(options);
        const tested = cases.filter(isForPatternTest);
        const disagreements = await testPatterns(clientsIn, tested, model.rules, outputs.homeRegion);

        const exported = cases.filter((sent) => isExportOf(sent, sampleRuns));
        const archives = new Map(
            exported.map(({ region }) => [region, new ArchiveCheck(home, outputs, region, since)]),
        );
        await waitForAlerts({
            ...options,
            alertQueue,
            archives,
            since,
            isHopeless: ({ sent }) => documents.areAgainst(sent),
            isExportHopeless: (region) => exported.some((sent) => sent.region === region && documents.areAgainst(sent)),
        });
        options.progress.stop();
        await documents.walk(cases, sampleRuns);
        const evidence = await evidenceSince(before, since);

        return cases.map((sent): Trace => {
            const sampleRun = sampleRuns.find((one) => one.sent.id === sent.id);
            const archive = exported.includes(sent) ? archives.get(sent.region) : undefined;
            const walked = documents.of(sent);
            if (sampleRun !== undefined) return sampleTrace(sampleRun, walked, model, evidence);
            if (archive !== undefined) return exportTrace(archivedOf(sampleRuns, sent.region, archive), walked);
            const place = placeOf(sent, places);
            if (place !== undefined)
                return {
                    ...deadLetterTrace(walked, place, evidence, isLossKnown(place.region)),
                    remark: byDocuments,
                };
            const remark = tested.includes(sent) ? `by TestEventPattern and ${documentsName}` : byDocuments;
            return { ...documentedTrace(sent, walked, disagreements.get(sent.id)), remark };
        });
    }

    async function evidenceSince(before: Counters, since: number): Promise<Evidence> {
        const after = await count(since);
        const grown = places.filter(({ url }) => (after.depths.get(url) ?? 0) > (before.depths.get(url) ?? 0));
        const letters = await Promise.all(grown.map(({ region, url }) => peek(clientsIn(region), url)));
        return { before, after, deadLetters: letters.flat() };
    }

    /** Whether a lost sample tells of a failure already. */
    function isLossKnown(region: string): boolean {
        const isNear = ({ sent }: SampleRun) => region === outputs.homeRegion || sent.region === region;
        return sampleRuns.some(
            (sampleRun) =>
                isNear(sampleRun) && sampleRun.sent.expected === "arrives" && sampleRun.arrival === undefined,
        );
    }

    return { kind: "aws", account: model.account, partition: model.partition, alarms: documents.alarms, send };
}

const documentsName = "the account's documents";
const byDocuments = `by ${documentsName}`;

/** Inspector has no sample findings, but EventBridge says which rules would take an event of it. */
function isForPatternTest({ source, destination }: Case): boolean {
    return source === "inspector" && destination === "mailboxes";
}

/** Whether samples of the drill should be found in the bucket. */
function isExportOf({ source, destination, expected, region }: Case, sampleRuns: readonly SampleRun[]): boolean {
    const isExport = source === "guardDuty" && destination === "bucket" && expected === "arrives";
    return isExport && sampleRuns.some(({ sent }) => sent.source === "guardDuty" && sent.region === region);
}
