import { isJsonObject, type JsonValue } from "../json";

type Step = string | number | typeof EVERY;

const EVERY = Symbol("*");

/**
 * Finds the value that a path of an input paths map names.
 *
 * EventBridge takes dots, list indices and `*`: `$.detail.resources[0].id`. A path with `*` gives the list of what it
 * finds, even if that is nothing.
 *
 * AWS: EventBridge user guide, "Amazon EventBridge input transformation".
 *
 * @returns undefined when there is no such value, and for a path that is not one: EventBridge does not validate them
 */
export function valueAtPath(event: JsonValue, path: string): JsonValue | undefined {
    const steps = stepsOf(path);
    if (steps === undefined) {
        return undefined;
    }
    let found: JsonValue[] = [event];
    for (const step of steps) {
        found = found.flatMap((value) => childrenOf(value, step));
    }
    return steps.includes(EVERY) ? found : found[0];
}

function stepsOf(path: string): Step[] | undefined {
    if (!/^\$(?:\.[^.[\]]+|\[(?:\d+|\*)\])*$/.test(path)) {
        return undefined;
    }
    return [...path.matchAll(/\.([^.[\]]+)|\[(\d+|\*)\]/g)].map(([, name, index]) => {
        if (name === "*" || index === "*") {
            return EVERY;
        }
        return name ?? Number(index);
    });
}

function childrenOf(value: JsonValue, step: Step): JsonValue[] {
    if (step === EVERY) {
        return typeof value === "object" && value !== null ? Object.values(value) : [];
    }
    if (typeof step === "number") {
        return Array.isArray(value) ? value.slice(step, step + 1) : [];
    }
    const child = isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    return child === undefined ? [] : [child];
}
