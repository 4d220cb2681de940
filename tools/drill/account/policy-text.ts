import type { ResourceRef } from "../../proof/report";
import type { JsonObject } from "../../evaluators/json";
import type { Policy } from "../../simulation/model/stack-model";

/** A policy as an API gives it, which is as text; IAM encodes it like a part of a URL. */
export function policyIn(text: string | undefined, resource: ResourceRef): Policy | undefined {
    if (text === undefined || text === "") return undefined;
    return { resource, document: JSON.parse(text.startsWith("%7B") ? decodeURIComponent(text) : text) as JsonObject };
}
