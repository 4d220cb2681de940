import type { Trace } from "../proof/prove";
import type { Step } from "../proof/report";
import type { Gates } from "./gates";
import type { Alarm, StackModel, Target } from "./model/stack-model";
import { ageAlarm, deadLetterAlarm } from "./path/alarms";
import { deadLetterSteps, endpointsOf, redriveSteps, ruleAt, type Sender, subscriptionAt } from "./path/dead-letters";
import type { Notifier } from "./path/notifier";
import { topicOf } from "./path/topic";
import { allPassed, failed, walk } from "./steps";

/** What became of something undeliverable, and the alarm that says so. */
export type Letter = Trace & { readonly alarm?: Alarm };

/** Where everything goes that cannot be delivered. */
export function lettersOf(stack: StackModel, gates: Gates, notifier: Notifier | undefined) {
    /** What a rule's target does not take becomes a dead letter, and an alarm reports it. */
    function of(target: Target, steps: readonly Step[]): Letter {
        return letter(ruleAt(target), steps, gates.toDeadLetters(target));
    }

    function letter(sender: Pick<Sender, "resource" | "deadLetterArn">, steps: readonly Step[], kept: readonly Step[]) {
        if (!allPassed(kept)) return { steps: [...steps, ...kept], deadLetter: "lost" } as const;
        const { step, alarm } = deadLetterAlarm(stack, sender);
        const all = [...steps, ...kept, step];
        return { steps: all, deadLetter: "kept", ...(alarm === undefined ? {} : { alarm }) } as const;
    }

    /** A broken relay does not carry the alarm about itself either. */
    function ofRelay(target: Target, steps: readonly Step[]): Trace {
        const { alarm, ...trace } = of(target, steps);
        if (alarm === undefined || gates.toTopics(alarm).length > 0) return trace;
        const reason = "The alarm travels over the same relay, so it does not arrive either.";
        return { ...trace, steps: [...trace.steps, failed("alarm action", alarm.resource, reason)] };
    }

    /** An alert that an endpoint does not take, for each endpoint of a topic. */
    function ofEndpoints(target: Target, protocols: readonly string[] = ["https"]): Letter[] {
        const topic = topicOf(stack, target.arn);
        const found = topic === undefined ? [] : endpointsOf(topic, protocols);
        const none = failed("subscription", topic?.resource ?? target.resource, "The topic has no endpoint.");
        if (found.length === 0) return [{ steps: [none] }];
        return found.map((endpoint) => letter(endpoint, [], deadLetterSteps(stack, endpoint)));
    }

    /** An alert that waits in the notifier's queue, because the function never takes it. */
    function ofNotifier({ arn }: Target): Letter {
        const { queue, subscription } = notifier ?? {};
        // Where there is no queue, other cases say why.
        if (queue === undefined) return { steps: [], arrived: "" };
        const kept = walk(
            () => ageAlarm(stack, queue),
            () => redriveSteps(stack, queue),
            () => (subscription?.topicArn === arn ? deadLetterSteps(stack, subscriptionAt(subscription)) : []),
        );
        return letter(queue, [], kept);
    }

    return { of, ofRelay, ofEndpoints, ofNotifier };
}
