import { type Step } from "../../proof/report";
import type { Part, Queue, StackModel, Target, Topic } from "../model/stack-model";
import { type Caller, callers } from "../callers";
import { failed, passed, walk } from "../steps";
import { sendSteps } from "./encrypted";
import type { Notifier } from "./notifier";

const hop = "dead-letter queue";

/** Who may have something that nobody takes. */
export interface Sender extends Part {
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

/** A topic's https endpoints, and a machines' topic's others, which may not take an alert. AWS: SNS developer guide, "Amazon SNS dead-letter queues". */
export function endpointsOf({ arn, region, subscriptions }: Topic, protocols: readonly string[]): Sender[] {
    const caller = callers.snsToQueue(arn);
    return subscriptions
        .filter(({ protocol }) => protocols.includes(protocol))
        .map(({ resource, deadLetterArn, protocol }) => ({
            ...{ resource, region, deadLetterArn, caller },
            receiver: `the ${protocol} endpoint`,
        }));
}

/** The subscription of the notifier's queue, which may not take an alert. */
export function subscriptionAt({ resource, deadLetterArn, topicArn }: NonNullable<Notifier["subscription"]>): Sender {
    const region = topicArn.split(":")[3] ?? "";
    const caller = callers.snsToQueue(topicArn);
    return { resource, region, deadLetterArn, receiver: "the notifier's queue", caller };
}

/**
 * Whether a message that was received too often is kept. Queues need no policy for it.
 *
 * AWS: SQS developer guide, "Using dead-letter queues in Amazon SQS".
 */
export function redriveSteps({ queues }: StackModel, queue: Queue): Step[] {
    const { resource, region, deadLetterArn, maxReceiveCount } = queue;
    const letters = queues.find(({ arn }) => arn === deadLetterArn);
    const reason =
        deadLetterArn !== undefined && maxReceiveCount < 2
            ? `A message goes to the dead letters after ${maxReceiveCount} receive, so it is never tried again.`
            : reasonAgainst({ deadLetterArn, region, receiver: "the notifier" }, letters);
    return reason === undefined
        ? [passed(hop, resource, `After ${maxReceiveCount} receives a message is kept in ${letters?.name ?? ""}.`)]
        : [failed(hop, (maxReceiveCount < 2 ? undefined : letters)?.resource ?? resource, reason)];
}

/**
 * Whether what cannot be delivered is kept.
 *
 * AWS: EventBridge user guide, "Using dead-letter queues to process undelivered events" (a standard queue in the rule's
 * Region, whose policy names the rule).
 */
export function deadLetterSteps(stack: StackModel, sender: Sender): Step[] {
    const { resource, receiver, deadLetterArn, caller } = sender;
    const queue = stack.queues.find(({ arn }) => arn === deadLetterArn);
    const reason = reasonAgainst(sender, queue);
    if (queue === undefined || reason !== undefined) return [failed(hop, queue?.resource ?? resource, reason ?? "")];
    const sending = {
        hop,
        to: queue,
        caller,
        document: "queue policy",
        action: "sqs:SendMessage",
        keyHop: hop,
    } as const;
    return walk(
        () => sendSteps(stack, sending),
        () => passed(hop, queue.resource, `What ${receiver} does not take is kept in ${queue.name}.`),
    );
}

/** Why a queue cannot be the dead-letter queue of a sender, whatever its policy. */
function reasonAgainst(
    { deadLetterArn, receiver, region }: Pick<Sender, "deadLetterArn" | "receiver" | "region">,
    queue: Queue | undefined,
): string | undefined {
    if (deadLetterArn === undefined)
        return `There is no dead-letter queue for ${receiver}: what it does not take is gone.`;
    if (queue === undefined) return `The dead-letter queue ${deadLetterArn} is not in the stack.`;
    if (queue.region !== region)
        return `The dead-letter queue is in ${queue.region}, but what it is for is in ${region}.`;
    return queue.name.endsWith(".fifo")
        ? "Dead letters are sent to standard queues only, not to FIFO queues."
        : undefined;
}
