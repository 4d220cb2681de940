import type { JsonValue } from "../json";

/** The target gets lines of text, each in its double quotes. */
export interface TransformedText {
    readonly kind: "text";
    /** The exact text, quotes and line feeds included. */
    readonly value: string;
}

/** The target gets JSON. */
export interface TransformedJson {
    readonly kind: "json";
    readonly value: JsonValue;
    /** The exact text, with the white space of the template. */
    readonly text: string;
}

/** PutTargets would not take the transformer, whatever the events. */
export interface Refused {
    readonly kind: "refused";
    /** One sentence. */
    readonly reason: string;
}

/** The rule fires, but the target gets nothing: the event goes to the dead-letter queue, if the target has one. */
export interface Undelivered {
    readonly kind: "undelivered";
    /** The attribute ERROR_CODE of the message in the dead-letter queue. */
    readonly errorCode: "INVALID_JSON";
    /** One sentence. */
    readonly reason: string;
}

/** What an input transformer makes of an event. */
export type Transformed = TransformedText | TransformedJson | Refused | Undelivered;

/** The exact text that the target gets, or undefined when it gets nothing. */
export function deliveredText(transformed: Transformed): string | undefined {
    switch (transformed.kind) {
        case "text":
            return transformed.value;
        case "json":
            return transformed.text;
        default:
            return undefined;
    }
}
