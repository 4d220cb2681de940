import { replace, set, statement, without } from "../edits";
import type { Blame, Fault } from "./fault";

const schedule = ["schedule", "=weekly-mail"] as const;
const role = ["role", "=weekly-mail"] as const;
const invocation = ["rolePolicy", "=weekly-mail"] as const;
const reading = ["rolePolicy", "=weekly-mail-reading"] as const;

const scheduleItself: Blame = "schedule: Schedule weekly-mail";
const readingItself: Blame = "notifier role: RolePolicy weekly-mail-reading";

/** A mail whose absence somebody should notice: it must come, and of everything. */
export const weeklyMailFaults: readonly Fault[] = [
    { when: "no weekly mail is sent", blames: ["schedule: schedule of the weekly mail"], edit: without(...schedule) },
    { when: "the weekly mail is switched off", blames: [scheduleItself], edit: set(schedule, { state: "DISABLED" }) },
    {
        when: "the weekly mail comes every month",
        blames: [scheduleItself],
        edit: set(schedule, { scheduleExpression: "cron(0 8 1 * ? *)" }),
    },
    {
        when: "the weekly mail comes by the time of another zone",
        blames: [scheduleItself],
        edit: set(schedule, { scheduleExpressionTimezone: "Asia/Tokyo" }),
    },
    {
        when: "the weekly mail is told of no rule for CRITICAL findings of GuardDuty",
        blames: [scheduleItself],
        edit: replace(schedule, "alerts-guardduty-critical", "alerts-guardduty-gone"),
    },
    {
        when: "the weekly mail is told of no relay in one Region",
        blames: [scheduleItself],
        edit: replace(schedule, '"region":"us-east-1","ruleName"', '"region":"us-west-2","ruleName"'),
    },
    {
        when: "the weekly mail is told of another dead-letter queue",
        blames: [scheduleItself],
        edit: replace(schedule, "vigil-test-notifier-dead-letters", "vigil-test-dead-letters"),
    },
    {
        when: "the weekly mail is told of no mail topic",
        blames: [scheduleItself],
        edit: replace(schedule, ":vigil-test-mail-topic", ":vigil-test-gone"),
    },
    {
        when: "the function takes the weekly mail for something else",
        blames: [scheduleItself],
        edit: replace(schedule, '{"weekly":', '{"daily":'),
    },
    {
        when: "Scheduler is not trusted with the role of the weekly mail",
        blames: ["schedule role: Role weekly-mail"],
        edit: replace(role, "scheduler.amazonaws.com", "lambda.amazonaws.com"),
    },
    {
        when: "the role of the weekly mail may run another function",
        blames: ["schedule role: RolePolicy weekly-mail"],
        edit: replace(invocation, ":function:vigil-test-notifier", ":function:other"),
    },
    {
        when: "the function may read the numbers of home alone",
        blames: [readingItself],
        edit: statement(reading, "ReadMetrics", (one) => ({
            ...one,
            Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
        })),
    },
    {
        when: "the function may not count what one queue has",
        blames: [readingItself],
        edit: replace(reading, "vigil-test-notifier-dead-letters", "vigil-test-gone"),
    },
    {
        when: "the function may not see who subscribes to the alert topic",
        blames: [readingItself],
        edit: replace(reading, ":vigil-test-alert-topic", ":vigil-test-gone"),
    },
    {
        when: "the function may read nothing for the weekly mail",
        blames: ["notifier role: RolePolicy notifier"],
        edit: without(...reading),
    },
];
