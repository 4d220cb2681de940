import { UnsubscribeCommand } from "@aws-sdk/client-sns";
import { unlessMissing } from "../aws/policy-text";
import type { Clients } from "../aws/clients";
import type { Clock } from "./clock";
import { deleteQueue } from "./drill-queue";
import { permitted } from "../aws/permission";
import type { SampleFinding } from "./samples/sampler";
import { isAskedFor, type SampleRun } from "./samples/sample-run";

/** What a drill leaves in the account until it is cleaned up. */
export class CleanupRegistry {
    queueUrl: string | undefined;
    subscriptionArn: string | undefined;
    private readonly sampleRuns: SampleRun[] = [];

    /**
     * @param home clients of the Region of topic and queue
     * @param since when the drill began by AWS's clock, in milliseconds since 1970; known once the queue is there
     */
    constructor(
        private readonly home: Clients,
        private readonly clock: Clock,
        public since = 0,
    ) {}

    noteSample(sampleRun: SampleRun): void {
        this.sampleRuns.push(sampleRun);
    }

    /**
     * Archives the samples of this drill, ends the subscription, and deletes the queue: in this order, for as long as
     * the queue is there, `--clean` knows of the drill. One failure does not keep the rest from being done.
     *
     * @returns what could not be undone, a line each
     */
    async cleanUp(): Promise<string[]> {
        const problems = await attempted([() => this.archiveSamples(), () => this.unsubscribe()]);
        const { queueUrl } = this;
        if (queueUrl === undefined || problems.length > 0) return problems;
        return attempted([() => deleteQueue(this.home, queueUrl)]);
    }

    private async unsubscribe(): Promise<void> {
        const { subscriptionArn } = this;
        if (subscriptionArn !== undefined) await unsubscribe(this.home, subscriptionArn);
    }

    private async archiveSamples(): Promise<void> {
        const samplers = [...new Set(this.sampleRuns.map(({ sampler }) => sampler))];
        for (const sampler of samplers) {
            const { archive } = sampler;
            if (archive === undefined) continue;
            const own = this.sampleRuns.filter((sampleRun) => sampleRun.sampler === sampler);
            const ids = (await this.made(own)).filter(({ archived }) => !archived).map(({ id }) => id);
            if (ids.length > 0) await archive(ids);
        }
    }

    /** The new findings of the sampleRuns. One that was cut short may have been made or not, so it is waited for a little. */
    private async made(sampleRuns: readonly SampleRun[]): Promise<SampleFinding[]> {
        const [{ sampler }] = sampleRuns as readonly [SampleRun];
        const types = sampleRuns.map(({ type }) => type);
        for (let attempt = 1; ; attempt++) {
            const listed = await sampler.samples(types, this.since);
            const made = listed.filter(
                (finding) =>
                    finding.createdAt >= this.since && sampleRuns.some((sampleRun) => isNewOf(sampleRun, finding)),
            );
            const isComplete = sampleRuns.every((sampleRun) =>
                listed.some((finding) => isAskedFor(sampleRun, finding)),
            );
            if (isComplete || attempt === ATTEMPTS) return made;
            await this.clock.sleep(1000);
        }
    }
}

const ATTEMPTS = 5;

function isNewOf({ type, earlier }: SampleRun, finding: SampleFinding): boolean {
    return finding.type === type && !earlier.some(({ id }) => id === finding.id);
}

export async function unsubscribe({ sns }: Clients, arn: string): Promise<void> {
    await unlessMissing(permitted("sns:Unsubscribe", () => sns.send(new UnsubscribeCommand({ SubscriptionArn: arn }))));
}

/** Does all, whatever becomes of each. */
export async function attempted(actions: readonly (() => Promise<void>)[]): Promise<string[]> {
    const problems: string[] = [];
    for (const action of actions) {
        try {
            await action();
        } catch (error) {
            problems.push((error as Error).message);
        }
    }
    return problems;
}
