import { type Step } from "../../proof/report";
import { ask } from "../access";
import type { Alarm, StackModel, Target } from "../model/stack-model";
import { callers } from "../callers";
import { failed, passed, walk } from "../steps";
import { keySteps } from "./key";

const hop = "dead-letter queue";

/**
 * Whether an event that cannot be delivered to a target is kept.
 *
 * AWS: EventBridge user guide, "Using dead-letter queues to process undelivered events" (a standard queue in the rule's
 * Region, whose policy names the rule).
 */
export function deadLetterSteps(stack: StackModel, { resource, region, rule, deadLetterArn }: Target): Step[] {
    if (deadLetterArn === undefined) {
        return [
            failed(
                hop,
                resource,
                `The target of rule ${rule.name} has no dead-letter queue: an event that it refuses is gone.`,
            ),
        ];
    }
    const queue = stack.queues.find(({ arn }) => arn === deadLetterArn);
    if (queue === undefined)
        return [failed(hop, resource, `The dead-letter queue ${deadLetterArn} is not in the stack.`)];
    if (queue.region !== region) {
        return [
            failed(hop, queue.resource, `The dead-letter queue is in ${queue.region}, but its rule is in ${region}.`),
        ];
    }
    if (queue.name.endsWith(".fifo")) {
        return [
            failed(hop, queue.resource, "EventBridge sends dead letters to standard queues only, not to FIFO queues."),
        ];
    }
    const caller = callers.eventBridgeToQueue(rule.arn);
    return walk(
        () =>
            ask(
                {
                    hop,
                    document: "queue policy",
                    resource: queue.resource,
                    policy: queue.policy,
                    request: { ...caller, action: "sqs:SendMessage", resource: queue.arn },
                },
                stack,
            ),
        () =>
            queue.keyName === undefined ? [] : keySteps(stack, { hop, keyName: queue.keyName, user: queue, caller }),
        () =>
            passed(
                hop,
                queue.resource,
                `An event that the target of rule ${rule.name} refuses is kept in ${queue.name}.`,
            ),
    );
}

/** The alarms on rules and queues of the stack; an alarm on anything else is not about findings. */
export function watchingAlarms({ alarms, rules, queues }: StackModel): Alarm[] {
    return alarms.filter(({ region, dimensions }) => {
        const isHere = (part: { name: string; region: string }) =>
            part.region === region && [dimensions.RuleName, dimensions.QueueName].includes(part.name);
        return rules.some(isHere) || queues.some(isHere);
    });
}

/** The alarm that goes off at the first dead letter of a target, or the step that says that there is none. */
export function deadLetterAlarm(stack: StackModel, target: Target): { readonly step: Step; readonly alarm?: Alarm } {
    const queue = stack.queues.find(({ arn }) => arn === target.deadLetterArn);
    const alarm = stack.alarms.find(
        ({ region, metric, dimensions, goesOffAtOne }) =>
            metric === "AWS/SQS ApproximateNumberOfMessagesVisible" &&
            dimensions.QueueName === queue?.name &&
            region === queue?.region &&
            goesOffAtOne,
    );
    if (alarm === undefined) {
        const reason = `No alarm goes off at the first message in ${queue?.name ?? "the dead-letter queue"}.`;
        return { step: failed("alarm action", queue?.resource ?? target.resource, reason) };
    }
    return {
        step: passed("alarm action", alarm.resource, `It goes off at the first message in ${queue?.name ?? ""}.`),
        alarm,
    };
}
