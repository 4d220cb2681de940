/** The values that JSON can write. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
    [name: string]: JsonValue;
}

/** Whether a JSON value is an object, and neither a list nor null. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list as it is, and anything else as a list of one: AWS often accepts both. */
export function listOf(value: JsonValue): JsonValue[] {
    return Array.isArray(value) ? value : [value];
}

/** What kind of JSON a value is, in words that fit behind "is": `a number`, `an object`, `a list`, `null`, `missing`. */
export function kindOfJson(value: JsonValue | undefined): string {
    if (value === undefined || value === null) return value === null ? "null" : "missing";
    if (Array.isArray(value)) return "a list";
    return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** Deeper than any document of AWS or Pulumi, and shallow enough for functions that call themselves. */
const deepest = 500;

/**
 * Reads JSON text.
 *
 * @param refuse makes the error for text that is not JSON, or nested too deep, from words that fit behind the name of the
 *     text: `is not valid JSON: Unexpected end of JSON input`
 */
export function parseJson(text: string, refuse: (problem: string) => Error): JsonValue {
    const value = parsed(text, refuse);
    if (isDeeperThan(deepest, value)) throw refuse(`is nested more than ${deepest} levels deep`);
    return value;
}

function parsed(text: string, refuse: (problem: string) => Error): JsonValue {
    try {
        return JSON.parse(text) as JsonValue;
    } catch (error) {
        // The engine's message can quote the text, line feeds and all.
        const message = (error as Error).message.replace(/\s+/g, " ");
        throw refuse(`is not valid JSON: ${message}`);
    }
}

/** Goes down level by level, since a function that calls itself would be what it guards against. */
function isDeeperThan(most: number, value: JsonValue): boolean {
    let level: readonly JsonValue[] = [value];
    for (let depth = 0; level.length > 0; depth++) {
        if (depth > most) return true;
        level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
    }
    return false;
}
