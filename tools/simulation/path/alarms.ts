import type { Step } from "../../proof/report";
import type { Alarm, StackModel, Target } from "../model/stack-model";
import { failed, passed } from "../steps";

/** The alarms about rules and queues of the stack; an alarm about anything else is none of ours. */
export function watchingAlarms({ alarms, rules, queues }: StackModel): Alarm[] {
    return alarms.filter(({ region, dimensions }) => {
        const isHere = (part: { name: string; region: string }) =>
            part.region === region && [dimensions.RuleName, dimensions.QueueName].includes(part.name);
        return rules.some(isHere) || queues.some(isHere);
    });
}

/** The alarm that goes off at the first dead letter of a target, or the step that says there is none. */
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
