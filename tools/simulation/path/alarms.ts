import { isJsonObject, type JsonObject } from "../../evaluators/json";
import type { Step } from "../../proof/report";
import type { Alarm, StackModel } from "../model/stack-model";
import { failed, passed } from "../steps";
import type { Sender } from "./dead-letters";

const depth = "AWS/SQS ApproximateNumberOfMessagesVisible";

/** What grows when an event is not delivered. AWS: EventBridge user guide, "Monitoring Amazon EventBridge". */
const lossMetrics = [
    depth,
    "AWS/Events FailedInvocations",
    "AWS/Events InvocationsSentToDlq",
    "AWS/Events InvocationsFailedToBeSentToDlq",
];

/** The alarms on rules and queues of the stack; an alarm on anything else is not about findings. */
export function watchingAlarms({ alarms, rules, queues }: StackModel): Alarm[] {
    return alarms.filter(({ region, dimensions }) => {
        const isHere = (part: { name: string; region: string }) =>
            part.region === region && [dimensions.RuleName, dimensions.QueueName].includes(part.name);
        return rules.some(isHere) || queues.some(isHere);
    });
}

/** The alarm that goes off at the first dead letter, or the step that says that there is none. */
export function deadLetterAlarm(
    stack: StackModel,
    { resource, deadLetterArn }: Pick<Sender, "resource" | "deadLetterArn">,
): { readonly step: Step; readonly alarm?: Alarm } {
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
