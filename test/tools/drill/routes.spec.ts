import assert from "node:assert/strict";
import { PublishCommand } from "@aws-sdk/client-sns";
import { chatMessage } from "../../../notifier/chat";
import { compose, type Mail } from "../../../notifier/compose";
import { alertingSettingsOf } from "../../support/settings";
import { mailSettingsOf } from "../../../tools/drill/mails";
import type { Outputs } from "../../../tools/recording/outputs";
import { expectationsOf } from "../../../tools/proof/expectations";
import type { Report } from "../../../tools/proof/report";
import { UserError } from "../../../tools/cli/user-error";
import { alertOf } from "./support/alert";
import { startDrill, useFakeAccount } from "./support/drilling";
import type { FakeFinding } from "./support/fake-findings";
import { account, email, home, mailing, mailingOutputs } from "./support/stack";

const topic = (name: string) => `arn:aws:sns:${home}:${account}:${name}`;
const [mailTopicArn, chatTopicArn, eventsTopicArn] = ["payments", "payments-chat", "events"].map(topic);
const outputs: Outputs = {
    ...mailingOutputs,
    routeTopics: { payments: { mailTopicArn, chatTopicArn } },
    eventsTopicArn: eventsTopicArn!,
};

const { alerts, ...settings } = alertingSettingsOf({
    "aws:region": home,
    "vigil:guardDuty": "{}",
    "vigil:alerts": JSON.stringify({
        emails: [email],
        routes: {
            payments: {
                ...{ services: ["guardDuty"], minimumSeverity: "MEDIUM", types: ["Trojan:*", "Crypto*", "Recon:*"] },
                ...{ emails: ["pay@example.com"], slack: [{ workspace: "T0123ABCD", channel: "C0123ABCD" }] },
            },
        },
        events: { minimumSeverity: "HIGH", queues: [`arn:aws:sqs:${home}:${account}:siem`] },
    }),
});
const mailSettings = mailSettingsOf(alerts);
const expectations = {
    ...expectationsOf({ ...settings, alerts }),
    // The fake account has the alert topic's documents alone.
    notifier: undefined,
    regions: [{ region: home, services: ["guardDuty" as const] }],
};

