import { isJsonObject, type JsonObject } from "../../evaluators/json";
import type { Step } from "../../proof/report";
import type { DeliveryStream } from "../model/archive-model";
import { ageMetric, freshnessMetric, successMetric } from "../model/silence";
import type { Alarm, Queue, StackModel } from "../model/stack-model";
import { failed, passed } from "../steps";
import type { Sender } from "./dead-letters";
import { type Notifier, notifierOf } from "./notifier";

const depth = "AWS/SQS ApproximateNumberOfMessagesVisible";

/** What grows when an event is not delivered. AWS: EventBridge user guide, "Monitoring Amazon EventBridge". */
const lossMetrics = [
    depth,
    "AWS/Events FailedInvocations",
    "AWS/Events InvocationsSentToDlq",
    "AWS/Events InvocationsFailedToBeSentToDlq",
    ageMetric,
    freshnessMetric,
    successMetric,
];

/** Subscriptions of the account that wait, among them mailboxes that SNS has suspended. */
const pendingMetric = "AWS/Usage ResourceCount";

/** The alarms on what alerts pass; an alarm on anything else is not about findings. */
export function watchingAlarms(stack: StackModel): Alarm[] {
    const { alarms, rules, queues, functions, streams } = stack;
    const topics = stack.topics.map(({ arn, region }) => ({ name: nameIn(arn), region }));
    const parts = [...rules, ...queues, ...functions, ...streams, ...topics];
    const named = ["RuleName", "QueueName", "FunctionName", "DeliveryStreamName", "TopicName"];
    const isHere = ({ region, dimensions }: Alarm) =>
        parts.some((part) => part.region === region && named.some((name) => dimensions[name] === part.name));
    const isOfMails = ({ metric }: Alarm) => metric === pendingMetric && notifierOf(stack) !== undefined;
    return alarms.filter((alarm) => isHere(alarm) || isOfMails(alarm));
}

function nameIn(arn: string): string {
    return arn.split(":").at(-1) ?? "";
}

/** Whether an alarm is about something that it would have to pass, if it went the way of alerts to the mailboxes. */
export function isAboutMails({ rules, queues }: StackModel, notifier: Notifier, alarm: Alarm): boolean {
    const { lambda, queue, subscription, mailTopic } = notifier;
    const targets = rules.flatMap((rule) => rule.targets).filter(({ arn }) => arn === subscription?.topicArn);
    const letters = [queue, subscription, ...targets].map((one) => one?.deadLetterArn);
    const watched = [queue, ...queues.filter(({ arn }) => letters.includes(arn))].map((one) => one?.name);
    const { QueueName, FunctionName, TopicName } = alarm.dimensions;
    return (
        (QueueName !== undefined && watched.includes(QueueName)) ||
        FunctionName === lambda.name ||
        (TopicName !== undefined && TopicName === nameIn(mailTopic?.arn ?? "")) ||
        alarm.metric === pendingMetric
    );
}

/** An alarm that has to be there, or the step that says that there is none. */
interface Watch {
    readonly step: Step;
    readonly alarm?: Alarm;
}

/** The alarm that goes off when messages wait in a queue, which a function that cannot run shows by nothing else. */
export function ageAlarm(stack: StackModel, queue: Queue): Step {
    return alarmOn(stack, queue, [ageMetric], `messages wait in ${queue.name}`).step;
}

/** The alarm that goes off when a stream cannot write; either metric shows it. */
export function deliveryAlarm(stack: StackModel, stream: DeliveryStream): Watch {
    return alarmOn(stack, stream, [freshnessMetric, successMetric], `${stream.name} cannot write to the archive`);
}

