import assert from "node:assert/strict";
import { GetFunctionConfigurationCommand, ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { SubscribeCommand } from "@aws-sdk/client-sns";
import { compose, emptyMemory } from "../../../notifier/compose";
import { Mails } from "../../../tools/drill/mails";
import type { SampleRun } from "../../../tools/drill/sample-runs";
import { startDrill, useFakeAccount, wrong } from "./support/drilling";
import { account, expectations, home, mailing, mailingOutputs, mailSettings } from "./support/stack";

/** What the notifier makes of alerts. */
function mailsOf(alerts: readonly string[], mailsPerBatch: number) {
    const messages = alerts.map((text, index) => ({ id: String(index), text }));
    return compose(messages, {}, { mailsPerBatch, mailsPerHour: 100 }, mailSettings, new Date(0)).mails;
}

/** The question how many messages a queue holds. */
const depthsOf = (QueueUrl: string) => ({
    QueueUrl,
    AttributeNames: ["ApproximateNumberOfMessages" as const, "ApproximateNumberOfMessagesNotVisible" as const],
});

describe("the mails that tell of samples", () => {
    const { mailTopicArn: topicArn } = mailing;
    const alertText = (title: string, severity = "HIGH") =>
        JSON.stringify({
            ...{ service: "GuardDuty", severity, type: "Backdoor:EC2/C&CActivity.B", sample: true, title },
            ...{ account, region: home, findingId: title, time: "2026-06-01T12:00:00Z" },
        });
    const runOf = (title: string, severity?: string) =>
        ({ askedAt: 1000, arrival: { text: alertText(title, severity), seconds: 1 } }) as unknown as SampleRun;

    function told(sampleRuns: readonly SampleRun[], mails: readonly { subject: string; text: string }[]) {
        const received = mails.map(({ subject, text }) => ({ topicArn, subject, text, at: 9000 }));
        new Mails(mailSettings).assign(received, sampleRuns);
        return sampleRuns.map(({ mail }) => mail?.told);
    }

    it("are a mail each, word for word", () => {
        const runs = [runOf("One"), runOf("Two")];
        assert.deepEqual(told(runs, mailsOf([alertText("Two"), alertText("One")], 5)), ["alone", "alone"]);
        const { subject, seconds, difference } = runs[0]!.mail!;
        assert.match(subject, /^\[SAMPLE\] \[HIGH\] GuardDuty: One/);
        assert.deepEqual([seconds, difference], [8, undefined]);
    });

    it("are a mail of that subject which says something else, with the first line that differs", () => {
        const run = runOf("One");
        const [mail] = mailsOf([alertText("One")], 5);
        told([run], [{ ...mail!, text: mail!.text.replace(`Region          ${home}`, "Region          us-east-1") }]);
        assert.match(run.mail!.difference!, /^its line \d+ is " +Region +us-east-1", not " +Region +eu-west-1"$/);
    });

    it("are a digest that lists them, by title and place", () => {
        const digest = mailsOf([alertText("One"), alertText("Two")], 0);
        assert.deepEqual(told([runOf("One"), runOf("Two"), runOf("Three")], digest), ["listed", "listed", undefined]);
        const elsewhere = digest.map((mail) => ({ ...mail, text: mail.text.replaceAll(home, "us-east-1") }));
        assert.deepEqual(told([runOf("One")], elsewhere), [undefined]);
    });

    it("are a digest that counts them, if it counts enough for all that nothing else tells of", () => {
        const titles = Array.from({ length: 25 }, (_, index) => `Title ${String(index).padStart(2, "0")}`);
        const all = titles.map((title) => runOf(title));
        const digest = mailsOf(
            titles.map((title) => alertText(title)),
            0,
        );
        const tally = (kinds: readonly unknown[]) =>
            ["listed", "counted", undefined].map((kind) => kinds.filter((one) => one === kind).length);
        assert.deepEqual(tally(told(all, digest)), [20, 5, 0]);
        const more = [...titles, "One more"].map((title) => runOf(title));
        assert.deepEqual(tally(told(more, digest)), [20, 0, 6]);
    });
});

describe("a drill of a stack with a notifier", () => {
    const fake = useFakeAccount();
    const drill = (changes: Parameters<typeof startDrill>[1] = {}) =>
        startDrill(fake.clock, { outputs: mailingOutputs, timeout: 60_000, ...changes });
    beforeEach(() => {
        fake.account.mailOf = (alert) => mailsOf([alert], 5)[0];
        fake.account.mailSubscriptions = [...fake.account.subscriptions];
    });

    it("proves the mails, with both latencies, and leaves nothing on either topic", async () => {
        const report = await drill().report;
        assert.deepEqual(wrong(report), []);
        const travelled = report.results.filter(({ mailSeconds }) => mailSeconds !== undefined);
        assert.equal(travelled.length, 3);
        for (const { latencySeconds, mail, steps } of travelled) {
            assert.ok(latencySeconds !== undefined);
            assert.match(mail!.subject, /^\[SAMPLE\] \[(HIGH|CRITICAL)\] (GuardDuty|Macie): /);
            assert.deepEqual(
                steps.slice(-2).map(({ hop }) => hop),
                ["notifier", "mail topic"],
            );
        }
        const subscribed = fake.account.mocks.sns
            .commandCalls(SubscribeCommand)
            .map(({ args }) => args[0].input.TopicArn);
        assert.deepEqual(subscribed, [mailingOutputs.alertTopicArn, mailing.mailTopicArn]);
        assert.deepEqual(
            [fake.account.subscriptions.length, fake.account.mailSubscriptions.length, fake.account.drillQueues],
            [1, 1, []],
        );
    });

    it("announces itself in a mail, and to the notifier as no news", async () => {
        const alerts: string[] = [];
        fake.account.mailOf = (alert) => (alerts.push(alert), mailsOf([alert], 5)[0]);
        await drill().report;
        assert.match(alerts[0]!, /^\{"drill":"Vigil drill of the stack \\"dev\\": /);
        assert.deepEqual(mailsOf([alerts[0]!], 5), []);
    });

    it("does not believe a mail that says something else", async () => {
        fake.account.mailOf = (alert) => {
            const mail = mailsOf([alert], 5)[0];
            return (
                mail && {
                    ...mail,
                    text: mail.text.replace("[CRITICAL]", "[LOW]").replace("CRITICAL finding", "LOW finding"),
                }
            );
        };
        assert.deepEqual(wrong(await drill().report), [`${home}/guardDuty/CRITICAL lost: notifier`]);
    });

    const mapping = { EventSourceArn: `arn:aws:sqs:${home}:${account}:notifier`, State: "Enabled" };
    for (const [what, hop, reason, make] of [
        [
            "the function cannot be started",
            "notifier",
            /cannot have mailed the alert: it is Failed EFSIOError\./,
            () =>
                fake.account.mocks.lambda
                    .on(GetFunctionConfigurationCommand)
                    .resolves({ State: "Failed", StateReason: "EFSIOError" }),
        ],
        [
            "an update of it failed",
            "notifier",
            /its last update failed: no such key\./,
            () =>
                fake.account.mocks.lambda.on(GetFunctionConfigurationCommand).resolves({
                    ...{ State: "Active", LastUpdateStatus: "Failed", LastUpdateStatusReason: "no such key" },
                }),
        ],
        [
            "the function is gone",
            "notifier",
            /it is gone\./,
            () =>
                fake.account.mocks.lambda
                    .on(GetFunctionConfigurationCommand)
                    .rejects(Object.assign(new Error("no"), { name: "ResourceNotFoundException" })),
        ],
        [
            "it is given nothing",
            "event source mapping",
            /it is Disabled\./,
            () =>
                fake.account.mocks.lambda
                    .on(ListEventSourceMappingsCommand)
                    .resolves({ EventSourceMappings: [{ ...mapping, State: "Disabled" }] }),
        ],
        [
            "its role may not read the queue",
            "event source mapping",
            /PROBLEM: Lambda failed/,
            () =>
                fake.account.mocks.lambda.on(ListEventSourceMappingsCommand).resolves({
                    EventSourceMappings: [{ ...mapping, LastProcessingResult: "PROBLEM: Lambda failed" }],
                }),
        ],
        [
            "alerts stay in its queue",
            "notifier role",
            /^3 messages wait/,
            () =>
                fake.account.mocks.sqs
                    .on(GetQueueAttributesCommand, depthsOf(mailing.queueUrl))
                    .resolves({ Attributes: { ApproximateNumberOfMessages: "3" } }),
        ],
        [
            "its mails do not arrive, though it remembers to have sent them",
            "mail topic",
            /^The queue is empty, and no mail tells of the alert\. It remembers 7 mails of this hour; its log is/,
            () => {
                fake.account.mocks.lambda.on(GetFunctionConfigurationCommand).resolves({
                    State: "Active",
                    Environment: { Variables: { MEMORY_BUCKET: "memory" } },
                });
                const hour = Math.floor(fake.clock.now() / 3_600_000);
                const text = JSON.stringify({ ...emptyMemory, hour, mails: 7 });
                fake.account.mocks.s3
                    .on(GetObjectCommand, { Bucket: "memory" })
                    .resolves({ Body: { transformToString: () => Promise.resolve(text) } as never });
            },
        ],
    ] as const) {
        it(`says where a mail was lost when ${what}`, async () => {
            fake.account.mailOf = () => undefined;
            make();
            const report = await drill().report;
            assert.equal(wrong(report)[0], `${home}/guardDuty/HIGH lost: ${hop}`);
            const step = report.results.find(({ id }) => id === `${home}/guardDuty/HIGH`)?.steps.at(-1);
            assert.match(step!.reason, reason);
        });
    }

    it("finds the alert among the notifier's dead letters", async () => {
        const { notifier: url = "" } = mailingOutputs.deadLetterQueueUrls;
        let alert = "";
        fake.account.mailOf = (text) => {
            if (text.includes("HIGH")) alert = text;
            return undefined;
        };
        let looks = 0;
        fake.account.mocks.sqs
            .on(GetQueueAttributesCommand, depthsOf(url))
            .callsFake(() => ({ Attributes: { ApproximateNumberOfMessages: String(looks++) } }));
        fake.account.mocks.sqs
            .on(ReceiveMessageCommand, { QueueUrl: url })
            .callsFake(() => ({ Messages: [{ MessageId: "1", Body: alert }] }));
        const { results } = await drill({
            expectations: { ...expectations, regions: [{ region: home, services: ["macie"] }] },
        }).report;
        const step = results.find(({ id }) => id === `${home}/macie/HIGH`)?.steps.at(-1);
        assert.deepEqual(
            [step?.hop, step?.reason],
            ["notifier", "The function failed five times: The dead-letter queue notifier-letters has it."],
        );
    });
});
