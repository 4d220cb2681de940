import assert from "node:assert/strict";
import { PublishCommand } from "@aws-sdk/client-sns";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { AlertQueue, type Received } from "../../../tools/drill/alert-queue";
import { awsClients } from "../../../tools/aws/clients";
import { isAbout } from "../../../tools/proof/alert-check";
import type { SampleRun } from "../../../tools/drill/sample-runs";
import { archivedOf, counted, type Waiting, waitForAlerts } from "../../../tools/drill/waiting";
import { useFakeAccount } from "./support/drilling";
import { FakeClock } from "./support/fake-clock";
import { home, outputs } from "./support/stack";

const second = 1000;

describe("waiting for alerts", () => {
    let clock: FakeClock;
    let suppressed: SampleRun;
    let arrives: SampleRun;

    const runOf = (id: string, expected: string) =>
        ({
            sent: {
                id,
                expected,
                region: home,
                source: "guardDuty",
                audience: expected === "arrives" ? ["default"] : [],
            },
            earlier: [],
            askedAt: 0,
            finding: { id },
        }) as never;
    beforeEach(() => {
        clock = new FakeClock(0);
        suppressed = runOf("low", "suppressed");
        arrives = runOf("high", "arrives");
    });

    /** Waits while alerts arrive at their seconds, and gives the seconds that it took. */
    async function waited(alerts: Readonly<Record<string, number>>, changes: Partial<Waiting> = {}): Promise<number> {
        const queue = Object.entries(alerts).map(([findingId, at]) => ({
            topicArn: outputs.alertTopicArn,
            text: JSON.stringify({ findingId }),
            at: at * second,
        }));
        const receive = (): Promise<Received[]> => {
            const now = queue.filter(({ at }) => at <= clock.now());
            queue.splice(0, queue.length, ...queue.filter(({ at }) => at > clock.now()));
            return Promise.resolve(now);
        };
        await waitForAlerts({
            sampleRuns: [suppressed, arrives],
            exports: [],
            alertQueue: { receive },
            outputs,
            mails: undefined,
            isRuledOut: () => false,
            since: 0,
            timeout: 1000 * second,
            settle: 10 * second,
            clock,
            progress: { show: () => undefined, stop: () => undefined },
            signal: new AbortController().signal,
            ...changes,
        });
        return clock.now() / second;
    }

    it("stays for the settling time after the last arrival", async () => {
        assert.equal(await waited({ high: 5 }), 15);
        assert.deepEqual(arrives.arrival, { text: '{"findingId":"high"}', seconds: 5 });
    });

    it("stays as long as the slowest alert took, for one that should not arrive may be as slow", async () => {
        assert.equal(await waited({ high: 40, low: 79 }), 158);
        assert.equal(suppressed.arrival?.seconds, 79);
    });

    it("stays no longer than the timeout", async () => {
        assert.equal(await waited({}, { timeout: 30 * second }), 30);
        assert.equal(arrives.arrival, undefined);
    });

    it("does not wait for what the documents rule out, but takes it when it arrives", async () => {
        const isRuledOut: Waiting["isRuledOut"] = ({ id }) => id === "high";
        assert.equal(await waited({}, { isRuledOut }), 10);
        assert.equal(await waited({ high: 12 }, { isRuledOut }), 24);
    });

    it("does not wait for an alert about a sample that the service only updated", async () => {
        Object.assign(arrives, { finding: { id: "high", archived: true }, earlier: [{ id: "high" }] });
        assert.equal(await waited({}), 10);
    });

    it("keeps the first of two alerts about the same sample", async () => {
        const text = '{"findingId":"high"}';
        const queue = [1, 2].map((at) => ({ topicArn: outputs.alertTopicArn, text, at: at * second }));
        const receive = () => Promise.resolve(clock.now() >= 2 * second ? queue.splice(0) : []);
        await waited({}, { alertQueue: { receive } });
        assert.deepEqual(arrives.arrival, { text, seconds: 1 });
    });

    it("does not wait for an export that the documents rule out", async () => {
        const check = { look: () => Promise.resolve(), with: () => undefined };
        const sent = { ...arrives.sent, id: "export" };
        const exports = [{ sent, check }];
        assert.equal(await waited({ high: 0 }, { exports, isRuledOut: ({ id }) => id === "export" }), 10);
    });

    it("waits for exports, and looks everywhere in every tenth round only", async () => {
        const looks: boolean[] = [];
        const check = {
            look: (_now: number, thorough: boolean) => {
                looks.push(thorough);
                return Promise.resolve();
            },
            with: (id: string) =>
                id === "low" && looks.length >= 26 ? { key: "k", line: {}, problem: undefined } : undefined,
        };
        const awaited = { sent: arrives.sent, check };
        assert.equal(await waited({ high: 0 }, { exports: [awaited], settle: 1 }), 12.5);
        assert.deepEqual(
            looks.flatMap((thorough, round) => (thorough ? [round] : [])),
            [5, 15, 25],
        );
        assert.deepEqual(archivedOf(awaited, [suppressed]), { key: "k", line: {}, problem: undefined });
        const elsewhere = { ...awaited, sent: { ...awaited.sent, region: "us-east-1" } };
        assert.equal(archivedOf(elsewhere, [suppressed]), undefined);
    });
});

