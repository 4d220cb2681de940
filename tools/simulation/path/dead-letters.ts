import { type Step, labelOf } from "../../proof/report";
import { ask } from "../access";
import type { StackModel, Target } from "../model/stack-model";
import { callers } from "../callers";
import { failed, passed, walk } from "../steps";
import { keySteps } from "./key";

const hop = "dead-letter queue";

/**
 * Whether what a target refuses is kept.
 *
 * AWS: EventBridge user guide, "Using dead-letter queues to process undelivered events" (a standard queue in the rule's
 * Region, whose policy names the rule).
 */
export function deadLetterSteps(stack: StackModel, { resource, region, rule, deadLetterArn }: Target): Step[] {
    if (deadLetterArn === undefined)
        return [
            failed(hop, resource, `The target of rule ${rule.name} has no dead-letter queue: what it refuses is gone.`),
        ];
    const queue = stack.queues.find(({ arn }) => arn === deadLetterArn);
    if (queue === undefined)
        return [failed(hop, resource, `The dead-letter queue ${deadLetterArn} is not in the stack.`)];
    if (queue.region !== region)
        return [failed(hop, queue.resource, `The dead-letter queue is in ${queue.region}, but its rule in ${region}.`)];
    if (queue.name.endsWith(".fifo"))
        return [
            failed(hop, queue.resource, "EventBridge sends dead letters to standard queues only, not to FIFO ones."),
        ];
    const caller = callers.eventBridgeToQueue(rule.arn);
    return walk(
        () =>
            ask(
                {
                    hop,
                    document: `queue policy of ${labelOf(queue.resource)}`,
                    resource: queue.resource,
                    policy: queue.policy,
                    request: { ...caller, action: "sqs:SendMessage", resource: queue.arn },
                },
                stack,
            ),
        () =>
            queue.keyName === undefined ? [] : keySteps(stack, { hop, keyName: queue.keyName, user: queue, caller }),
        () => passed(hop, queue.resource, `What the target of rule ${rule.name} refuses is kept in ${queue.name}.`),
    );
}
