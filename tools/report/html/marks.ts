import { grouped } from "../../cli/lists";
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
    "relay rule": "toRelay",
    "relay role": "toBus",
    "findings bus": "toBus",
    "event archive": "toReplay",
    "alert rule": "toRule",
    message: "toTopic",
    "alarm action": "alarmToTopic",
    "topic policy": "topic",
    "alert key": "topic",
    subscription: "toMailbox",
    "publishing destination": "toExport",
    "findings key": "toArchive",
    "bucket policy": "toArchive",
    "dead-letter queue": "toBus",
} as const satisfies Record<Hop, string>;

type MarkName = (typeof markByHop)[Hop];
export type MarkAt = (name: MarkName, of?: string) => Mark;

/** An event that an alert rule's target refuses goes to the dead-letter queue, and then an alarm publishes to the topic. */
function markNameOf(hop: Hop, before: readonly Hop[]): MarkName {
    const [rule, alarm] = [before.lastIndexOf("alert rule"), before.lastIndexOf("alarm action")];
    if (hop === "dead-letter queue" && rule >= 0) return "toTopic";
    const name = markByHop[hop];
    return name === "toTopic" && alarm > rule ? "alarmToTopic" : name;
}

/** Finds a mark by its name and, where there are several of this name, the Region, rule or mailbox that it is of. */
export function marksOf(results: readonly Result[], ruleOf: (result: Result) => string): MarkAt {
    const passages = results.flatMap((result) => {
        const blamed = wentWrong(result) ? decisiveStep(result) : undefined;
        const hops = result.steps.map(({ hop }) => hop);
        const [region, rule] = [result.region, ruleOf(result)];
        return result.steps.map((step, index) => {
            const owners: Partial<Record<MarkName, string>> = {
                ...{ toRelay: region, toBus: region, toExport: region, toRule: rule, toTopic: rule },
                toMailbox: mailboxKey(step),
            };
            const name = markNameOf(step.hop, hops.slice(0, index));
            return { key: JSON.stringify([name, owners[name]]), step, isBlamed: step === blamed };
        });
    });
    const byMark = grouped(passages, ({ key }) => key);
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
