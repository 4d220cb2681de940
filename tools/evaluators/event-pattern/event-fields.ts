import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../json";
import type { Leaf } from "./matcher";

/** Which element of which lists a value is in: a list, numbered as they are met in the event, to the element's index. */
export type ArrayMembership = ReadonlyMap<number, number>;

/** A value of the event that is neither an object nor a list. */
export interface EventField {
    readonly value: Leaf;
    readonly membership: ArrayMembership;
}

/** The values of an event by the path of their field; lists add nothing to a path. */
export type EventFields = ReadonlyMap<string, readonly EventField[]>;

/** What was to be matched is not an event; the message is one sentence. */
export class EventError extends Error {
    public override readonly name = "EventError";

    public constructor(problem: string) {
        super(`The event ${problem}.`);
    }
}

/**
 * Takes an event apart into the values that event patterns are matched against.
 *
 * @param event a JSON object or the text of one
 * @throws EventError when the text is no JSON object
 */
export function fieldsOf(event: JsonObject | string): EventFields {
    const parsed = typeof event === "string" ? parseJson(event, (problem) => new EventError(problem)) : event;
    if (!isJsonObject(parsed)) {
        throw new EventError("must be a JSON object");
    }
    const fields = new Map<string, EventField[]>();
    let lists = 0;

    function visit(value: JsonValue, path: string, membership: ArrayMembership): void {
        if (Array.isArray(value)) {
            const list = lists++;
            value.forEach((element, index) => {
                // A plain value of a list is nothing that a second field could have to agree with.
                const isLeaf = typeof element !== "object" || element === null;
                visit(element, path, isLeaf ? membership : new Map(membership).set(list, index));
            });
        } else if (isJsonObject(value)) {
            for (const [name, child] of Object.entries(value)) {
                visit(child, path === "" ? name : `${path}.${name}`, membership);
            }
        } else {
            const values = fields.get(path) ?? [];
            values.push({ value, membership });
            fields.set(path, values);
        }
    }

    visit(parsed, "", new Map());
    return fields;
}
