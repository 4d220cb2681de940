import { count, fewOf, grouped } from "../cli/lists";
import { decisiveStep, hops, type Report, type Result, type Step, wentWrong } from "../proof/report";
import { endings, eventName } from "./results";

/** One thing that is broken, with all the results that it spoils. */
export interface Fault extends Pick<Result, "outcome" | "deadLetter"> {
    /** Absent where all that is known is that nothing arrived. */
    readonly step: Step | undefined;
    readonly results: readonly [Result, ...Result[]];
}

/** What is broken, each thing once: what loses alerts, in the order of the path, then what causes false ones. */
export function faultsOf({ results }: Report): readonly Fault[] {
    const bySameCause = grouped(results.filter(wentWrong), (result) => {
        const { hop, resource, reason } = decisiveStep(result) ?? {};
        return JSON.stringify([result.outcome, result.deadLetter, hop, resource, reason]);
    });
    return [...bySameCause.values()]
        .map((group) => {
            const [{ outcome, deadLetter }] = group;
            return { outcome, deadLetter, step: decisiveStep(group[0]), results: group };
        })
        .sort((one, other) => place(one) - place(other));
}

function place({ outcome, step }: Fault): number {
    return (outcome === "falseAlert" ? hops.length + 1 : 0) + (step ? hops.indexOf(step.hop) : hops.length);
}

const faultWords = {
    lost: "Lost",
    falseAlert: "False alert",
    unproven: "Unproven",
    arrives: "",
    suppressed: "",
} as const;

/** "Lost at the topic policy". */
export function faultTitle({ outcome, step }: Pick<Fault, "outcome" | "step">): string {
    return `${faultWords[outcome]} at ${step ? `the ${step.hop}` : "an unknown hop"}`;
}

/** Which events it concerns. */
export function faultReach({ results }: Fault): string {
    const regions = fewOf(results.map(({ region }) => region));
    return `${count(results.length, "result")} in ${regions}: ${fewOf(results.map(eventName))}.`;
}

/** Whether what is lost can be recovered. */
export function faultEnd({ outcome, deadLetter = "lost" }: Fault): string | undefined {
    return outcome === "lost" ? endings[deadLetter] : undefined;
}
