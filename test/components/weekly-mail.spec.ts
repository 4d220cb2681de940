import assert from "node:assert/strict";
import { AlertRules } from "../../components/alert-rules";
import { AlertTopic } from "../../components/alert-topic";
import { EventsTopic } from "../../components/events-topic";
import { Notifier } from "../../components/notifier";
import { RegionalRelay } from "../../components/regional-relay";
import { WeeklyMail } from "../../components/weekly-mail";
import type { WeeklyFacts } from "../../notifier/settings";
import { scheduleTrustPolicy } from "../../policies/schedules";
import { weeklyInvocation, weeklyReading } from "../../policies/weekly-mail";
import { policyOf } from "../support/policies";
import { record, type Recorded } from "../support/record";
import { account, home, newBus, newStream } from "../support/upstream";

const off = { guardDuty: "OFF", macie: "OFF", inspector: "OFF" } as const;
const minimumSeverity = { ...off, guardDuty: "CRITICAL" } as const;
const route = {
    name: "payments",
    minimumSeverity: { ...off, macie: "HIGH" },
    ...{ regions: [], accounts: [], types: [] },
    ...{ emails: ["payments@example.com"], slack: [{ workspace: "T1", channel: "C1" }], teams: [] },
} as const;
const chatOnly = { ...route, name: "talk", emails: [] };

describe("WeeklyMail", () => {
    let recorded: Recorded;

    before(async () => {
        recorded = await record(() => {
            const bus = newBus();
            const https = ["https://pager.example.com/"];
            const topic = new AlertTopic("topic", { region: home, account, emails: [], https });
            const alerts = { emails: ["security@example.com"], minimumSeverity, routes: [route, chatOnly] };
            const written = {
                mailsPerBatch: 5,
                mailsPerHour: 30,
                timeZone: "UTC",
                accountNames: {},
                mute: [],
            };
            const notifier = new Notifier("notifier", { region: home, account, topic, bus, ...alerts, ...written });
            const machines = { https: [], queues: ["arn:aws:sqs:eu-west-1:123456789012:siem"], functions: [] };
            const events = new EventsTopic("events", { region: home, account, keyArn: topic.keyArn, ...machines });
            const takers = { topic, notifier, eventsTopic: events, events: { minimumSeverity } };
            const rules = new AlertRules("alerts", { region: home, bus, ...alerts, ...takers, coverage: [] });
            const relays = ["us-east-1"].map((region) => new RegionalRelay("relay", { region, account, bus }));
            const way = { region: home, bus, topic, rules, notifier, events, relays, stream: newStream(bus, topic) };
            new WeeklyMail("weekly-mail", { account, ...way, day: "SUN", hour: 7, timeZone: "Europe/Berlin" });
        });
    });

    const arnOf = (type: string, name: string) => String(recorded.one(type, name).outputs.arn);
    const url = (name: string) => String(recorded.one("aws:sqs/queue:Queue", name).outputs.url);

    it("is a schedule with a role of its own, and what the notifier may read for it", () => {
        assert.deepEqual(recorded.childrenOf("weekly-mail"), [
            "aws:iam/role:Role weekly-mail",
            "aws:iam/rolePolicy:RolePolicy weekly-mail",
            "aws:iam/rolePolicy:RolePolicy weekly-mail-reading",
            "aws:scheduler/schedule:Schedule weekly-mail",
        ]);
        const role = recorded.one("aws:iam/role:Role", "weekly-mail");
        assert.deepEqual(
            { ...role.inputs, assumeRolePolicy: policyOf(role, "assumeRolePolicy") },
            {
                name: "vigil-test-weekly-mail",
                description: "Lets a schedule have the notifier write the weekly mail.",
                assumeRolePolicy: scheduleTrustPolicy(account, home),
                tags: { Project: "vigil", Stack: "test", Component: "WeeklyMail" },
            },
        );
        assert.deepEqual(recorded.one("aws:iam/rolePolicy:RolePolicy", "weekly-mail").inputs, {
            name: "vigil-test-weekly-mail",
            role: role.outputs.name,
            policy: weeklyInvocation(arnOf("aws:lambda/function:Function", "notifier")),
        });
        const queues = ["alerts", "topic", "notifier", "events", "stream"].map((sender) => `${sender}-dead-letters`);
        assert.deepEqual(recorded.one("aws:iam/rolePolicy:RolePolicy", "weekly-mail-reading").inputs, {
            name: "vigil-test-weekly-mail-reading",
            role: recorded.one("aws:iam/role:Role", "notifier").outputs.name,
            policy: weeklyReading({
                regions: [home, "us-east-1"],
                queueArns: [...queues, "relay-dead-letters"].map((name) => arnOf("aws:sqs/queue:Queue", name)),
                topicArns: ["topic", "mail-topic", "route-payments", "events"].map((name) =>
                    arnOf("aws:sns/topic:Topic", name),
                ),
            }),
        });
    });

    it("comes at its hour in the zone of the mails, and tells the notifier where to look", () => {
        const schedule = recorded.one("aws:scheduler/schedule:Schedule", "weekly-mail");
        const { target, ...when } = schedule.inputs;
        assert.deepEqual(when, {
            region: home,
            name: "vigil-test-weekly-mail",
            description: "Has the notifier write the weekly mail.",
            scheduleExpression: "cron(0 7 ? * SUN *)",
            scheduleExpressionTimezone: "Europe/Berlin",
            flexibleTimeWindow: { mode: "OFF" },
        });
        const { input, ...how } = target as { readonly input: string };
        assert.deepEqual(how, {
            arn: arnOf("aws:lambda/function:Function", "notifier"),
            roleArn: arnOf("aws:iam/role:Role", "weekly-mail"),
            retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
        });
        const weekly: WeeklyFacts = {
            stack: "vigil-test",
            home,
            busName: "vigil-test-bus",
            rules: [
                { title: "GuardDuty CRITICAL", ruleName: "vigil-test-alerts-guardduty-critical" },
                { title: "alarms of other Regions", ruleName: "vigil-test-alerts-alarms" },
                { title: "Macie HIGH, for routes", ruleName: "vigil-test-alerts-routes-macie-high" },
            ],
            relays: [{ region: "us-east-1", ruleName: "vigil-test-relay" }],
            queues: [
                { label: "alerts", region: home, url: url("alerts-dead-letters") },
                { label: "endpoints", region: home, url: url("topic-dead-letters") },
                { label: "notifier", region: home, url: url("notifier-dead-letters") },
                { label: "events", region: home, url: url("events-dead-letters") },
                { label: "stream", region: home, url: url("stream-dead-letters") },
                { label: "us-east-1", region: "us-east-1", url: url("relay-dead-letters") },
            ],
            topics: [
                { label: "alert topic", arn: arnOf("aws:sns/topic:Topic", "topic") },
                { label: "mail topic", arn: arnOf("aws:sns/topic:Topic", "mail-topic") },
                { label: "route payments", arn: arnOf("aws:sns/topic:Topic", "route-payments") },
                { label: "events topic", arn: arnOf("aws:sns/topic:Topic", "events") },
            ],
        };
        assert.deepEqual(JSON.parse(input), { weekly });
        const waits = recorded.dependenciesOf(schedule);
        for (const name of ["weekly-mail", "weekly-mail-reading"])
            assert.ok(waits.includes(`aws:iam/rolePolicy:RolePolicy ${name}`), waits.join());
    });
});
