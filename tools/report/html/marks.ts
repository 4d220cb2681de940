import { grouped } from "../../cli/lists";
import { alertRuleOf } from "./alert-rules";
import { decisiveStep, type Hop, type Result, type Step, wentWrong } from "../../proof/report";

/** What is known of a line, or of a place itself; `unused`: no event came through. */
export interface Mark {
    readonly state: "passed" | "broken" | "unproven" | "unused";
    /** The steps that broke it, each once. */
    readonly broken: readonly Step[];
}

export const unused: Mark = { state: "unused", broken: [] };

/** The mark that each hop is part of. */
const markByHop = {
    service: "toRelay",
    schedule: "toRelay",
    "schedule role": "toRelay",
    "relay rule": "toRelay",
    "relay role": "toBus",
    "findings bus": "toBus",
    "event archive": "toReplay",
    "heartbeat rule": "toBus",
    "heartbeat alarm": "alarmToTopic",
    "alert rule": "toRule",
    message: "toTopic",
    "alarm action": "alarmToTopic",
    "topic policy": "topic",
    "alert key": "topic",
    subscription: "toMailbox",
    "receiver permission": "toMailbox",
    "notifier queue": "toNotifier",
    "event source mapping": "notifier",
    "notifier role": "notifier",
    notifier: "notifier",
    "mail topic": "mail",
    "mail key": "mail",
    chat: "toMailbox",
    "notification rule": "toMailbox",
    "notification channel": "toMailbox",
    "publishing destination": "toExport",
    "findings key": "toArchive",
    "bucket policy": "toArchive",
    "dead-letter queue": "toBus",
} as const satisfies Record<Hop, string>;

type MarkName = (typeof markByHop)[Hop] | "alarmToMail";
export type MarkAt = (name: MarkName, of?: string) => Mark;

/** What only a notifier has. */
const notifierHops: readonly Hop[] = ["notifier queue", "event source mapping", "notifier role", "notifier"];
const mailHops: readonly Hop[] = ["mail topic", "mail key"];

/** Whether there is a notifier, as far as anything came to it. */
export function hasNotifier(results: readonly Result[]): boolean {
    return results.some(({ steps }) => steps.some(({ hop }) => notifierHops.includes(hop)));
}

/** Whether a subscriber is one of the mail topic. */
export function isBehindNotifier(before: readonly Step[]): boolean {
    return before.some(({ hop }) => hop === "notifier" || mailHops.includes(hop));
}

/** An event that an alert rule's target refuses goes to the dead-letter queue, and then an alarm publishes to the topic. */
function markNameOf(step: Step, before: readonly Step[], next: Step | undefined, withNotifier: boolean): MarkName {
    const hops = before.map(({ hop }) => hop);
    const [rule, alarm] = [hops.lastIndexOf("alert rule"), hops.lastIndexOf("alarm action")];
    switch (step.hop) {
        case "dead-letter queue":
            if (hops.some((hop) => notifierHops.includes(hop))) return "notifier";
            return rule >= 0 ? "toTopic" : "toBus";
        case "message":
            return alarm > rule ? "alarmToTopic" : "toTopic";
        case "alarm action":
            return next !== undefined && mailHops.includes(next.hop) ? "alarmToMail" : "alarmToTopic";
        case "subscription":
            // The queue of the notifier is no receiver.
            return withNotifier && step.receiver === undefined && !isBehindNotifier(before)
                ? "toNotifier"
                : "toMailbox";
        default:
            return markByHop[step.hop];
    }
}

/** Finds a mark by its name and, where there are several of this name, the Region, rule or mailbox that it is of. */
export function marksOf(results: readonly Result[]): MarkAt {
    const withNotifier = hasNotifier(results);
    const stepsWithMarks = results.flatMap((result) => {
        const blamed = wentWrong(result) ? decisiveStep(result) : undefined;
        const [region, rule] = [result.region, alertRuleOf(result).key];
        return result.steps.map((step, index) => {
            const owners: Partial<Record<MarkName, string>> = {
                ...{ toRelay: region, toBus: region, toExport: region, toRule: rule, toTopic: rule },
                toMailbox: mailboxKey(step),
            };
            const name = markNameOf(step, result.steps.slice(0, index), result.steps[index + 1], withNotifier);
            return { key: JSON.stringify([name, owners[name]]), step, isBlamed: step === blamed };
        });
    });
    const byMark = grouped(stepsWithMarks, ({ key }) => key);
    return (name, of) => {
        const own = byMark.get(JSON.stringify([name, of])) ?? [];
        const blamed = own.filter(({ isBlamed }) => isBlamed).map(({ step }) => step);
        const causes = grouped(blamed, ({ hop, resource, reason }) => JSON.stringify([hop, resource, reason]));
        const broken = [...causes.values()].map(([first]) => first);
        if (broken.length > 0)
            return { state: broken.every(({ unproven }) => unproven) ? "unproven" : "broken", broken };
        return own.some(({ step }) => step.passed) ? { state: "passed", broken } : unused;
    };
}

/** Addresses that are not subscribed share the topic as their resource; two endpoints may share their description. */
export function mailboxKey({ resource, receiver }: Step): string {
    return JSON.stringify([resource, receiver]);
}
