import { decisiveStep, type Hop, type Journey, type Step } from "../../proof/report";
import { wentWrong } from "../faults";
import { grouped } from "../../cli/grouped";

/** A stretch of the way between two places. */
export interface Leg {
    /** `unused`: no event came through. */
    readonly state: "passed" | "broken" | "unused";
    /** The steps that broke it, each once. */
    readonly broken: readonly Step[];
}

/** The stretches of a map, by what they lead from or to. */
export const stretch = {
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

/** Finds the leg of a stretch, over all journeys. */
export function legsOf(journeys: readonly Journey[], ruleOf: (journey: Journey) => string): (key: string) => Leg {
    const marks = journeys.flatMap((journey) => {
        const blamed = wentWrong(journey) ? decisiveStep(journey) : undefined;
        const hops = journey.steps.map(({ hop }) => hop);
        return journey.steps.map((step, index) => ({
            key: stretchOf(step, hops.slice(0, index), journey.region, ruleOf(journey)),
            step,
            isBroken: step === blamed,
        }));
    });
    const byStretch = grouped(marks, ({ key }) => key);
    return (key) => {
        const own = byStretch.get(key) ?? [];
        const steps = own.filter(({ isBroken }) => isBroken).map(({ step }) => step);
        const broken = [...grouped(steps, ({ hop, resource, reason }) => [hop, resource, reason].join("\n")).values()];
        const state = steps.length > 0 ? "broken" : own.some(({ step }) => step.passed) ? "passed" : "unused";
        return { state, broken: broken.map(([first]) => first) };
    };
}

/** An event that cannot go on makes a detour: to the dead letters, whose alarm tells the topic. */
function stretchOf({ hop, resource }: Step, before: readonly Hop[], region: string, rule: string): string {
    switch (hop) {
        case "service":
        case "relay rule":
            return stretch.toRelay(region);
        case "relay role":
        case "findings bus":
            return stretch.toBus(region);
        case "dead-letter queue":
            return before.includes("alert rule") ? stretch.toTopic(rule) : stretch.toBus(region);
        case "event archive":
            return stretch.toReplay;
        case "alert rule":
            return stretch.toRule(rule);
        case "alarm action":
            return stretch.alarmToTopic;
        case "message":
        case "topic policy":
        case "alert key":
            return before.lastIndexOf("alarm action") > before.lastIndexOf("alert rule")
                ? stretch.alarmToTopic
                : stretch.toTopic(rule);
        case "subscription":
            return stretch.toMailbox(resource);
        case "publishing destination":
            return stretch.toExport(region);
        case "findings key":
        case "bucket policy":
            return stretch.toArchive;
    }
}
