import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EventPattern } from "../../findings/event-pattern";
import type { Message } from "../../findings/message";
import { matchesEvent, parseEventPattern } from "../../tools/evaluators/event-pattern";
import { transform, type Transformed } from "../../tools/evaluators/input-transformer";
import type { JsonObject } from "../../tools/evaluators/json";

const folder = join(__dirname, "..", "events");

/** The names of all sample events, sorted. */
export const eventNames = readdirSync(folder)
    .map((file) => file.replace(/\.json$/, ""))
    .sort();

/** A fresh copy of a sample event. */
export function readEvent(name: string): JsonObject {
    return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as JsonObject;
}

/** A copy of a sample event with other fields in its `detail`; undefined takes a field away. */
export function readEventWith(name: string, detail: Record<string, unknown>): JsonObject {
    const event = readEvent(name);
    return JSON.parse(
        JSON.stringify({ ...event, detail: { ...(event.detail as JsonObject), ...detail } }),
    ) as JsonObject;
}

/** Whether EventBridge would match, as our evaluator tells it. */
export function matches(pattern: EventPattern, event: JsonObject): boolean {
    return matchesEvent(parseEventPattern(JSON.stringify(pattern)), event);
}

/** The names of the sample events that a pattern matches, sorted. */
export function matching(pattern: EventPattern): string[] {
    return eventNames.filter((name) => matches(pattern, readEvent(name)));
}

/** What EventBridge would hand to the topic, as our evaluator tells it. */
export function deliver({ inputPaths, inputTemplate }: Message, event: JsonObject): Transformed {
    return transform({
        inputPathsMap: inputPaths,
        inputTemplate,
        event,
        rule: { name: "findings", arn: "arn:aws:events:eu-west-1:444455556666:rule/findings-bus/findings" },
        ingestionTime: "2026-03-14T02:17:46Z",
    });
}

/** The JSON that arrives, or an error that says why nothing does. */
export function arrived(message: Message, event: JsonObject): unknown {
    const delivery = deliver(message, event);
    if (delivery.kind !== "json") throw new Error(`nothing arrives: ${JSON.stringify(delivery)}`);
    return delivery.value;
}