describe("a drill of a stack with routes and machines", () => {
    const fake = useFakeAccount();
    let mails: (finding: FakeFinding) => readonly Mail[];
    let chats: (mail: Mail) => readonly string[];
    let events: (finding: FakeFinding) => boolean;
    const composed = (text: string, id = "") =>
        compose([{ id, text }], {}, { mailsPerBatch: 5, mailsPerHour: 100 }, mailSettings, new Date(0)).mails;
    const ofPayments = (finding: FakeFinding) => composed(alertOf(finding)).filter(({ route }) => route === "payments");
    const further = [mailTopicArn, chatTopicArn, eventsTopicArn].map(String);

    beforeEach(() => {
        [mails, chats] = [ofPayments, (mail) => [chatMessage(mail)]];
        events = ({ severity }) => ["HIGH", "CRITICAL"].includes(severity);
        for (const one of further) fake.account.furtherSubscriptions.set(one, []);
        fake.account.mailOf = (alert) => composed(alert).find(({ route }) => route === "default");
        fake.account.mailSubscriptions = [...fake.account.subscriptions];
        fake.account.tell = (finding) => {
            const { id, type } = finding;
            for (const mail of mails(finding)) {
                fake.account.deliver(further[0]!, mail.text, mail.subject);
                for (const text of chats(mail)) fake.account.deliver(further[1]!, text);
            }
            const event = { source: "aws.guardduty", detail: { id, type } };
            if (events(finding)) fake.account.deliver(further[2]!, JSON.stringify(event));
        };
    });

    const drilled = () => startDrill(fake.clock, { outputs, expectations, mailSettings, timeout: 60_000 }).report;

    /** Each sample with what became of it and of its event, and what was said of routes. */
    function samplesIn({ results }: Report) {
        const bands = ["LOW", "MEDIUM", "HIGH", "CRITICAL"].map((band) => `${home}/guardDuty/${band}`);
        const of = (wanted: string) => results.find(({ id }) => id === wanted)!;
        return bands.map((id) => [of(id).outcome, of(id).audience?.join(), of(`${id}/event`).outcome]);
    }

    function reasonsOf({ results }: Report, band: string) {
        const { steps } = results.find(({ id }) => id === `${home}/guardDuty/${band}`)!;
        return steps
            .filter(({ passed, route, stray, hop }) => hop !== "subscription" && (!passed || (route ?? stray)))
            .map(({ hop, reason }) => `${hop}: ${reason.replace(/ after [\d.]+ s/, "")}`);
    }

    const told = [
        "mail topic: The mail of the route payments arrived.",
        "chat: The chat message of the route payments arrived.",
    ];

    it("proves that each sample reaches its routes and machines, and nobody else", async () => {
        const report = await drilled();
        assert.deepEqual(samplesIn(report), [
            ["suppressed", "", "suppressed"],
            ["arrives", "payments", "suppressed"],
            ["arrives", "default,payments", "arrives"],
            ["arrives", "default", "arrives"],
        ]);
        assert.deepEqual(
            ["MEDIUM", "HIGH", "CRITICAL"].map((band) => reasonsOf(report, band)),
            [told, told, []],
        );
        const medium = report.results.find(({ id }) => id === `${home}/guardDuty/MEDIUM`)!;
        assert.match(medium.mail!.subject, /^\[SAMPLE\] \[MEDIUM\] GuardDuty: /);
        assert.deepEqual([medium.latencySeconds, typeof medium.mailSeconds], [undefined, "number"]);
    });

    it("says in its plan where it listens, and how much its subscribers get", async () => {
        const { report, plans } = startDrill(fake.clock, { outputs, expectations, mailSettings, timeout: 60_000 });
        await report;
        assert.deepEqual(plans[0]!.match(/ (subscribe it to|thereby send) .*/g), [
            " subscribe it to alerts and mails and payments and payments-chat and events",
            " thereby send at most 3 messages to each of 2 subscribers: 2 alerts, and one that announces them",
        ]);
    });

    it("announces itself on every topic in its receivers' form, and leaves none of its subscriptions", async () => {
        await drilled();
        const published = fake.account.mocks.sns.commandCalls(PublishCommand).map(({ args }) => args[0].input);
        const text = 'Vigil drill of the stack "dev": the alerts about sample findings that follow are no emergency.';
        const title = (what: string) => `[DRILL] Vigil: ${what} about sample findings follow, no emergency`;
        const mail = { Subject: title("mails"), Message: text };
        const content = { textType: "client-markdown", title: title("messages"), description: text };
        assert.deepEqual(published, [
            { TopicArn: outputs.alertTopicArn, Message: JSON.stringify({ drill: text }) },
            { TopicArn: mailing.mailTopicArn, ...mail },
            { TopicArn: mailTopicArn, ...mail },
            { TopicArn: chatTopicArn, Message: JSON.stringify({ version: "1.0", source: "custom", content }) },
            {
                TopicArn: eventsTopicArn,
                Message: JSON.stringify({
                    ...{ source: "vigil.drill", "detail-type": "Vigil Drill" },
                    detail: { drill: text },
                }),
            },
        ]);
        assert.deepEqual(
            [...fake.account.furtherSubscriptions.values()].flat().concat(fake.account.mailSubscriptions.slice(1)),
            [],
        );
    });

    it("calls a mail on the wrong route a false alert, and one that comes twice", async () => {
        const everything = { ...mailSettings.routes[1]!, types: [], minimumSeverity: alerts.events!.minimumSeverity };
        mails = (finding) => {
            const wide = { ...mailSettings, routes: [everything] };
            const limits = { mailsPerBatch: 5, mailsPerHour: 100 };
            const own = compose([{ id: "", text: alertOf(finding) }], {}, limits, wide, new Date(0)).mails;
            const [mail] = ofPayments(finding);
            return finding.severity === "CRITICAL" ? own : mail ? [mail, mail] : [];
        };
        chats = () => [];
        const report = await drilled();
        assert.deepEqual(reasonsOf(report, "CRITICAL"), [
            "mail topic: The route payments is told by mail, and does not ask for it.",
        ]);
        const outcomes = samplesIn(report).map(([outcome]) => outcome);
        assert.deepEqual(outcomes, ["suppressed", "lost", "lost", "falseAlert"]);
        assert.deepEqual(reasonsOf(report, "HIGH"), [
            "mail topic: The mail of the route payments arrived, and 2 times.",
            "mail topic: The chat message of the route payments did not arrive. The queue is empty, and no mail tells " +
                "of the alert. Its memory cannot be read; its log is /aws/lambda/vigil-dev-notifier.",
        ]);
    });

    it("calls events that are not asked for false, those that do not come lost, and sees route alerts go astray", async () => {
        events = ({ severity }) => severity !== "CRITICAL";
        fake.account.delivers = ({ severity }) => severity !== "LOW";
        assert.deepEqual(samplesIn(await drilled()), [
            ["suppressed", "", "falseAlert"],
            ["falseAlert", "payments", "falseAlert"],
            ["arrives", "default,payments", "arrives"],
            ["arrives", "default", "lost"],
        ]);
    });

    it("expects of muted types an alert on its topic and no mail, and finds the mail that comes all the same", async () => {
        const mute = ["CryptoCurrency:*"];
        const muted = { outputs, expectations: { ...expectations, mute }, mailSettings: { ...mailSettings, mute } };
        const drill = () => startDrill(fake.clock, { ...muted, timeout: 60_000 }).report;
        assert.deepEqual(samplesIn(await drill())[2], ["falseAlert", "", "arrives"]);
        mails = (finding) => (finding.severity === "HIGH" ? [] : ofPayments(finding));
        fake.account.mailOf = () => undefined;
        fake.account.findings.all.splice(0);
        assert.deepEqual(samplesIn(await drill())[2], ["suppressed", "", "arrives"]);
    });

    it("refuses to begin where the deployed stack has no topics of a route", async () => {
        await assert.rejects(
            startDrill(fake.clock, { outputs: mailingOutputs, expectations, mailSettings }).report,
            new UserError(
                "The deployed stack has no topics of the route payments. If the settings are right, run `pulumi up` first.",
            ),
        );
    });
});
