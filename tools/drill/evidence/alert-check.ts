import { matchesEvent, parseEventPattern } from "../../evaluators/event-pattern";
import { deliveredText, transform } from "../../evaluators/input-transformer";
import { isJsonObject, type JsonObject, type JsonValue } from "../../evaluators/json";
import { findingMessage } from "../../../findings/messages";
import { findingPattern } from "../../../findings/patterns";
import type { Service } from "../../../findings/services";
import { severitiesOf, type Severity } from "../../../findings/severity";

/** The band that a finding's event falls into, by the patterns of the alert rules themselves. */
export function bandOf(service: Service, event: JsonObject): Severity | undefined {
    return severitiesOf[service].find((severity) =>
        matchesEvent(parseEventPattern(JSON.stringify(findingPattern(service, severity))), event),
    );
}

/**
 * Holds an alert, field by field, to what the program's own message says of the finding.
 *
 * @returns what differs, in words; nothing when all is right
 */
export function differences(text: string, service: Service, severity: Severity, event: JsonObject): string[] {
    const { inputPaths, inputTemplate } = findingMessage(service, severity);
    const message = transform({
        inputPathsMap: inputPaths,
        inputTemplate,
        event,
        rule: { name: "", arn: "" },
        ingestionTime: "",
    });
    const expected = parsed(deliveredText(message) ?? "");
    const actual = parsed(text);
    if (actual === undefined) return ["it is no JSON object"];
    return expected === undefined ? [] : compared(expected, actual, "");
}

function compared(expected: JsonValue | undefined, actual: JsonValue | undefined, path: string): string[] {
    // The time of the event is EventBridge's; of a field that its API leaves out, the event may know more.
    if (path === "time") return isTime(actual) ? [] : [`${path} is ${shown(actual)}, not a time`];
    if (expected === "" && actual !== undefined) return [];
    const [one, other] = [branches(expected), branches(actual)];
    if (one === undefined || other === undefined)
        return expected === actual ? [] : [`${path} is ${shown(actual)}, not ${shown(expected)}`];
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return names.flatMap((name) => compared(one[name], other[name], path === "" ? name : `${path}.${name}`));
}

function branches(value: JsonValue | undefined): Readonly<Record<string, JsonValue>> | undefined {
    if (Array.isArray(value)) return Object.fromEntries(value.entries());
    return isJsonObject(value) ? value : undefined;
}

function isTime(value: JsonValue | undefined): boolean {
    return typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
}

function shown(value: JsonValue | undefined): string {
    const text = value === undefined ? "missing" : JSON.stringify(value);
    return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function parsed(text: string): JsonObject | undefined {
    try {
        const value = JSON.parse(text) as JsonValue;
        return isJsonObject(value) ? value : undefined;
    } catch {
        return undefined;
    }
}
