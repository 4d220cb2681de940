import type { JsonObject, JsonValue } from "../json";
import type { Delivery, InputTransformer } from "./input-transformer";
import { valueAtPath } from "./json-path";

const RESERVED = new Map<string, (delivery: Delivery) => JsonValue>([
    ["aws.events.rule-arn", (delivery) => delivery.rule.arn],
    ["aws.events.rule-name", (delivery) => delivery.rule.name],
    ["aws.events.event.ingestion-time", (delivery) => delivery.ingestionTime],
    ["aws.events.event", (delivery) => withoutDetail(delivery.event)],
    ["aws.events.event.json", (delivery) => delivery.event],
]);

/**
 * Whether EventBridge itself defines the variable.
 *
 * AWS: EventBridge user guide, "Amazon EventBridge input transformation", predefined variables.
 */
export function isReserved(name: string): boolean {
    return RESERVED.has(name);
}

/** The value of a variable for one event; undefined when the event has nothing at its path. */
export function valueOfVariable(
    name: string,
    transformer: InputTransformer,
    delivery: Delivery,
): JsonValue | undefined {
    const reserved = RESERVED.get(name);
    if (reserved !== undefined) {
        return reserved(delivery);
    }
    const path = transformer.inputPathsMap?.[name];
    return path === undefined ? undefined : valueAtPath(delivery.event, path);
}

function withoutDetail(event: JsonObject): JsonObject {
    return Object.fromEntries(Object.entries(event).filter(([name]) => name !== "detail"));
}
