import { isJsonObject, type JsonObject, type JsonValue } from "../../evaluators/json";
import { type ResourceKind, resourceTypes } from "../../recording/resource-types";
import type { Resource } from "../../simulation/model/resource";

/** What is read from an account, as reports name it. */
const words = {
    detector: "GuardDuty detector",
    destination: "publishing destination",
    macie: "Macie session",
    macieExport: "classification export",
    inspector: "Inspector",
    key: "key",
    keyPolicy: "key policy",
    keyAlias: "key alias",
    bucket: "bucket",
    bucketPolicy: "bucket policy",
    bus: "event bus",
    busPolicy: "bus policy",
    eventArchive: "event archive",
    rule: "rule",
    target: "target of rule",
    role: "role",
    rolePolicy: "role policy",
    queue: "queue",
    queuePolicy: "queue policy",
    topic: "topic",
    topicPolicy: "topic policy",
    subscription: "subscription",
    alarm: "alarm",
    function: "function",
    eventSourceMapping: "event source mapping",
} as const satisfies Partial<Record<ResourceKind, string>>;

/**
 * Something that an account has, in the shape in which the simulation reads the resources of a stack.
 *
 * @param name AWS's
 * @param properties under the names that Pulumi's resource of the kind has for them
 */
export function live(
    kind: keyof typeof words,
    { name, region }: { readonly name: string; readonly region?: string },
    properties: object,
): Resource {
    return {
        type: resourceTypes[kind],
        resource: { type: words[kind], name },
        id: name,
        properties: { ...(region === undefined ? {} : { region }), ...properties },
    };
}

/** An answer of AWS's as JSON, in which dates are text, with names in camelCase, as events and Pulumi's resources have them. */
export function camelCased(answer: object): JsonObject {
    return renamed(JSON.parse(JSON.stringify(answer)) as JsonValue) as JsonObject;
}

/** A text in an answer; the empty text where there is none. */
export function textIn(answer: JsonObject, name: string): string {
    const value = answer[name];
    return typeof value === "string" ? value : "";
}

function renamed(value: JsonValue): JsonValue {
    if (Array.isArray(value)) return value.map(renamed);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [name.charAt(0).toLowerCase() + name.slice(1), renamed(item)]),
    );
}
