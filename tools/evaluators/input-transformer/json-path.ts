import { isJsonObject, type JsonValue } from "../json";

const every = Symbol("*");

type Step = string | number | typeof every;

/**
 * Finds the value that a path of an input paths map names.
 *
 * EventBridge accepts dots, list indices and `*`: `$.detail.resources[0].id`. A path with `*` gives the list of what it
 * finds, even if that is nothing.
 *
 * AWS: EventBridge user guide, "Amazon EventBridge input transformation".
 *
 * @returns undefined when there is no such value, and for a path that is not one: EventBridge does not validate them
 */
export function valueAtPath(event: JsonValue, path: string): JsonValue | undefined {
    const steps = stepsOf(path);
    if (steps === undefined) return undefined;
    const found = steps.reduce<JsonValue[]>(
        (values, step) => values.flatMap((value) => childrenOf(value, step)),
        [event],
    );
    return steps.includes(every) ? found : found[0];
}

function stepsOf(path: string): Step[] | undefined {
    if (!/^\$(?:\.[^.[\]]+|\[(?:\d+|\*)\])*$/.test(path)) return undefined;
    return [...path.matchAll(/\.([^.[\]]+)|\[(\d+|\*)\]/g)].map(([, name, index]) =>
        name === "*" || index === "*" ? every : (name ?? Number(index)),
    );
}

function childrenOf(value: JsonValue, step: Step): JsonValue[] {
    if (step === every) return typeof value === "object" && value !== null ? Object.values(value) : [];
    if (typeof step === "number") return Array.isArray(value) ? value.slice(step, step + 1) : [];
    // An event has no `constructor` of its own.
    const child = isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    return child === undefined ? [] : [child];
}
