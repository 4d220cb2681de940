import type { JsonValue } from "../json";
import {
    type Delivery,
    type InputTransformer,
    isPredefined,
    reasonOfRefusal,
    valueOfVariable,
} from "./input-transformer";
import {
    fill,
    formOf,
    isJson,
    isTextLine,
    parseTemplate,
    type Placeholder,
    placeholdersOf,
    type Template,
} from "./template";

/** What an input transformer makes of an event. */
export type Transformed =
    /** Lines of text, each in its double quotes: the exact text, quotes and line feeds included. */
    | { readonly kind: "text"; readonly value: string }
    /** JSON, and the exact text of it, with the white space of the template. */
    | { readonly kind: "json"; readonly value: JsonValue; readonly text: string }
    /** PutTargets would not accept the transformer, whatever the events; the reason is one sentence. */
    | { readonly kind: "refused"; readonly reason: string }
    | Undelivered;

/** The rule fires, but the target gets nothing: the event goes to the dead-letter queue, if the target has one. */
interface Undelivered {
    readonly kind: "undelivered";
    /** The attribute ERROR_CODE of the message in the dead-letter queue. */
    readonly errorCode: "INVALID_JSON";
    /** One sentence. */
    readonly reason: string;
}

/** The exact text that the target gets, or undefined when it gets nothing. */
export function deliveredText(transformed: Transformed): string | undefined {
    if (transformed.kind === "json") return transformed.text;
    return transformed.kind === "text" ? transformed.value : undefined;
}

/**
 * What the target of a rule gets from EventBridge for an event that the rule has matched.
 *
 * AWS: EventBridge user guide, "Amazon EventBridge input transformation", and for the events that are not delivered
 * GuardDuty user guide, "Processing GuardDuty findings with Amazon EventBridge".
 */
export function transform(input: InputTransformer & Delivery): Transformed {
    const refusal = reasonOfRefusal(input);
    if (refusal !== undefined) return { kind: "refused", reason: refusal };
    return formOf(input.inputTemplate) === "text" ? transformText(input) : transformJson(input);
}

/** Line by line: a value with a line feed or a double quote of its own breaks the quotes of its line. */
function transformText(input: InputTransformer & Delivery): Transformed {
    const textOf = ({ name }: Placeholder): string => textInLine(name, valueOfVariable(name, input));
    const templates = input.inputTemplate.split("\n").map(parseTemplate);
    const lines = templates.map((template) => fill(template, textOf));
    return lines.every(isTextLine) ? { kind: "text", value: lines.join("\n") } : undelivered(templates.flat(), textOf);
}

function transformJson(input: InputTransformer & Delivery): Transformed {
    const textOf = ({ name, quoted }: Placeholder): string => {
        const value = valueOfVariable(name, input);
        return quoted ? textInQuotes(value) : textInJson(value);
    };
    const template = parseTemplate(input.inputTemplate);
    const text = fill(template, textOf);
    return isJson(text) ? { kind: "json", value: JSON.parse(text) as JsonValue, text } : undelivered(template, textOf);
}

function undelivered(template: Template, textOf: (placeholder: Placeholder) => string): Undelivered {
    const breaking = placeholdersOf(template).filter(
        (placeholder) => placeholder.quoted && !isTextLine(`"${textOf(placeholder)}"`),
    );
    const names = [...new Set(breaking.map(({ name }) => `<${name}>`))].join(" and ");
    return {
        kind: "undelivered",
        errorCode: "INVALID_JSON",
        reason: `The value of ${names || "a placeholder"} breaks the double quotes around it, because nothing is escaped there.`,
    };
}

/** An object or a list loses its quotes in a line of text, except a predefined one: that breaks the line. */
function textInLine(name: string, value: JsonValue | undefined): string {
    const text = textInQuotes(value);
    return typeof value === "object" && !isPredefined(name) ? text.replaceAll('"', "") : text;
}

/** Where the template has no quotes, strings get them and a missing value is the empty string. */
function textInJson(value: JsonValue | undefined): string {
    return JSON.stringify(value === undefined ? "" : value);
}

/** Nothing is escaped, so a value can end the quotes it stands in. */
function textInQuotes(value: JsonValue | undefined): string {
    return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}
