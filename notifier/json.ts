export type JsonMap = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is JsonMap {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The JSON object that a text is, or undefined. */
export function parsedMap(text: string): JsonMap | undefined {
    try {
        const value: unknown = JSON.parse(text);
        return isMap(value) ? value : undefined;
    } catch {
        return undefined;
    }
}

/** The text of a value; undefined where there is none: EventBridge writes `""` for what an event lacks. */
export function textOf(value: unknown): string | undefined {
    if (typeof value === "number") return String(value);
    return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** The texts of a value or a list of values. */
export function textsOf(value: unknown): string[] {
    return (Array.isArray(value) ? value : [value]).map(textOf).filter((text) => text !== undefined);
}
