/** A placeholder of a template, such as `<severity>`. */
export interface Placeholder {
    readonly name: string;
    /** Whether it stands inside double quotes. */
    readonly quoted: boolean;
}

/** A template, taken apart: literal texts and placeholders, in their order. */
export type Template = readonly (string | Placeholder)[];

/** `text`: lines that are each in double quotes; `json`: one JSON value, usually an object. */
export type TemplateForm = "text" | "json";

const placeholderPattern = /<([A-Za-z0-9_.-]+)>/;
const tokens = new RegExp(`${placeholderPattern.source}|\\\\[^]|[^]`, "g");

/** There are few templates and many events. */
const templates = new Map<string, Template>();

/**
 * Takes a template apart. A `<` that begins no placeholder is literal text.
 *
 * AWS: EventBridge user guide, "Amazon EventBridge input transformation".
 */
export function parseTemplate(text: string): Template {
    const template = templates.get(text) ?? parsed(text);
    templates.set(text, template);
    return template;
}

function parsed(text: string): Template {
    const parts: (string | Placeholder)[] = [];
    let literal = "";
    let quoted = false;
    for (const [token, name] of text.matchAll(tokens)) {
        if (name === undefined) {
            literal += token;
            quoted = token === '"' ? !quoted : quoted;
        } else {
            parts.push(literal, { name, quoted });
            literal = "";
        }
    }
    return [...parts, literal];
}

/** The placeholders of a template, in their order. */
export function placeholdersOf(template: Template): Placeholder[] {
    return template.filter((part) => typeof part !== "string");
}

/** The text of a template with another text in place of each placeholder. */
export function fill(template: Template, textOf: (placeholder: Placeholder) => string): string {
    return template.map((part) => (typeof part === "string" ? part : textOf(part))).join("");
}

/** The form of a template, whatever its placeholders stand for; undefined when it has neither. */
export function formOf(text: string): TemplateForm | undefined {
    const sample = sampleOf(text);
    if (sample.trim() !== "" && sample.split("\n").every(isTextLine)) return "text";
    return isJson(sample) ? "json" : undefined;
}

/** Whether a line of text has its double quotes, and between them what JSON allows there; a blank line needs none. */
export function isTextLine(line: string): boolean {
    return line.trim() === "" || (isJson(line) && line.trim().startsWith('"'));
}

/** Whether an object of the template has a placeholder in a key, bare or quoted. */
export function hasPlaceholderAsKey(text: string): boolean {
    const strings = sampleOf(text).match(/"(?:\\[^]|[^"\\])*"\s*:?|null\s*:/g) ?? [];
    return strings.some(
        (string) => string.endsWith(":") && (string.startsWith("null") || placeholderPattern.test(string)),
    );
}

/** The template with null for each bare placeholder: JSON if the template will be. Quoted placeholders are that anyway. */
function sampleOf(text: string): string {
    return fill(parseTemplate(text), ({ name, quoted }) => (quoted ? `<${name}>` : "null"));
}

/** Whether a text is JSON. */
export function isJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}