describe("the progress", () => {
    it("counts by Region how many alerts have arrived, of those that should", () => {
        const runOf = (region: string, expected: string, arrival?: object) =>
            ({ sent: { region, expected }, arrival }) as unknown as SampleRun;
        const counts = counted([
            ...[runOf("a", "arrives"), runOf("a", "suppressed", {}), runOf("a", "arrives", {})],
            ...[runOf("b", "arrives", {}), runOf("c", "suppressed")],
        ]);
        assert.deepEqual(Object.fromEntries(counts), { a: { done: 1, total: 2 }, b: { done: 1, total: 1 } });
    });
});

describe("the alert queue", () => {
    const fake = useFakeAccount();
    const opened = () =>
        AlertQueue.open({
            stack: "dev",
            outputs,
            home: awsClients(undefined)(home),
            registry: { subscriptionArns: [], since: 0 },
            clock: fake.clock,
            signal: new AbortController().signal,
        });

    it("says after four attempts that nothing arrives", async () => {
        fake.account.publish = () => undefined;
        await assert.rejects((await opened()).prove(), /Nothing that is published to .*:alerts arrives/);
        assert.equal(fake.account.mocks.sns.commandCalls(PublishCommand).length, 4);
    });

    it("tells the time of arrival by this machine's clock, however far AWS's is ahead", async () => {
        const { account, clock } = fake;
        const hour = 3_600_000;
        const sqs = account.mocks.sqs.on(ReceiveMessageCommand);
        const queue = await opened();
        const [messages] = [...account.queues.values()].map((one) => one.messages);
        sqs.callsFake(() => ({
            Messages: messages!.splice(0).map((Body) => ({
                Body,
                Attributes: { SentTimestamp: String(clock.now() + hour) },
            })),
        }));
        await queue.prove();
        await clock.sleep(5 * second);
        account.publish("an alert");
        assert.deepEqual(await queue.receive(), [
            { topicArn: outputs.alertTopicArn, text: "an alert", at: clock.now() },
        ]);
    });
});

describe("what an alert or a dead letter is about", () => {
    for (const [which, text, expected] of [
        ["an alert that names the finding", '{"findingId":"f1"}', true],
        ["an alert that names another", '{"findingId":"f12","title":"unlike f1"}', false],
        ["an event of the finding", '{"detail":{"id":"f1"}}', true],
        ["an event of another", '{"detail":{"id":"f12"}}', false],
        ["an alert that lost the field", '{"console":"https://console/f1"}', true],
        ["a text", "f1 was found", true],
        ["another text", "nothing was found", false],
    ] as const) {
        it(`${expected ? "is the finding" : "is not the finding"}: ${which}`, () => {
            assert.equal(isAbout(text, "f1"), expected);
        });
    }
});
