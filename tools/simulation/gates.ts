import type { Step } from "../proof/report";
import type { Alarm, StackModel, Target } from "./model/stack-model";
import { callers } from "./callers";
import { oncePer } from "./steps";
import { deadLetterSteps, ruleAt } from "./path/dead-letters";
import { relaySteps } from "./path/relay";
import { topicSteps } from "./path/topic";

/** The steps behind a target or an alarm, which are the same for every event. */
export interface Gates {
    /** From a relay rule to the findings bus. */
    readonly toBus: (target: Target) => Step[];
    /** From an alert rule to the alert topic. */
    readonly toTopic: (target: Target) => Step[];
    /** From an alarm to each topic that it notifies. */
    readonly toTopics: (alarm: Alarm) => readonly { readonly topicArn: string; readonly steps: Step[] }[];
    /** From a rule to its dead-letter queue. */
    readonly toDeadLetters: (target: Target) => Step[];
}

/** The gates of a stack, each evaluated once. */
export function gatesOf(stack: StackModel): Gates {
    return {
        toBus: oncePer((target) => relaySteps(stack, target)),
        toTopic: oncePer((target) =>
            topicSteps(stack, target.arn, {
                hop: "alert rule",
                resource: target.resource,
                region: target.region,
                caller: callers.eventBridgeToTopic(),
            }),
        ),
        toTopics: oncePer((alarm) => {
            const topics = alarm.actions.filter((arn) => arn.split(":")[2] === "sns");
            const caller = callers.alarmToTopic(stack, alarm.arn);
            const publisher = { hop: "alarm action", resource: alarm.resource, region: alarm.region, caller } as const;
            return topics.map((topicArn) => ({ topicArn, steps: topicSteps(stack, topicArn, publisher) }));
        }),
        toDeadLetters: oncePer((target) => deadLetterSteps(stack, ruleAt(target))),
    };
}
