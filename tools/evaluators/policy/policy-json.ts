import { isJsonObject, type JsonObject, type JsonValue, kindOfJson, listOf } from "../json";

/** The policy is not JSON, or AWS would refuse it; the message is one sentence that begins with the path of the mistake. */
export class PolicyError extends Error {
    public override readonly name = "PolicyError";

    public constructor(path: string, problem: string) {
        super(path === "" ? `The policy ${problem}.` : `${path} ${problem}.`);
    }
}

/** An element of a statement that has a twin with `Not` before its name. */
export interface Element {
    /** As the policy writes it, such as `NotAction`. */
    readonly name: string;
    readonly negated: boolean;
    readonly value: JsonValue;
}

/** Reads the element of this name or its twin; undefined when the statement has neither. */
export function readElement(statement: JsonObject, name: string, path: string): Element | undefined {
    const notName = `Not${name}`;
    const { [name]: value, [notName]: notValue } = statement;
    if (value !== undefined && notValue !== undefined)
        throw new PolicyError(path, `must not have both ${name} and ${notName}`);
    if (notValue !== undefined) return { name: notName, negated: true, value: notValue };
    return value === undefined ? undefined : { name, negated: false, value };
}

/** Reads a string or a list of strings. An empty list is refused. */
export function readStrings(value: JsonValue, path: string): string[] {
    const list = listOf(value);
    if (list.length === 0) throw new PolicyError(path, "must not be an empty list");
    return list.map((text) => {
        if (typeof text !== "string")
            throw new PolicyError(path, `must be a string or a list of strings, but is ${kindOfJson(text)}`);
        return text;
    });
}

export function readObject(value: JsonValue | undefined, path: string): JsonObject {
    if (!isJsonObject(value))
        throw new PolicyError(path, `must be ${path === "" ? "a JSON" : "an"} object, but is ${kindOfJson(value)}`);
    return value;
}

/** Refuses other names than these: AWS would, and a misspelt element would say nothing. */
export function refuseUnknownNames(object: JsonObject, names: readonly string[], path: string): void {
    const unknown = Object.keys(object).find((name) => !names.includes(name));
    if (unknown !== undefined)
        throw new PolicyError(path, `must not have ${JSON.stringify(unknown)}, which is not an element of policies`);
}
