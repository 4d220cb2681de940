import { count, fewOf, grouped } from "../cli/lists";
import { decisiveStep, hops, labelOf, type Report, type Result, type Step, wentWrong } from "../proof/report";
import { endings, eventName } from "./results";

/** One thing that is broken, with all the results that it spoils. */
export interface Fault extends Pick<Result, "outcome"> {
    /** Absent where all that is known is that nothing arrived. */
    readonly step: Step | undefined;
    readonly results: readonly [Result, ...Result[]];
}

/**
 * What is broken, each thing once: what loses alerts, in the order of the path, then what is unproven, then what causes
 * false alerts. What
 * differs by nothing but the Region is one thing, and so is a document, whatever it refuses; statements of it are several.
 */
export function faultsOf({ results, regions }: Report): readonly Fault[] {
    const bySameCause = grouped(results.filter(wentWrong), (result) => {
        const { hop, resource, statement } = decisiveStep(result) ?? {};
        const cause = JSON.stringify([result.outcome, hop, resource, statement?.name]);
        // What is at home has the name of home, whichever Region the event is from.
        return [result.region, ...regions].reduce((text, region) => text.replaceAll(region, ""), cause);
    });
    return [...bySameCause.values()]
        .map((group) => {
            const [{ outcome }] = group;
            return { outcome, step: decisiveStep(group[0]), results: group };
        })
        .sort((one, other) => place(one) - place(other));
}

const kinds: readonly Fault["outcome"][] = ["lost", "unproven", "falseAlert"];
const faultWords = {
    lost: "Lost",
    falseAlert: "False alert",
    unproven: "Unproven",
    arrives: "",
    suppressed: "",
} as const;

function place({ outcome, step }: Fault): number {
    return kinds.indexOf(outcome) * (hops.length + 1) + (step ? hops.indexOf(step.hop) : hops.length);
}

/** "Lost at the topic policy". */
export function faultTitle({ outcome, step }: Pick<Fault, "outcome" | "step">): string {
    return `${faultWords[outcome]} at ${step ? `the ${step.hop}` : "an unknown hop"}`;
}

/** What is broken and where, why, what it concerns, how to fix it, and whether what is lost can be recovered, a line each. */
export function faultLines(fault: Fault): string[] {
    const { outcome, step, results } = fault;
    const resources = new Set(results.flatMap((result) => decisiveStep(result)?.resource ?? []).map(labelOf));
    const [resource = "", ...others] = resources;
    const regions = [...new Set(results.map(({ region }) => region))];
    const place = regions.length > 3 ? `${regions.length} Regions (${regions.join(", ")})` : regions.join(", ");
    return [
        `${faultTitle(fault)}${step ? `: ${resource}${others.length > 0 ? ` and ${others.length} more` : ""}` : ""}`,
        ...(step ? [step.reason] : []),
        `${count(results.length, "result")} in ${place}: ${fewOf(results.map(eventName))}.`,
        ...(step?.fix === undefined ? [] : [`Fix: ${step.fix}`]),
        ...(outcome === "lost" ? [endOf(results)] : []),
    ];
}

function endOf(results: Fault["results"]): string {
    const gone = results.filter(({ deadLetter }) => deadLetter !== "kept").length;
    if (gone === 0 || gone === results.length) return endings[gone === 0 ? "kept" : "lost"];
    return `A dead-letter queue keeps ${results.length - gone} of the events. The other ${gone} are gone, and no alarm reports them.`;
}
