import type { Case } from "../proof/case";
import type { Trace } from "../proof/prove";
import type { Expectations } from "../proof/expectations";
import { simulationOf } from "../simulation/simulation";
import type { WatchingAlarm } from "../proof/events/alarm";
import type { AccountModel } from "./account/account-model";
import type { SampleRun } from "./samples/sample-run";

/** What the rehearsal says over the documents that the account really has. */
export class Documents {
    readonly alarms: readonly WatchingAlarm[];
    private readonly rehearsal: ReturnType<typeof simulationOf>;
    private readonly walks = new Map<string, Trace>();

    /** @param pending mailboxes that are known to be unconfirmed, and so are not asked for */
    constructor(model: AccountModel, { emails, regions }: Expectations, pending: readonly string[]) {
        const confirmed = emails.filter((email) => !pending.includes(email));
        this.rehearsal = simulationOf(asSubscribed(model), confirmed);
        const watched = regions.map(({ region }) => region);
        this.alarms = this.rehearsal.alarms.filter(({ region }) => watched.includes(region));
    }

    /** Lets every case travel over the documents, with the events of the real findings where there are any. */
    async walk(cases: readonly Case[], sampleRuns: readonly SampleRun[]): Promise<void> {
        // Of an archived finding there is no event.
        const made = sampleRuns.filter(({ finding }) => finding?.archived === false);
        const real = new Map(made.map(({ sent, finding }) => [sent.id, finding?.event]));
        const travelling = cases.map((sent) => ({ ...sent, event: real.get(sent.id) ?? sent.event }));
        const traces = await this.rehearsal.send(travelling);
        cases.forEach(({ id }, index) => this.walks.set(id, traces[index] ?? { steps: [] }));
    }

    of({ id }: Case): Trace {
        return this.walks.get(id) ?? { steps: [] };
    }

    /** Whether they say that it cannot reach even the drill's own mailbox, or the bucket. */
    areAgainst(sent: Case): boolean {
        return this.of(sent).steps.some((step) => !step.passed && step.hop !== "subscription");
    }
}

/** The queue that the drill subscribes to the alert topic. */
export const drillQueue = { type: "queue", name: "the drill's own" };

/** With the drill's own mailbox, and without those that have not confirmed. */
function asSubscribed(model: AccountModel): AccountModel {
    const own = { resource: drillQueue, protocol: "sqs", endpoint: drillQueue.name, pending: false, filter: undefined };
    const topics = model.topics.map((topic) => ({
        ...topic,
        subscriptions: [own, ...topic.subscriptions.filter(({ pending }) => !pending)],
    }));
    return { ...model, topics };
}
