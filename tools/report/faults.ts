import { decisiveStep, hops, type Journey, type Report, type Step } from "../proof/report";
import { grouped } from "../cli/grouped";
import { count, endings, eventName, fewOf } from "./words";

/** One thing that is broken, with all the journeys that it spoils. */
export interface Fault {
    readonly outcome: Journey["outcome"];
    /** Absent where nothing is known of the way, only that nothing arrived. */
    readonly step: Step | undefined;
    readonly deadLetter: Journey["deadLetter"];
    readonly journeys: readonly [Journey, ...Journey[]];
}

export function wentWrong({ outcome, expected }: Journey): boolean {
    return outcome !== expected;
}

/** What is broken, each thing once: what loses alerts first, in the order of the way, then what leaks. */
export function faultsOf({ journeys }: Report): readonly Fault[] {
    const alike = grouped(journeys.filter(wentWrong), (journey) => {
        const { hop, resource, reason } = decisiveStep(journey) ?? {};
        return JSON.stringify([journey.outcome, journey.deadLetter, hop, resource, reason]);
    });
    return [...alike.values()]
        .map((group) => ({ ...faultOf(group[0]), journeys: group }))
        .sort((one, other) => place(one) - place(other));
}

function faultOf(journey: Journey): Omit<Fault, "journeys"> {
    return { outcome: journey.outcome, step: decisiveStep(journey), deadLetter: journey.deadLetter };
}

/** "Lost at the topic policy". */
export function faultTitle({ outcome, step }: Fault): string {
    if (outcome === "leaked") return "Mailed, though it should be kept quiet";
    return step ? `Lost at the ${step.hop}` : "Lost, and no step says where";
}

/** Whom it hits. */
export function faultReach({ journeys }: Fault): string {
    const regions = fewOf(journeys.map(({ region }) => region));
    return `${count(journeys.length, "journey")} in ${regions}: ${fewOf(journeys.map(eventName))}.`;
}

/** Whether what is lost can be had back. */
export function faultEnd({ outcome, deadLetter = "lost" }: Fault): string | undefined {
    return outcome === "lost" ? endings[deadLetter] : undefined;
}

function place({ outcome, step }: Fault): number {
    return (outcome === "leaked" ? hops.length + 1 : 0) + (step ? hops.indexOf(step.hop) : hops.length);
}
