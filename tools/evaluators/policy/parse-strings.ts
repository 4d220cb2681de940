import { type JsonObject, type JsonValue, kindOfJson } from "../json";
import { PolicyError } from "./policy-document";

/** Reads a string or a list of strings. An empty list is refused. */
export function parseStringList(value: JsonValue, path: string): string[] {
    const list = Array.isArray(value) ? value : [value];
    if (list.length === 0) {
        throw new PolicyError(path, "must not be an empty list");
    }
    return list.map((text) => {
        if (typeof text !== "string") {
            throw new PolicyError(path, `must be a string or a list of strings, but is ${kindOfJson(text)}`);
        }
        return text;
    });
}

/** Refuses an object with other names than these: a misspelt element would otherwise be one that says nothing. */
export function refuseUnknownNames(object: JsonObject, names: readonly string[], path: string): void {
    const unknown = Object.keys(object).find((name) => !names.includes(name));
    if (unknown !== undefined) {
        throw new PolicyError(path, `must not have ${JSON.stringify(unknown)}, which is not an element of policies`);
    }
}
