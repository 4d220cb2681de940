import type { WeeklyFacts } from "../../../notifier/settings";
import { weeklyMail } from "../../../notifier/weekly";
import { jsonObject } from "../../proof/alert-check";
import type { Expectations } from "../../proof/expectations";
import type { Trace } from "../../proof/prove";
import type { Step } from "../../proof/report";
import type { Gates } from "../gates";
import type { Schedule } from "../model/function-model";
import type { StackModel } from "../model/stack-model";
import { allPassed, failed, passed, walk } from "../steps";
import { deliver } from "./mailboxes";
import { isForMachines, machineTopics } from "./machines";
import { functionRoleSteps, type Notifier, runs } from "./notifier";
import { busOf } from "./relay";
import { scheduleSteps } from "./schedules";
import { isForStream } from "./stream";
import { takesAlerts } from "./topic";

/** Whether the weekly mail is written, of all there is, and reaches the mailboxes. */
export function weekly(
    stack: StackModel,
    { weeklyMail: asked, notifier: settings, emails }: Pick<Expectations, "weeklyMail" | "notifier" | "emails">,
    notifier: Notifier | undefined,
    gates: Gates,
): Trace {
    const { lambda, mailTopic } = notifier ?? {};
    const schedule = stack.schedules.find(({ targetArn }) => targetArn === lambda?.arn);
    const none = { type: "schedule", name: "of the weekly mail" };
    if (!notifier || !lambda) {
        const told = stack.topics.find((topic) => takesAlerts(stack, topic)) ?? { resource: none };
        return { steps: [failed("notifier", told.resource, "No function is told of a mail topic.")] };
    }
    if (!asked || !schedule)
        return { steps: [failed("schedule", none, "No schedule calls the function that writes mails.")] };
    const all = partsOf(stack);
    const [facts, stray] = factsIn(schedule);
    const steps = walk(
        () =>
            scheduleSteps(stack, schedule, `cron(0 ${asked.hour} ? * ${asked.day} *)`, {
                action: "lambda:InvokeFunction",
            }),
        () => zoneStep(schedule, settings?.timeZone ?? "UTC"),
        () => inputStep(schedule, all, stray),
        () => runs(lambda),
        () => functionRoleSteps(stack, lambda, readsOf(all)),
        () => gates.fromNotifier(lambda.environment.MAIL_TOPIC_ARN ?? ""),
    );
    if (facts === undefined || mailTopic === undefined || !allPassed(steps)) return { steps };
    // A week in which nothing happened.
    const nothing = {
        alerts: facts.rules.map(({ title }) => ({ title, count: 0 })),
        regions: facts.relays.map(({ region }) => ({ region, relayed: 0, failed: 0, silent: false })),
        ...{ letters: [], topicsRead: facts.topics.length, unconfirmed: [], unread: [] },
    };
    const mail = weeklyMail(facts, nothing, stack.account);
    const from = mailTopic.displayName;
    const delivered = deliver(mailTopic, mail.text, emails);
    return {
        ...delivered,
        steps: [...steps, passed("notifier", lambda.resource, `It mails "${mail.subject}".`), ...delivered.steps],
        mail: { ...mail, ...(from === undefined ? {} : { from }) },
    };
}

/** What the stack has to read about, by the names that the function is given; nobody subscribes to topics of chats. */
function partsOf(stack: StackModel) {
    const { rules, topics, queues } = stack;
    const machines = machineTopics(stack);
    const targets = rules.flatMap((rule) => rule.targets);
    const receivers = [...targets, ...topics.flatMap(({ subscriptions }) => subscriptions), ...queues];
    const home = rules.filter(({ bus, targets: { length } }) => bus !== "default" && length > 0);
    const relays = rules.filter((rule) => rule.targets.some((target) => busOf(stack, target) !== undefined));
    return {
        rules: home
            .filter((rule) => !isForMachines(machines, rule) && !isForStream(rule))
            .map(({ name, bus }) => `${bus}/${name}`),
        relays: relays.map(({ region, name }) => `${region} ${name}`),
        queues: queues.filter(({ arn }) => receivers.some(({ deadLetterArn }) => deadLetterArn === arn)),
        topics: topics.filter(({ subscriptions }) => subscriptions.length > 0),
        regions: [...new Set([...home, ...relays].map(({ region }) => region))],
    };
}

type Parts = ReturnType<typeof partsOf>;

/** The input of the schedule, and the same names in it; undefined for one that the function cannot read. */
function factsIn({ input }: Schedule): [WeeklyFacts | undefined, ReadonlySet<string>] {
    const facts = jsonObject(input)?.weekly as WeeklyFacts | undefined;
    if (facts === undefined) return [undefined, new Set()];
    const { busName, rules, relays, queues, topics } = facts;
    const names = [
        ...rules.map(({ ruleName }) => `${busName}/${ruleName}`),
        ...relays.map(({ region, ruleName }) => `${region} ${ruleName}`),
        ...queues.map(({ region, url }) => `${region} ${url.split("/").at(-1) ?? ""}`),
        ...topics.map(({ arn }) => arn),
    ];
    return [facts, new Set(names)];
}

function zoneStep({ resource, timeZone }: Schedule, asked: string): Step[] {
    return timeZone === asked
        ? []
        : [failed("schedule", resource, `It runs by the time of ${timeZone}, not ${asked}.`)];
}

/** Whether the function is told of everything; a mail says of what is gone that it could not be read. */
function inputStep({ resource }: Schedule, { rules, relays, queues, topics }: Parts, told: ReadonlySet<string>): Step {
    const all = {
        "the alert rule": rules,
        "the relay": relays,
        "the dead-letter queue": queues.map(({ region, name }) => `${region} ${name}`),
        "the topic": topics.map(({ arn }) => arn),
    };
    const missing = Object.entries(all).flatMap(([what, names]) =>
        names.filter((name) => !told.has(name)).map((name) => `${what} ${name}`),
    );
    return missing.length === 0
        ? passed("schedule", resource, `Its input names all ${Object.values(all).flat().length} parts to read about.`)
        : failed("schedule", resource, `Its input does not name ${missing.join(", ")}.`);
}

/** AWS: Service Authorization Reference, "Amazon CloudWatch": metrics have no ARNs. */
function readsOf({ regions, queues, topics }: Parts) {
    return [
        ...regions.map((region) => ({
            ...{ action: "cloudwatch:GetMetricData", target: "*" },
            context: { "aws:RequestedRegion": region },
        })),
        ...queues.map(({ arn }) => ({ action: "sqs:GetQueueAttributes", target: arn })),
        ...topics.map(({ arn }) => ({ action: "sns:ListSubscriptionsByTopic", target: arn })),
    ];
}
