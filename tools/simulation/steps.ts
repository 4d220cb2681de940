import { type Hop, labelOf, type ResourceRef, type Step } from "../proof/report";

export function passed(hop: Hop, resource: ResourceRef, reason: string): Step {
    return { hop, resource, passed: true, reason };
}

export function failed(hop: Hop, resource: ResourceRef, reason: string): Step {
    return { hop, resource, passed: false, reason };
}

/**
 * A step that lets an event pass as far as anybody can tell, where the model has no knowledge or AWS's documentation is
 * in doubt: a result that depends on it is unproven. The reason says what is not known, with the source.
 */
export function unproven(hop: Hop, resource: ResourceRef, reason: string): Step {
    return { ...passed(hop, resource, reason), unproven: true };
}

/** Takes one step after the other, and stops after the first that fails. */
export function walk(...parts: readonly (() => readonly Step[] | Step)[]): Step[] {
    const steps: Step[] = [];
    for (const part of parts) {
        steps.push(...[part()].flat());
        if (!allPassed(steps)) break;
    }
    return steps;
}

/** Without those that passed where the next one passed by the same document: many actions are asked about for one answer. */
export function inBrief(steps: readonly Step[]): Step[] {
    return steps.filter(({ hop, resource, passed }, index) => {
        const next = steps[index + 1];
        return !passed || !next?.passed || next.hop !== hop || labelOf(next.resource) !== labelOf(resource);
    });
}

export function allPassed(steps: readonly Step[]): boolean {
    return steps.every((step) => step.passed);
}

/** Remembers the answer for each argument: thousands of events go through the same few gates. */
export function oncePer<K, A>(answer: (key: K) => A): (key: K) => A {
    const known = new Map<K, { readonly answer: A }>();
    return (key) => {
        const remembered = known.get(key) ?? { answer: answer(key) };
        known.set(key, remembered);
        return remembered.answer;
    };
}
