import type { Step } from "../proof/report";
import type { Alarm, StackModel, Target, Topic } from "./model/stack-model";
import { callers } from "./callers";
import { oncePer } from "./steps";
import { deadLetterSteps, ruleAt } from "./path/dead-letters";
import { type Notifier, notifierSteps, publishSteps } from "./path/notifier";
import { relaySteps } from "./path/relay";
import { topicSteps } from "./path/topic";

/** The steps behind a target or an alarm, which are the same for every event. */
export interface Gates {
    /** From a relay rule to the findings bus. */
    readonly toBus: (target: Target) => Step[];
    /** From an alert rule to the alert topic. */
    readonly toTopic: (target: Target) => Step[];
    /** From an alarm to each topic that it notifies. */
    readonly toTopics: (alarm: Alarm) => readonly Told[];
    /** The same, when it is over. */
    readonly toTopicsWhenOver: (alarm: Alarm) => readonly Told[];
    /** From a topic to the function that writes mails of its messages. */
    readonly toNotifier: (topic: Topic) => Step[];
    /** The same from a rule, past the topic. */
    readonly pastTopic: (target: Target) => Step[];
    /** From the function to a topic, by its ARN. */
    readonly fromNotifier: (topicArn: string) => Step[];
    /** From a rule to its dead-letter queue. */
    readonly toDeadLetters: (target: Target) => Step[];
}

interface Told {
    readonly topicArn: string;
    readonly steps: Step[];
}

/** The gates of a stack, each evaluated once. */
export function gatesOf(stack: StackModel, notifier: Notifier | undefined): Gates {
    const told = (alarm: Alarm, actions: readonly string[]): Told[] => {
        const topics = actions.filter((arn) => arn.split(":")[2] === "sns");
        const caller = callers.alarmToTopic(stack, alarm.arn);
        const publisher = { hop: "alarm action", resource: alarm.resource, region: alarm.region, caller } as const;
        return topics.map((topicArn) => ({ topicArn, steps: topicSteps(stack, topicArn, publisher) }));
    };
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
        toTopics: oncePer((alarm) => told(alarm, alarm.actions)),
        toTopicsWhenOver: oncePer((alarm) => told(alarm, alarm.okActions)),
        toNotifier: oncePer(({ arn }) =>
            notifier === undefined ? [] : notifierSteps(stack, callers.snsToQueue(arn), notifier),
        ),
        pastTopic: oncePer(({ rule }) =>
            notifier === undefined ? [] : notifierSteps(stack, callers.eventBridgeToQueue(rule.arn), notifier),
        ),
        fromNotifier: oncePer((topicArn) => (notifier === undefined ? [] : publishSteps(stack, notifier, topicArn))),
        toDeadLetters: oncePer((target) => deadLetterSteps(stack, ruleAt(target))),
    };
}
