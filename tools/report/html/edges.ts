import { decisiveStep, labelOf, type Hop, type Result, type Step } from "../../proof/report";
import { wentWrong } from "../faults";
import { grouped } from "../../cli/lists";

/** A stretch of the way between two places. */
export interface Edge {
    /** `unused`: no event came through. */
    readonly state: "passed" | "broken" | "unused";
    /** The steps that broke it, each once. */
    readonly broken: readonly Step[];
}

/** The stretches of a map, by what they lead from or to. */
export const edgeKey = {
    toRelay: (region: string) => `relay ${region}`,
    toBus: (region: string) => `bus ${region}`,
    toReplay: "replay",
    toRule: (rule: string) => `rule ${rule}`,
    toTopic: (rule: string) => `topic ${rule}`,
    alarmToTopic: "alarm",
    toMailbox: (subscription: string) => `mailbox ${subscription}`,
    toExport: (region: string) => `export ${region}`,
    toArchive: "archive",
} as const;

/** Finds the edge of a edgeKey, over all results. */
export function edgesOf(results: readonly Result[], ruleOf: (result: Result) => string): (key: string) => Edge {
    const marks = results.flatMap((result) => {
        const blamed = wentWrong(result) ? decisiveStep(result) : undefined;
        const hops = result.steps.map(({ hop }) => hop);
        return result.steps.map((step, index) => ({
            key: edgeKeyOf(step, hops.slice(0, index), result.region, ruleOf(result)),
            step,
            isBroken: step === blamed,
        }));
    });
    const byEdge = grouped(marks, ({ key }) => key);
    return (key) => {
        const own = byEdge.get(key) ?? [];
        const steps = own.filter(({ isBroken }) => isBroken).map(({ step }) => step);
        const broken = [
            ...grouped(steps, ({ hop, resource, reason }) => [hop, labelOf(resource), reason].join("\n")).values(),
        ];
        const state = steps.length > 0 ? "broken" : own.some(({ step }) => step.passed) ? "passed" : "unused";
        return { state, broken: broken.map(([first]) => first) };
    };
}

/** An event that cannot go on makes a detour: to the dead letters, whose alarm tells the topic. */
function edgeKeyOf({ hop, resource }: Step, before: readonly Hop[], region: string, rule: string): string {
    switch (hop) {
        case "service":
        case "relay rule":
            return edgeKey.toRelay(region);
        case "relay role":
        case "findings bus":
            return edgeKey.toBus(region);
        case "dead-letter queue":
            return before.includes("alert rule") ? edgeKey.toTopic(rule) : edgeKey.toBus(region);
        case "event archive":
            return edgeKey.toReplay;
        case "alert rule":
            return edgeKey.toRule(rule);
        case "alarm action":
            return edgeKey.alarmToTopic;
        case "message":
        case "topic policy":
        case "alert key":
            return before.lastIndexOf("alarm action") > before.lastIndexOf("alert rule")
                ? edgeKey.alarmToTopic
                : edgeKey.toTopic(rule);
        case "subscription":
            return edgeKey.toMailbox(resource.name);
        case "publishing destination":
            return edgeKey.toExport(region);
        case "findings key":
        case "bucket policy":
            return edgeKey.toArchive;
    }
}
