import assert from "node:assert/strict";
import {
    ArchiveFindingsCommand,
    CreateSampleFindingsCommand,
    GetFindingsCommand,
    ListFindingsCommand,
} from "@aws-sdk/client-guardduty";
import { TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { ListFindingsCommand as ListInspectorFindings } from "@aws-sdk/client-inspector2";
import { CreateSampleFindingsCommand as CreateMacieSamples } from "@aws-sdk/client-macie2";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { PublishCommand, SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import { DeleteMessageBatchCommand, DeleteQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { Stop, stopOn } from "../../../tools/drill/stop";
import { EventEmitter } from "node:events";
import { startDrill, useFakeAccount } from "./support/drilling";

describe("cleaning up", () => {
    const fake = useFakeAccount();

    function leftBehind(): string[] {
        const { all } = fake.account.findings;
        const active = all.filter(({ service, archived }) => service === "guardDuty" && !archived);
        const drills = fake.account.subscriptions.filter(({ Protocol }) => Protocol === "sqs");
        return [
            ...fake.account.drillQueues,
            ...drills.map(({ Endpoint = "" }) => Endpoint),
            ...active.map(({ id }) => id),
        ];
    }

    const failure = () => Object.assign(new Error("AWS is down"), { name: "InternalFailure" });
    const failures: readonly (readonly [string, () => unknown])[] = [
        ["the subscription", () => fake.account.mocks.sns.on(SubscribeCommand).rejects(failure())],
        ["the marker", () => fake.account.mocks.sns.on(PublishCommand).rejects(failure())],
        ["receiving", () => fake.account.mocks.sqs.on(ReceiveMessageCommand).rejects(failure())],
        ["deleting messages", () => fake.account.mocks.sqs.on(DeleteMessageBatchCommand).rejects(failure())],
        ["a GuardDuty sample", () => fake.account.mocks.guardDuty.on(CreateSampleFindingsCommand).rejects(failure())],
        ["a Macie sample", () => fake.account.mocks.macie.on(CreateMacieSamples).rejects(failure())],
        ["the pattern tests", () => fake.account.mocks.eventBridge.on(TestEventPatternCommand).rejects(failure())],
        ["listing the archive", () => fake.account.mocks.s3.on(ListObjectsV2Command).rejects(failure())],
        ["opening an object", () => fake.account.mocks.s3.on(GetObjectCommand).rejects(failure())],
        ["Inspector's findings", () => fake.account.mocks.inspector.on(ListInspectorFindings).rejects(failure())],
    ];
    for (const [what, breakIt] of failures) {
        it(`leaves nothing when ${what} fails`, async () => {
            breakIt();
            await assert.rejects(startDrill(fake.clock).report, /AWS is down/);
            assert.deepEqual(leftBehind(), []);
        });
    }

    it("leaves nothing when an alert never comes", async () => {
        fake.account.delivers = () => false;
        await startDrill(fake.clock).report;
        assert.deepEqual(leftBehind(), []);
    });

    for (const sleeps of [1, 3, 7, 8, 20]) {
        it(`leaves nothing when it is stopped at its sleep ${sleeps}, and does not go on`, async () => {
            const controller = new AbortController();
            let count = 0;
            fake.clock.onSleep = () => {
                if (++count === sleeps) controller.abort(new Stop("SIGTERM", 143));
            };
            await assert.rejects(startDrill(fake.clock, { signal: controller.signal }).report, /Stopped by SIGTERM/);
            assert.deepEqual(leftBehind(), []);
            assert.ok(count <= sleeps + 5);
        });
    }

    it("does nothing at all when it is stopped before it begins", async () => {
        const controller = new AbortController();
        const agree = () => {
            controller.abort(new Stop("SIGINT", 130));
            return Promise.resolve();
        };
        await assert.rejects(startDrill(fake.clock, { signal: controller.signal, agree }).report, /Stopped by SIGINT/);
        assert.equal(fake.account.mocks.sqs.calls().filter(({ args: [{ input }] }) => "QueueName" in input).length, 0);
    });

    it("says what it could not undo, undoes the rest, and leaves the queue as the sign for --clean", async () => {
        fake.account.mocks.sns.on(UnsubscribeCommand).rejects(failure());
        const { report, complaints } = startDrill(fake.clock);
        await report;
        assert.match(complaints.join(), /could not clean up everything:\n {2}- AWS is down/);
        assert.match(complaints.join(), /npm run drill -- --stack dev --clean/);
        assert.equal(fake.account.drillQueues.length, 1);
        assert.ok(
            fake.account.findings.all
                .filter(({ service }) => service === "guardDuty")
                .every(({ archived }) => archived),
        );
    });

    it("says which samples it could not archive, and that a queue stays", async () => {
        fake.account.mocks.guardDuty.on(ArchiveFindingsCommand).rejects(failure());
        fake.account.mocks.sqs.on(DeleteQueueCommand).rejects(failure());
        const { report, complaints } = startDrill(fake.clock);
        await report;
        assert.match(complaints.join(), /AWS is down/);
        assert.equal(fake.account.subscriptions.length, 1, "the subscription went all the same");
    });

    it("does not archive a sample that was there before", async () => {
        const { findings } = fake.account;
        const old = ["Trojan:EC2/BlackholeTraffic!DNS", "Recon:IAMUser/TorIPCaller"].map((type) =>
            findings.add("guardDuty", type, {
                createdAt: fake.clock.now() - 86_400_000,
                updatedAt: fake.clock.now() - 86_400_000,
            }),
        );
        const { report, plans } = startDrill(fake.clock);
        await report;
        assert.match(plans[0]!, /1 sample can only update an earlier one/);
        assert.ok(old.every(({ archived }) => !archived));
    });

    it("goes through all pages of a long list", async () => {
        fake.account.findings.pageSize = 1;
        await startDrill(fake.clock).report;
        assert.deepEqual(leftBehind(), []);
        assert.ok(fake.account.mocks.guardDuty.commandCalls(ListFindingsCommand).length > 4);
        assert.ok(fake.account.mocks.guardDuty.commandCalls(GetFindingsCommand).length > 0);
    });
});

describe("stopOn", () => {
    it("aborts once, with the shell's exit code, and lets go again", () => {
        const emitter = new EventEmitter();
        const said: string[] = [];
        const stop = stopOn(emitter, (text) => said.push(text));
        emitter.emit("SIGTERM");
        emitter.emit("SIGTERM");
        assert.equal((stop.signal.reason as Stop).exitCode, 143);
        assert.equal(said.length, 1);
        stop.release();
        assert.equal(emitter.listenerCount("SIGTERM"), 0);
    });
});
