import assert from "node:assert/strict";
import {
    DescribeAlarmsCommand,
    GetMetricStatisticsCommand,
    type MetricAlarm,
    SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { DisableRuleCommand, EnableRuleCommand } from "@aws-sdk/client-eventbridge";
import { mailWeek } from "../../notifier/handler-weekly";
import type { WeeklyFacts } from "../../notifier/settings";
import { accountInventory } from "./support/account-inventory";
import { clientsIn } from "./support/clients";
import { confirmMailboxes } from "./support/confirmed-mailbox";
import { Deployment, type Outputs } from "./support/deployment";
import { EventWitness } from "./support/event-witness";
import { eventually } from "./support/eventually";
import { timed } from "./support/figures";
import { MailQueue } from "./support/mail-queue";
import { guardDutySamples, macieSamples, type SampleFinding } from "./support/sample-findings";
import { run, type Schedule, schedulesIn } from "./support/schedules";
import { shownInChat } from "./support/shown-in-chat";
import { type Received, TestQueue } from "./support/test-queue";

const home = "eu-west-1";
const abroad = "us-east-1";
const regions = [home, abroad];
const { cloudWatch } = clientsIn(home);

/** Macie's sample of HIGH, which the default threshold lets through. */
const muted = "SensitiveData:S3Object/Credentials";

const routes = {
    // Lower than the default route, and of one service alone.
    threats: {
        services: ["guardDuty"],
        minimumSeverity: "MEDIUM",
        emails: ["threats@example.com"],
        slack: [{ workspace: "T0123ABCD", channel: "C0123ABCD" }],
        teams: [
            {
                tenant: "11111111-2222-4333-8444-555555555555",
                team: "66666666-7777-4888-9999-000000000000",
                channel: "19:alerts@thread.tacv2",
            },
        ],
    },
    // Higher, and of one Region alone.
    abroad: { regions: [abroad], minimumSeverity: "CRITICAL", emails: ["abroad@example.com"] },
};

type Receiver = "default" | "threats" | "chat" | "abroad" | "alertTopic";

describe("a stack with routes, receivers of events, heartbeats and a weekly mail", () => {
    let untouched: string[];
    let deployment: Deployment;
    let outputs: Outputs;
    let machine: TestQueue;
    let witness: EventWitness;
    let receivers: Readonly<Record<Receiver, MailQueue>>;
    let schedules: readonly Schedule[];
    const guardDuty: SampleFinding[] = [];
    const macie: SampleFinding[] = [];
    const cleanUps: (() => Promise<unknown>)[] = [];

    before(async () => {
        untouched = await accountInventory(regions);
        deployment = await Deployment.of("dev", undefined, "routes");
        cleanUps.unshift(() => deployment.remove());
        machine = await TestQueue.for("sns", home, `arn:aws:sns:${home}:*:vigil-routes-events`);
        cleanUps.unshift(() => machine.remove());
        await deployment.setConfig("vigil:alerts.minimumSeverity", "HIGH");
        // Enough for a mail of each.
        await deployment.setConfig("vigil:alerts.notifier.mailsPerBatch", "20");
        await deployment.setConfig("vigil:alerts.mute[0]", muted);
        await deployment.setConfig("vigil:alerts.routes", JSON.stringify(routes));
        await deployment.setConfig("vigil:alerts.events.queues[0]", machine.arn);
    });
    after(async () => {
        for (const cleanUp of cleanUps) await cleanUp();
    });

    it("goes up, and needs no change then", async () => {
        await deployment.up();
        assert.deepEqual(await deployment.preview(), []);
    });

    describe("when the services find something", () => {
        before(async () => {
            outputs = await deployment.outputs();
            schedules = schedulesIn(await deployment.state());
            await confirmMailboxes();
            const { threats, abroad: ofAbroad } = outputs.routeTopics;
            receivers = {
                default: await MailQueue.on(outputs.notifier.mailTopicArn),
                threats: await MailQueue.on(threats!.mailTopicArn!),
                chat: await MailQueue.on(threats!.chatTopicArn!),
                abroad: await MailQueue.on(ofAbroad!.mailTopicArn!),
                alertTopic: await MailQueue.on(outputs.alertTopicArn),
            };
            for (const queue of Object.values(receivers)) cleanUps.unshift(() => queue.remove());
            witness = await EventWitness.in(abroad, ["aws.guardduty", "aws.macie"]);
            cleanUps.unshift(() => witness.remove());
            for (const region of regions) {
                const detectorId = outputs.detectorIds[region]!;
                guardDuty.push(...(await guardDutySamples(region, detectorId, ["LOW", "MEDIUM", "HIGH", "CRITICAL"])));
                macie.push(...(await macieSamples(region, ["HIGH"])));
            }
        });

        /** What each receiver should hear of, once. */
        const expected = () => {
            const ofSeverity = (...severities: string[]) =>
                guardDuty.filter(({ alert }) => severities.includes(String(alert.severity)));
            const threats = idsOf(ofSeverity("MEDIUM", "HIGH", "CRITICAL"));
            return {
                default: idsOf(ofSeverity("HIGH", "CRITICAL")),
                threats,
                chat: threats,
                abroad: idsOf(ofSeverity("CRITICAL").filter(({ alert }) => alert.region === abroad)),
                alertTopic: idsOf([...ofSeverity("HIGH", "CRITICAL"), ...macie]),
            };
        };

        it("tells every route what it asked for, once, nobody what is muted, and the alert topic no more than before", async () => {
            const arrived = await timed("findings of two Regions, to three routes", () =>
                eventually(told, expected(), 90),
            );
            assert.deepEqual(arrived, expected());
        });

        it("shows it in Slack and Teams, too", async () => {
            for (const { text } of await receivers.chat.mails()) {
                const { version, source, content } = JSON.parse(text) as Received & { content: Received };
                assert.deepEqual([version, source, typeof content.description], ["1.0", "custom", "string"]);
            }
            const shown = await shownInChat(outputs.routeTopics.threats!.chatTopicArn!);
            // In both channels.
            if (shown) assert.deepEqual(shown, Array(2 * expected().chat.length).fill("delivered"));
        });

        it("gives machines every event as the service put it on the bus, muted or not", async () => {
            assert.deepEqual(
                await eventually(async () => findingIds(await machine.received()), idsOf([...guardDuty, ...macie]), 30),
                idsOf([...guardDuty, ...macie]),
            );
            const fromAbroad = (await machine.received()).filter(({ region }) => region === abroad);
            assert.deepEqual(byId(fromAbroad), byId(await witness.events()));
        });
    });

    describe("when heartbeats come", () => {
        let alarm: MetricAlarm;
        before(async () => {
            const AlarmNames = [outputs.heartbeats.alarmName];
            alarm = (await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames }))).MetricAlarms![0]!;
        });

        it("counts those of all Regions at home, above the alarm's threshold", async () => {
            assert.ok((await arrivingInAnHour(8)) > alarm.Threshold!);
        });

        it("counts too few of them when one Region's relay is stopped", async () => {
            const { eventBridge } = clientsIn(abroad);
            const Name = outputs.relayRuleName;
            await eventBridge.send(new DisableRuleCommand({ Name }));
            assert.ok((await arrivingInAnHour(4)) <= alarm.Threshold!);
            await eventBridge.send(new EnableRuleCommand({ Name }));
        });

        it("tells the default route and machines of the alarm that says so, and no other route", async () => {
            // No emulator evaluates metric math.
            const StateReason = "Threshold crossed, in a test.";
            const { AlarmName } = alarm;
            await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: "ALARM", StateReason }));
            const told = ["alertTopic", "default"];
            assert.deepEqual(await eventually(() => receiversOf(StateReason), told, 60), told);
        });

        /** Has every Region send an hour's heartbeats; returns how many the alarm's metric then counts more. */
        async function arrivingInAnHour(expected: number): Promise<number> {
            const before = await counted();
            for (const schedule of schedules.filter(({ target }) => target.eventbridgeParameters))
                for (let count = 0; count < 4; count += 1) await run(schedule);
            const arrived = await eventually(async () => (await counted()) - before, expected, 30);
            assert.equal(arrived, expected);
            return arrived;
        }

        async function counted(): Promise<number> {
            const { Metric } = alarm.Metrics!.find(({ MetricStat }) => MetricStat)!.MetricStat!;
            const { Datapoints = [] } = await cloudWatch.send(
                new GetMetricStatisticsCommand({
                    Namespace: Metric!.Namespace,
                    MetricName: Metric!.MetricName,
                    Dimensions: Metric!.Dimensions,
                    StartTime: new Date(Date.now() - 3_600_000),
                    EndTime: new Date(Date.now() + 60_000),
                    Period: 7200,
                    Statistics: ["Sum"],
                }),
            );
            return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
        }
    });

    describe("when a week is over", () => {
        const weeks = async () => {
            const all = await Promise.all(
                Object.entries(receivers).map(async ([name, queue]) =>
                    (await queue.mails())
                        .filter(({ subject }) => subject.startsWith("Vigil's week: "))
                        .map((mail) => ({ name, ...mail })),
                ),
            );
            return all.flat();
        };
        const receiversOfWeeks = async () => (await weeks()).map(({ name }) => name);

        it("has the function mail the default route what happened, and nobody else", async () => {
            await run(weekly());
            assert.deepEqual(await eventually(receiversOfWeeks, ["default"], 30), ["default"]);
            const [mail] = await weeks();
            assert.match(mail!.text, /^The week of the stack vigil-routes\.$/m);
            assert.doesNotMatch(mail!.text, /AccessDenied/);
        });

        it("counts in it what the rules and the Regions of this test have sent", async () => {
            // Here, as an emulator's functions need not have CloudWatch's client.
            const { weekly: facts } = JSON.parse(weekly().target.input) as { weekly: WeeklyFacts };
            await mailWeek(facts, {
                sns: clientsIn(home).sns,
                cloudWatch: (region) => Promise.resolve(clientsIn(region).cloudWatch),
                sqs: (region) => Promise.resolve(clientsIn(region).sqs),
                environment: { MAIL_TOPIC_ARN: outputs.notifier.mailTopicArn },
                now: () => new Date(),
            });
            await eventually(receiversOfWeeks, ["default", "default"], 30);
            const { subject, text } = (await weeks()).at(-1)!;
            assert.equal(
                subject,
                `Vigil's week: 8 alerts, 2 Regions heard, nothing lost (${home}, ${outputs.accountId})`,
            );
            const lines = text.split("\n");
            assert.deepEqual(lines.slice(lines.indexOf("ALERTS"), lines.indexOf("WHY THIS MAIL")), [
                "ALERTS",
                "       2  GuardDuty HIGH",
                "       2  GuardDuty CRITICAL",
                "       2  Macie HIGH",
                "       0  Inspector HIGH",
                "       0  Inspector CRITICAL",
                "       0  lost coverage of GuardDuty",
                "       0  lost coverage of Inspector",
                "       0  alarms of other Regions",
                "       2  GuardDuty MEDIUM, for routes",
                "",
                "REGIONS HEARD",
                // Five findings, and the heartbeats of two hours: in one of them, one Region was silent.
                `  ${home}: 13 events, heartbeats included`,
                `  ${abroad}: 9 events, heartbeats included`,
                "",
            ]);
        });

        const weekly = () => schedules.find(({ target }) => target.eventbridgeParameters === undefined)!;
    });

    describe("once it is destroyed", () => {
        it("has left nothing", async () => {
            for (const cleanUp of cleanUps.slice(0, -1)) await cleanUp();
            await deployment.destroy();
            assert.deepEqual(await eventually(() => accountInventory(regions), untouched, 90), untouched);
        });
    });

    /** The findings that each receiver was told of, by ID. */
    async function told(): Promise<Record<Receiver, string[]>> {
        const entries = Object.entries(receivers).map(async ([name, queue]) => {
            const mails = await queue.mails();
            return [name, mails.flatMap(({ text }) => findingIn(text)).sort()];
        });
        return Object.fromEntries(await Promise.all(entries)) as Record<Receiver, string[]>;
    }

    /** Who has a mail with these words. */
    async function receiversOf(words: string): Promise<string[]> {
        const mails = await Promise.all(
            Object.entries(receivers).map(async ([name, queue]) => ({ name, mails: await queue.mails() })),
        );
        return mails
            .filter(({ mails: all }) => all.some(({ text }) => text.includes(words)))
            .map(({ name }) => name)
            .sort();
    }

    /** The ID of the finding that a mail, a chat message or an alert is about. */
    function findingIn(text: string): string[] {
        return [...guardDuty, ...macie].map(({ id }) => id).filter((id) => text.includes(id));
    }
});

function idsOf(findings: readonly SampleFinding[]): string[] {
    return findings.map(({ id }) => id).sort();
}

function findingIds(events: readonly Received[]): string[] {
    return events.map(({ detail }) => (detail as { id: string }).id).sort();
}

function byId(events: readonly Received[]): Received[] {
    return [...events].sort((one, other) => String(one.id).localeCompare(String(other.id)));
}
