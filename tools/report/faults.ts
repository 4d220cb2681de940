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
export function faultsOf({ results }: Report): readonly Fault[] {
    const bySameCause = grouped(results.filter(wentWrong), (result) => {
        const { hop, resource, statement } = decisiveStep(result) ?? {};
        const cause = JSON.stringify([result.outcome, hop, resource, statement?.name]);
        return cause.replaceAll(result.region, "");
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

/** For each Region where something is wrong, the first one where the same is wrong. */
export function firstAlike(results: readonly Result[], faults: readonly Fault[]): ReadonlyMap<string, string> {
    const regions = grouped(results.filter(wentWrong), ({ region }) => region);
    const faultOf = (result: Result) => faults.findIndex((fault) => fault.results.includes(result));
    const alike = grouped([...regions.values()], (own) =>
        JSON.stringify(own.map((result) => [result.source, result.subject, faultOf(result)])),
    );
    const pairs = [...alike.values()].flatMap((group) =>
        group.map(([{ region }]) => [region, group[0][0].region] as const),
    );
    return new Map(pairs);
}

/** "Lost at the topic policy". */
export function faultTitle({ outcome, step }: Pick<Fault, "outcome" | "step">): string {
    return `${faultWords[outcome]} at ${step ? `the ${step.hop}` : "an unknown hop"}`;
}

/** The resource that decided, and how many others did the same in other Regions. */
export function faultResource({ results }: Fault): string {
    const resources = results.flatMap((result) => decisiveStep(result)?.resource ?? []).map(labelOf);
    const others = new Set(resources).size - 1;
    return `${resources[0] ?? ""}${others > 0 ? ` and ${others} more` : ""}`;
}

/** Which events it concerns, and all the Regions. */
export function faultReach({ results }: Fault): string {
    const regions = [...new Set(results.map(({ region }) => region))];
    const place = regions.length > 3 ? `${regions.length} Regions (${regions.join(", ")})` : regions.join(", ");
    return `${count(results.length, "result")} in ${place}: ${fewOf(results.map(eventName))}.`;
}

/** Whether what is lost can be recovered. */
export function faultEnd({ outcome, results }: Fault): string | undefined {
    if (outcome !== "lost") return undefined;
    const gone = results.filter(({ deadLetter }) => deadLetter !== "kept").length;
    if (gone === 0 || gone === results.length) return endings[gone === 0 ? "kept" : "lost"];
    return `A dead-letter queue keeps ${results.length - gone} of the events. The other ${gone} are gone, and no alarm reports them.`;
}
