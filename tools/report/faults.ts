import { decisiveStep, hops, type Result, type Report, type Step } from "../proof/report";
import { grouped } from "../cli/lists";
import { endings, eventName } from "./words";
import { count, fewOf } from "../cli/lists";

/** One thing that is broken, with all the results that it spoils. */
export interface Fault {
    readonly outcome: Result["outcome"];
    /** Absent where nothing is known of the way, only that nothing arrived. */
    readonly step: Step | undefined;
    readonly deadLetter: Result["deadLetter"];
    readonly results: readonly [Result, ...Result[]];
}

export function wentWrong({ outcome, expected }: Result): boolean {
    return outcome !== expected;
}

/** What is broken, each thing once: what loses alerts first, in the order of the way, then what leaks. */
export function faultsOf({ results }: Report): readonly Fault[] {
    const alike = grouped(results.filter(wentWrong), (result) => {
        const { hop, resource, reason } = decisiveStep(result) ?? {};
        return JSON.stringify([result.outcome, result.deadLetter, hop, resource, reason]);
    });
    return [...alike.values()]
        .map((group) => ({ ...faultOf(group[0]), results: group }))
        .sort((one, other) => place(one) - place(other));
}

function faultOf(result: Result): Omit<Fault, "results"> {
    return { outcome: result.outcome, step: decisiveStep(result), deadLetter: result.deadLetter };
}

/** "Lost at the topic policy". */
export function faultTitle({ outcome, step }: Fault): string {
    if (outcome === "falseAlert") return "Mailed, though it should be suppressed";
    return step ? `Lost at the ${step.hop}` : "Lost, and no step says where";
}

/** Whom it hits. */
export function faultReach({ results }: Fault): string {
    const regions = fewOf(results.map(({ region }) => region));
    return `${count(results.length, "result")} in ${regions}: ${fewOf(results.map(eventName))}.`;
}

/** Whether what is lost can be had back. */
export function faultEnd({ outcome, deadLetter = "lost" }: Fault): string | undefined {
    return outcome === "lost" ? endings[deadLetter] : undefined;
}

function place({ outcome, step }: Fault): number {
    return (outcome === "falseAlert" ? hops.length + 1 : 0) + (step ? hops.indexOf(step.hop) : hops.length);
}