function alarmOn(
    { alarms }: StackModel,
    { resource, name, region }: Pick<Queue, "resource" | "name" | "region">,
    metrics: readonly string[],
    when: string,
): Watch {
    const own = alarms.filter(
        (one) => metrics.includes(one.metric) && one.region === region && Object.values(one.dimensions).includes(name),
    );
    const alarm = own.find(({ silence }) => silence === undefined);
    if (alarm !== undefined)
        return { step: passed("alarm action", alarm.resource, `It goes off when ${when}.`), alarm };
    const [silent] = own;
    const reason = `No alarm goes off when ${when}${silent ? `: ${silent.silence ?? ""}` : ""}.`;
    return { step: failed("alarm action", (silent ?? { resource }).resource, reason) };
}

/** The alarm that goes off at the first dead letter, or the step that says that there is none. */
export function deadLetterAlarm(
    stack: StackModel,
    { resource, deadLetterArn }: Pick<Sender, "resource" | "deadLetterArn">,
): Watch {
    const queue = stack.queues.find(({ arn }) => arn === deadLetterArn);
    const watching = stack.alarms.filter(
        ({ region, metric, dimensions }) =>
            metric === depth && dimensions.QueueName === queue?.name && region === queue?.region,
    );
    const name = queue?.name ?? "";
    const alarm = watching.find(({ silence }) => silence === undefined);
    if (alarm !== undefined)
        return { step: passed("alarm action", alarm.resource, `It goes off at the first message in ${name}.`), alarm };
    const [silent] = watching;
    if (silent !== undefined) {
        const reason = `It does not go off at the first message in ${name}: ${silent.silence ?? ""}.`;
        return { step: failed("alarm action", silent.resource, reason) };
    }
    const none = `No alarm goes off at the first message in ${name}`;
    const stray = strayAlarm(stack, name);
    if (stray === undefined) return { step: failed("alarm action", queue?.resource ?? resource, `${none}.`) };
    const reason = `${none}: this one watches ${stray.metric} of ${stray.dimensions.QueueName ?? ""} in ${stray.region}.`;
    return { step: failed("alarm action", stray.resource, reason) };
}

/** An alarm that was meant for a queue, and misses it by its metric or Region, or else by the name of the queue. */
function strayAlarm({ alarms, queues }: StackModel, name: string): Alarm | undefined {
    const isThere = ({ region, dimensions }: Alarm) =>
        queues.some((queue) => queue.name === dimensions.QueueName && queue.region === region);
    return (
        alarms.find(({ dimensions }) => dimensions.QueueName === name) ??
        alarms.find((alarm) => alarm.metric === depth && !isThere(alarm))
    );
}

/**
 * Why an alarm on what findings pass says nothing of the first loss; undefined if it does, or is about something else.
 *
 * AWS: EventBridge user guide, "Monitoring Amazon EventBridge": a rule of a custom bus counts under bus and rule together,
 * one of the default bus under the rule alone.
 */
export function silenceOf(
    { rules, buses }: StackModel,
    { metric, region, dimensions, silence }: Alarm,
): string | undefined {
    const { RuleName, QueueName, EventBusName } = dimensions;
    if (QueueName !== undefined && !metric.startsWith("AWS/SQS ")) return `queues have no metric ${metric}`;
    if (RuleName !== undefined) {
        if (!metric.startsWith("AWS/Events ")) return `rules have no metric ${metric}`;
        const own = rules.filter((rule) => rule.name === RuleName && rule.region === region).map(({ bus }) => bus);
        // A rule that has left the stack's buses is itself to blame.
        const known = own.filter((bus) => bus === "default" || buses.some(({ name }) => name === bus));
        if (known.length > 0 && !known.includes(EventBusName ?? "default"))
            return `its dimensions are not those of the rule ${RuleName}, which is on the bus ${known.join(", ")}`;
    }
    return lossMetrics.includes(metric) ? silence : undefined;
}

/** Whether an alarm's event says that it goes off, and not that it is over. */
export function isGoingOff({ detail }: JsonObject): boolean {
    return isJsonObject(detail) && isJsonObject(detail.state) && detail.state.value === "ALARM";
}
