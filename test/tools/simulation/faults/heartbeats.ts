import { document, replace, set, statement, without } from "../edits";
import type { Blame, Fault } from "./fault";

const us = "us-east-1";
const schedule = ["schedule", `heartbeats-${us}`] as const;
const relay = ["rule", `relay-${us}`] as const;
const role = ["role", "heartbeats"] as const;
const permissions = ["rolePolicy", "heartbeats"] as const;
const rule = ["rule", "=heartbeats"] as const;
const alarm = ["alarm", "=heartbeats"] as const;

const alarmItself: Blame = "heartbeat alarm: MetricAlarm heartbeats";

/** What shows that the way home is open, and would not when it is closed. */
export const heartbeatFaults: readonly Fault[] = [
    {
        when: "a Region sends no heartbeats",
        blames: [`schedule: schedule of ${us}`],
        edit: without(...schedule),
    },
    {
        when: "the heartbeats of a Region are switched off",
        blames: [`schedule: Schedule heartbeats-${us}`],
        edit: set(schedule, { state: "DISABLED" }),
    },
    {
        when: "a Region sends heartbeats too seldom",
        blames: [`schedule: Schedule heartbeats-${us}`],
        edit: set(schedule, { scheduleExpression: "rate(1 hour)" }),
    },
    {
        when: "a Region puts its heartbeats on the bus of another",
        blames: [`schedule: Schedule heartbeats-${us}`],
        edit: replace(schedule, `events:${us}:`, "events:eu-west-1:"),
    },
    {
        when: "heartbeats are those of another stack",
        blames: [`relay rule: EventRule relay-${us}`],
        edit: replace(schedule, '"stack":"vigil-test"', '"stack":"vigil-other"'),
    },
    {
        when: "the role of the schedules is gone",
        blames: [
            `schedule role: Schedule heartbeats-${us}`,
            "schedule role: Schedule heartbeats-eu-west-1",
            alarmItself,
        ],
        edit: without(...role),
    },
    {
        when: "Scheduler is not trusted with the role",
        blames: ["schedule role: Role heartbeats"],
        edit: replace(role, "scheduler.amazonaws.com", "events.amazonaws.com"),
    },
    {
        when: "the role is for one schedule, and Scheduler names their group",
        blames: ["schedule role: Role heartbeats"],
        edit: replace(role, ":schedule-group/default", `:schedule/default/heartbeats-${us}`),
    },
    {
        when: "the role may put other events",
        blames: ["schedule role: RolePolicy heartbeats"],
        edit: replace(permissions, "vigil.heartbeat", "vigil.heart"),
    },
    {
        when: "the role may put nothing in one Region",
        blames: ["schedule role: RolePolicy heartbeats"],
        edit: statement(permissions, "PutHeartbeats", (one) => ({ ...one, Resource: (one.Resource as string[])[0] })),
    },
    {
        when: "a relay lets no heartbeat through",
        blames: [`relay rule: EventRule relay-${us}`],
        edit: replace(relay, "Vigil Heartbeat", "Vigil Heart"),
    },
    {
        when: "no rule counts heartbeats",
        blames: ["heartbeat rule: EventBus findings-bus", alarmItself],
        edit: without(...rule),
    },
    {
        when: "the heartbeats of another stack are counted",
        blames: ["heartbeat rule: EventRule heartbeats"],
        edit: document(rule, "eventPattern", (pattern) => ({ ...pattern, detail: { stack: ["vigil-other"] } })),
    },
    {
        when: "the rule that counts heartbeats waits for others",
        blames: ["heartbeat rule: EventRule heartbeats"],
        edit: replace(rule, "vigil.heartbeat", "vigil.heart"),
    },
    {
        when: "a rule that counts findings counts heartbeats, too",
        blames: ["heartbeat rule: EventBus findings-bus"],
        edit: document(["rule", "finding-counts-unrated"], "eventPattern", () => ({ source: [{ prefix: "" }] })),
    },
    {
        when: "the rule that counts heartbeats is disabled",
        blames: ["heartbeat rule: EventRule heartbeats"],
        edit: set(rule, { state: "DISABLED" }),
    },
    {
        when: "heartbeats are mailed",
        blames: ["alert rule: EventRule alerts-coverage"],
        edit: document(["rule", "=alerts-coverage"], "eventPattern", (pattern) => ({
            source: [...(pattern.source as string[]), "vigil.heartbeat"],
            "detail-type": [...(pattern["detail-type"] as string[]), "Vigil Heartbeat"],
        })),
    },
    {
        when: "no alarm is on heartbeats",
        blames: ["heartbeat alarm: EventRule heartbeats"],
        edit: without(...alarm),
    },
    {
        when: "the alarm on heartbeats looks at the default bus",
        blames: ["alarm action: MetricAlarm heartbeats", alarmItself],
        edit: replace(alarm, '"EventBusName":"vigil-test-findings-bus",', ""),
    },
    {
        when: "the alarm on heartbeats tells nobody",
        blames: ["alarm action: MetricAlarm heartbeats"],
        edit: set(alarm, { alarmActions: [] }),
    },
    ...Object.entries({
        "goes off only when all Regions are silent": { threshold: 0 },
        "takes no heartbeats for a good sign": { treatMissingData: "notBreaching" },
        "waits for a day": { evaluationPeriods: 24 },
        "goes off when there are many": { comparisonOperator: "GreaterThanThreshold" },
    }).map(([when, values]) => ({
        when: `the alarm on heartbeats ${when}`,
        blames: [alarmItself],
        edit: set(alarm, values),
    })),
    {
        when: "the alarm on heartbeats is quiet for years",
        blames: [alarmItself],
        edit: replace(alarm, "EPOCH(m1) < 1", "EPOCH(m1) < 10"),
    },
    {
        when: "the alarm on heartbeats counts by the minute",
        blames: [alarmItself],
        edit: replace(alarm, '"period":3600', '"period":60'),
    },
];
