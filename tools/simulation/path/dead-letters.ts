import { type Step } from "../../proof/report";
import { ask } from "../access";
import type { Alarm, Part, StackModel, Target, Topic } from "../model/stack-model";
import { type Caller, callers } from "../callers";
import { failed, passed, walk } from "../steps";
import { keySteps } from "./key";

const hop = "dead-letter queue";

/** Who may have something that nobody takes. */
interface Sender extends Part {
    /** What does not take it: "the target of rule NAME". */
    readonly receiver: string;
    readonly deadLetterArn: string | undefined;
    readonly caller: Caller;
}

/** A rule, whose target may refuse an event. */
export function ruleAt({ resource, region, rule, deadLetterArn }: Target): Sender {
    const caller = callers.eventBridgeToQueue(rule.arn);
    return { resource, region, deadLetterArn, receiver: `the target of rule ${rule.name}`, caller };
}

/** A topic's https endpoints, which may not take an alert. AWS: SNS developer guide, "Amazon SNS dead-letter queues". */
export function endpointsOf({ arn, region, subscriptions }: Topic): Sender[] {
    const caller = callers.snsToQueue(arn);
    return subscriptions
        .filter(({ protocol }) => protocol === "https")
        .map(({ resource, deadLetterArn }) => ({
            ...{ resource, region, deadLetterArn, caller },
            receiver: "the https endpoint",
        }));
}

/**
 * Whether what cannot be delivered is kept.
 *
 * AWS: EventBridge user guide, "Using dead-letter queues to process undelivered events" (a standard queue in the rule's
 * Region, whose policy names the rule).
 */
export function deadLetterSteps(stack: StackModel, sender: Sender): Step[] {
    const { resource, region, receiver, deadLetterArn, caller } = sender;
    if (deadLetterArn === undefined) {
        const reason = `There is no dead-letter queue for ${receiver}: what it does not take is gone.`;
        return [failed(hop, resource, reason)];
    }
    const queue = stack.queues.find(({ arn }) => arn === deadLetterArn);
    if (queue === undefined)
        return [failed(hop, resource, `The dead-letter queue ${deadLetterArn} is not in the stack.`)];
    if (queue.region !== region) {
        return [
            failed(
                hop,
                queue.resource,
                `The dead-letter queue is in ${queue.region}, but what it is for is in ${region}.`,
            ),
        ];
    }
    if (queue.name.endsWith(".fifo"))
        return [failed(hop, queue.resource, "Dead letters are sent to standard queues only, not to FIFO queues.")];

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
        () => passed(hop, queue.resource, `What ${receiver} does not take is kept in ${queue.name}.`),
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

/** The alarm that goes off at the first dead letter, or the step that says that there is none. */
export function deadLetterAlarm(
    stack: StackModel,
    { resource, deadLetterArn }: Pick<Sender, "resource" | "deadLetterArn">,
): { readonly step: Step; readonly alarm?: Alarm } {
    const queue = stack.queues.find(({ arn }) => arn === deadLetterArn);
    const alarm = stack.alarms.find(
        ({ region, metric, dimensions, goesOffAtOne }) =>
            metric === "AWS/SQS ApproximateNumberOfMessagesVisible" &&
            dimensions.QueueName === queue?.name &&
            region === queue?.region &&
            goesOffAtOne,
    );
    if (alarm === undefined) {
        const reason = `No alarm goes off at the first message in ${queue?.name ?? "the dead-letter queue"}.`;
        return { step: failed("alarm action", queue?.resource ?? resource, reason) };
    }
    return {
        step: passed("alarm action", alarm.resource, `It goes off at the first message in ${queue?.name ?? ""}.`),
        alarm,
    };
}
