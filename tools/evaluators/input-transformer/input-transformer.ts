import type { JsonObject, JsonValue } from "../json";
import { valueAtPath } from "./json-path";
import { formOf, hasPlaceholderAsKey, parseTemplate, placeholdersOf } from "./template";

/** The input transformer of a target, as PutTargets gets it. */
export interface InputTransformer {
    /** The names of variables to the paths of their values in the event. */
    readonly inputPathsMap?: Readonly<Record<string, string>> | null;
    readonly inputTemplate: string;
}

/** An event that reaches a target through a rule. */
export interface Delivery {
    readonly event: JsonObject;
    readonly rule: { readonly name: string; readonly arn: string };
    /** When EventBridge got the event, such as `2026-01-02T03:04:05Z`. */
    readonly ingestionTime: string;
}

// AWS: EventBridge API reference, "InputTransformer".
const maxPaths = 100;
const maxNameLength = 256;
const maxPathLength = 256;
const maxTemplateLength = 8192;

// AWS: EventBridge user guide, "Amazon EventBridge input transformation", predefined variables.
const predefined = new Map<string, (delivery: Delivery) => JsonValue>([
    ["aws.events.rule-arn", ({ rule }) => rule.arn],
    ["aws.events.rule-name", ({ rule }) => rule.name],
    ["aws.events.event.ingestion-time", ({ ingestionTime }) => ingestionTime],
    [
        "aws.events.event",
        ({ event }) => Object.fromEntries(Object.entries(event).filter(([name]) => name !== "detail")),
    ],
    ["aws.events.event.json", ({ event }) => event],
]);

/** Whether EventBridge itself defines the variable. */
export function isPredefined(name: string): boolean {
    return predefined.has(name);
}

/** The value of a variable for one event; undefined when the event has nothing at its path. */
export function valueOfVariable(
    name: string,
    { inputPathsMap, ...delivery }: InputTransformer & Delivery,
): JsonValue | undefined {
    const path = inputPathsMap?.[name];
    return predefined.get(name)?.(delivery) ?? (path === undefined ? undefined : valueAtPath(delivery.event, path));
}

/**
 * Why PutTargets would not accept an input transformer, in one sentence.
 *
 * AWS: EventBridge API reference, "InputTransformer"; EventBridge user guide, "Amazon EventBridge input transformation".
 *
 * @returns undefined when it accepts the transformer
 */
export function reasonOfRefusal({ inputPathsMap, inputTemplate }: InputTransformer): string | undefined {
    const paths = inputPathsMap ?? {};
    return problemOfPaths(paths) ?? problemOfTemplate(inputTemplate, paths);
}

function problemOfPaths(paths: Readonly<Record<string, string>>): string | undefined {
    if (Object.keys(paths).length > maxPaths) return `The paths map has more than ${maxPaths} variables.`;
    for (const [name, path] of Object.entries(paths)) {
        const problem = problemOfVariable(name, path);
        if (problem !== undefined) return `The variable ${JSON.stringify(name)} ${problem}.`;
    }
    return undefined;
}

function problemOfVariable(name: string, path: string): string | undefined {
    if (name.startsWith("AWS")) return 'has a name that begins with "AWS"';
    if (name.length > maxNameLength) return `has a name of more than ${maxNameLength} characters`;
    if (!/^[A-Za-z0-9_-]+$/.test(name)) return "has a name with other characters than letters, digits, _ and -";
    return path.length > maxPathLength ? `has a path of more than ${maxPathLength} characters` : undefined;
}

function problemOfTemplate(template: string, paths: Readonly<Record<string, string>>): string | undefined {
    if (template.length < 1 || template.length > maxTemplateLength)
        return `The template must have 1 to ${maxTemplateLength} characters.`;
    const unknown = placeholdersOf(parseTemplate(template)).find(
        ({ name }) => !Object.hasOwn(paths, name) && !isPredefined(name),
    );
    if (unknown !== undefined)
        return `The template has the placeholder <${unknown.name}>, which is not in the paths map.`;
    if (hasPlaceholderAsKey(template)) return "The template has a placeholder in the key of an object.";
    return formOf(template) === undefined
        ? "The template is neither JSON nor lines that are each in double quotes."
        : undefined;
}
