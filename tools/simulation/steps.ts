import type { Hop, ResourceRef, Step } from "../proof/report";

export function passed(hop: Hop, resource: ResourceRef, reason: string): Step {
    return { hop, resource, passed: true, reason };
}

export function failed(hop: Hop, resource: ResourceRef, reason: string): Step {
    return { hop, resource, passed: false, reason };
}

/** Takes one step, or several, after the other, and stops behind the first that fails. */
export function walk(...legs: readonly (() => readonly Step[] | Step)[]): Step[] {
    const steps: Step[] = [];
    for (const leg of legs) {
        steps.push(...[leg()].flat());
        if (!allPassed(steps)) break;
    }
    return steps;
}

export function allPassed(steps: readonly Step[]): boolean {
    return steps.every((step) => step.passed);
}

/** Answers from memory where a thing was asked about before: thousands of events go through the same few gates. */
export function oncePer<K extends object, A>(answer: (thing: K) => A): (thing: K) => A {
    const known = new WeakMap<K, { readonly answer: A }>();
    return (thing) => {
        const remembered = known.get(thing) ?? { answer: answer(thing) };
        known.set(thing, remembered);
        return remembered.answer;
    };
}
