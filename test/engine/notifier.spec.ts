import assert from "node:assert/strict";
import { SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import {
    DeleteFunctionConcurrencyCommand,
    PutFunctionConcurrencyCommand,
    UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { GetRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { publishAlerts } from "./support/alerts-in-bulk";
import { clientsIn } from "./support/clients";
import { canConfirm, confirmMailboxes, pendingMailboxes } from "./support/confirmed-mailbox";
import { Deployment, type Outputs } from "./support/deployment";
import { eventually } from "./support/eventually";
import { timed } from "./support/figures";
import { MailQueue, type ReceivedMail } from "./support/mail-queue";

const home = "eu-west-1";
const { cloudWatch, iam, lambda, sqs } = clientsIn(home);

/** Alerts that a mail tells of: a digest says how many, any other mail of one. */
function alertsIn({ subject }: ReceivedMail): number {
    const [, count] = /^(?:\[[A-Z ]+\] )+([\d,]+) alerts?(?:: |$)/.exec(subject) ?? [];
    return count === undefined ? 1 : Number(count.replaceAll(",", ""));
}

const total = (mails: readonly ReceivedMail[]) => mails.reduce((sum, mail) => sum + alertsIn(mail), 0);

/** The most mails within any second. */
const mostInASecond = (mails: readonly ReceivedMail[]) =>
    Math.max(...mails.map(({ at }) => mails.filter((other) => other.at >= at && other.at < at + 1000).length));

describe("the notifier", () => {
    let deployment: Deployment;
    let outputs: Outputs;
    let mailbox: MailQueue;
    let told = 0;
    const cleanUps: (() => Promise<void>)[] = [];

    before(async () => {
        deployment = await Deployment.of("dev");
        cleanUps.unshift(() => deployment.remove());
        await deployment.setConfig("vigil:regions", `["${home}"]`);
        await deployment.up();
        outputs = await deployment.outputs();
        await confirmMailboxes();
        mailbox = await MailQueue.on(outputs.notifier.mailTopicArn);
        cleanUps.unshift(() => mailbox.remove());
    });
    after(async () => {
        for (const cleanUp of cleanUps) await cleanUp();
    });
    afterEach("no burst puts a mailbox back to pending, and nothing is lost", async () => {
        if (canConfirm) assert.deepEqual(await pendingMailboxes(outputs.notifier.mailTopicArn), [false]);
        assert.equal(await waitingIn(outputs.deadLetterQueueUrls.alerts), 0);
    });

    /** Publishes alerts and waits until the mails tell of all of them. */
    async function mailsAbout(count: number, seconds = 120): Promise<ReceivedMail[]> {
        const before = (await mailbox.mails()).length;
        await publishAlerts(outputs.alertTopicArn, count);
        return arriving(before, count, seconds);
    }

    async function arriving(before: number, count: number, seconds: number): Promise<ReceivedMail[]> {
        const since = async () => (await mailbox.mails()).slice(before);
        assert.equal(await eventually(async () => total(await since()), count, seconds), count);
        told += count;
        return since();
    }

    it("mails one alert on its own", async () => {
        const [mail, ...others] = await timed("one alert, to the mail topic", () => mailsAbout(1));
        assert.deepEqual(others, []);
        assert.equal(mail?.subject, "[CRITICAL] Inspector: CVE-2026-12345 - openssl (eu-west-1, 123456789012)");
        assert.match(mail.text, /^CONSOLE\nhttps:\/\/eu-west-1\.console\.aws\.amazon\.com\/inspector\//m);
    });

    it("mails twelve alerts of a second, five of a batch on their own, at most two mails in a second", async () => {
        const mails = await timed("12 alerts, to the mail topic", () => mailsAbout(12));
        assert.ok(mails.length < 12, `${mails.length} mails`);
        assert.ok(mostInASecond(mails) <= 2, `${mostInASecond(mails)} mails in a second`);
    });

    it("counts a thousand alerts, each once, in digests", async () => {
        const mails = await timed("1,000 alerts, to the mail topic", () => mailsAbout(1000, 400));
        assert.ok(mails.length < 40, `${mails.length} mails`);
        assert.ok(mostInASecond(mails) <= 2, `${mostInASecond(mails)} mails in a second`);
        for (const { text } of mails) assert.ok(Buffer.byteLength(text) < 20_000);
    });

    it("mails what came while Lambda had no room for it", async () => {
        const before = (await mailbox.mails()).length;
        const FunctionName = outputs.notifier.functionName;
        await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
        await publishAlerts(outputs.alertTopicArn, 3);
        assert.equal(await alarmMailed("notifier-throttles"), true);
        await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
        await arriving(before + 1, 3, 120);
    });

    it("mails what came while its role lacked a permission, and the alarm about it at once", async () => {
        const before = (await mailbox.mails()).length;
        const [RoleName, PolicyName] = ["vigil-dev-notifier", "vigil-dev-notifier"];
        const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
        const policy = decodeURIComponent(PolicyDocument);
        const broken = policy.replaceAll("sqs:ReceiveMessage", "sqs:ListQueues");
        assert.notEqual(broken, policy);
        await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: broken }));
        await publishAlerts(outputs.alertTopicArn, 3);
        assert.equal(await alarmMailed("notifier-waiting"), true);
        await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: policy }));
        await arriving(before + 1, 3, 120);
    });

    it("keeps what it cannot mail at all, and the alarm about it is mailed without it", async () => {
        const Handler = "index.none";
        const FunctionName = outputs.notifier.functionName;
        await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Handler }));
        await publishAlerts(outputs.alertTopicArn, 3);
        const dead = () => waitingIn(outputs.deadLetterQueueUrls.notifier);
        assert.equal(await timed("3 alerts, to the dead letters", () => eventually(dead, 3, 240)), 3);
        assert.equal(await alarmMailed("notifier-dead-letters"), true);
    });

    /** Has an alarm go off, as CloudWatch would by its metric, and waits for its mail. */
    async function alarmMailed(alarm: string): Promise<boolean> {
        const AlarmName = `vigil-dev-${alarm}`;
        const reason = `Threshold crossed, in test ${told}.`;
        await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: "ALARM", StateReason: reason }));
        return eventually(async () => (await mailbox.mails()).some(({ text }) => text.includes(reason)), true, 30);
    }

    async function waitingIn(queueUrl: string): Promise<number> {
        const { Attributes } = await sqs.send(
            new GetQueueAttributesCommand({
                QueueUrl: queueUrl,
                AttributeNames: ["ApproximateNumberOfMessages"],
            }),
        );
        return Number(Attributes?.ApproximateNumberOfMessages);
    }
});
