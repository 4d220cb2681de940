import { alarmMessage, coverageLostMessage, findingMessage, type Message } from "../../findings/messages";
import { alarmPattern, coverageLostPatterns, type EventPattern, findingPattern } from "../../findings/patterns";
import { type Service, serviceKeys } from "../../findings/services";
import { severitiesOf, type Severity } from "../../findings/severity";
import { matchesEvent, parseEventPattern } from "../evaluators/event-pattern";
import { deliveredText, transform } from "../evaluators/input-transformer";
import { isJsonObject, type JsonObject, type JsonValue } from "../evaluators/json";

interface Mailed {
    readonly matches: (event: JsonObject) => boolean;
    readonly message: Message;
}

function mailed(pattern: EventPattern, message: Message): Mailed {
    const parsed = parseEventPattern(JSON.stringify(pattern));
    return { matches: (event) => matchesEvent(parsed, event), message };
}

const findings = serviceKeys.flatMap((service) =>
    severitiesOf[service].map((severity) => ({
        service,
        severity,
        ...mailed(findingPattern(service, severity), findingMessage(service, severity)),
    })),
);

/** Everything that the program has a message for. */
const messages: readonly Mailed[] = [
    ...findings,
    mailed(coverageLostPatterns.guardDuty, coverageLostMessage("guardDuty")),
    mailed(coverageLostPatterns.inspector, coverageLostMessage("inspector")),
    mailed(alarmPattern, alarmMessage),
];

/** The band that a finding's event falls into, by the patterns of the alert rules themselves. */
export function bandOf(service: Service, event: JsonObject): Severity | undefined {
    return findings.find((finding) => finding.service === service && finding.matches(event))?.severity;
}

/** The message that an event is mailed by; events with the same one are for the same rule. */
export function messageFor(event: JsonObject): Message | undefined {
    return messages.find(({ matches }) => matches(event))?.message;
}

/** What the program's own message says of an event; an alert and its mail are both held to it. */
const built = new WeakMap<JsonObject, JsonObject | undefined>();

function expectedOf(event: JsonObject): JsonObject | undefined {
    if (!built.has(event)) built.set(event, builtFrom(event));
    return built.get(event);
}

function builtFrom(event: JsonObject): JsonObject | undefined {
    const message = messageFor(event);
    return message && madeBy(message, event);
}

/** What a message makes of an event; undefined where that is no JSON object. */
export function madeBy(
    { inputPaths: inputPathsMap, inputTemplate }: Message,
    event: JsonObject,
): JsonObject | undefined {
    const rule = { name: "", arn: "" };
    return jsonObject(deliveredText(transform({ inputPathsMap, inputTemplate, event, rule, ingestionTime: "" })) ?? "");
}

/** The alert that the program's own message makes of an event; empty for an event that has no message. */
export function alertOf(event: JsonObject): string {
    return JSON.stringify(expectedOf(event) ?? {});
}

/**
 * Compares an alert, field by field, with what the program's own message says of the event.
 *
 * @returns what differs, in words; nothing for an event that has no message, and should not be mailed at all
 */
export function differences(text: string, event: JsonObject): string[] {
    const expected = expectedOf(event);
    if (expected === undefined) return [];
    const actual = jsonObject(text);
    return actual === undefined ? ["it is not a JSON object"] : compared(expected, actual, "");
}

/**
 * What a mail lacks of what the program's own message says of the event: the severity in its subject, the account with the
 * name that the settings have for it, Region and link.
 */
export function missingInMail(
    { subject, text }: { subject: string; text: string },
    event: JsonObject,
    accountNames: Readonly<Record<string, string>> = {},
): string[] {
    const expected = expectedOf(event);
    if (expected === undefined) return [];
    const { severity, state, account, region, console: link } = expected;
    const name = typeof account === "string" ? accountNames[account] : undefined;
    // A long name is broken at its spaces.
    const flat = text.replaceAll(/\s+/g, " ");
    const over = state === "OK" ? "ALL CLEAR" : state;
    const level = [severity, over].find((word) => typeof word === "string") ?? "COVERAGE LOST";
    const bracket = `[${level}]`;
    return [
        ...(subject.includes(bracket) ? [] : [`${bracket} in its subject`]),
        ...[account, name, region, link].filter((part) => typeof part === "string" && !flat.includes(part)).map(String),
    ];
}

/** Whether an alert, or the event in a dead letter, is about a finding. One that names no finding is searched as text. */
export function isAbout(text: string, findingId: string): boolean {
    const { findingId: inAlert, detail } = jsonObject(text) ?? {};
    const named = inAlert ?? (isJsonObject(detail) ? detail.id : undefined);
    return typeof named === "string" ? named === findingId : text.includes(findingId);
}

function compared(expected: JsonValue | undefined, actual: JsonValue | undefined, path: string): string[] {
    // EventBridge sets the event's time; the event may have a field that the service's API leaves out.
    if (path === "time") return isTime(actual) ? [] : [`${path} is ${shown(actual)}, not a time`];
    if (expected === "" && actual !== undefined) return [];
    const [one, other] = [branches(expected), branches(actual)];
    if (one === undefined || other === undefined)
        return isSame(expected, actual) ? [] : [`${path} is ${shown(actual)}, not ${shown(expected)}`];
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return names.flatMap((name) => compared(one[name], other[name], path === "" ? name : `${path}.${name}`));
}

/** The API of a service may write a time with other decimals than its event. */
function isSame(expected: JsonValue | undefined, actual: JsonValue | undefined): boolean {
    return expected === actual || (isTime(expected) && isTime(actual) && Date.parse(expected) === Date.parse(actual));
}

function branches(value: JsonValue | undefined): Readonly<Record<string, JsonValue>> | undefined {
    if (Array.isArray(value)) return Object.fromEntries(value.entries());
    return isJsonObject(value) ? value : undefined;
}

function isTime(value: JsonValue | undefined): value is string {
    return typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
}

function shown(value: JsonValue | undefined): string {
    const text = value === undefined ? "missing" : JSON.stringify(value);
    return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** A JSON object as text; undefined for any other text. */
export function jsonObject(text: string): JsonObject | undefined {
    try {
        const value = JSON.parse(text) as JsonValue;
        return isJsonObject(value) ? value : undefined;
    } catch {
        return undefined;
    }
}
