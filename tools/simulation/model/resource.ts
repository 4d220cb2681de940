import { labelOf, type ResourceRef } from "../../proof/report";
import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import { isJsonObject, type JsonObject, type JsonValue } from "../../evaluators/json";
import { UserError } from "../../cli/user-error";
import type { ExportedResource } from "../../recording/stack-export";
import type { Policy } from "./stack-model";

/** A resource of a stack, whether recorded or deployed, as the readers of the model see it. */
export interface Resource {
    readonly type: string;
    /** Type and name, which is how reports speak of it. */
    readonly resource: ResourceRef;
    readonly id: string;
    /** Outputs, and the inputs that AWS did not answer with. */
    readonly properties: JsonObject;
}

/** @returns undefined for components */
export function resourceOf({ urn, type, custom, id, inputs, outputs }: ExportedResource): Resource | undefined {
    if (!custom) return undefined;
    const name = urn.split("::").slice(3).join("::");
    const properties = { ...inputs, ...outputs } as JsonObject;
    const hasSecrets = JSON.stringify(properties).includes(specialSigKey);
    return {
        type,
        resource: { type, name },
        id: id ?? "",
        properties: hasSecrets ? (revealed(properties) as JsonObject) : properties,
    };
}

/** What an unreadable secret becomes. */
const secret = "[secret]";

/** Secrets are readable after `pulumi stack export --show-secrets`; any other becomes a word that says what it was. */
function revealed(value: JsonValue): JsonValue {
    if (Array.isArray(value)) return value.map(revealed);
    if (!isJsonObject(value)) return value;
    if (value[specialSigKey] === specialSecretSig)
        return typeof value.plaintext === "string" ? (JSON.parse(value.plaintext) as JsonValue) : secret;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, revealed(item)]));
}

/** A property that is text, and not the empty text by which AWS says "none". */
export function textOf({ properties }: Resource, name: string): string | undefined {
    const value = properties[name];
    return typeof value === "string" && value !== "" ? value : undefined;
}

/** The objects in a property: one, several in a list, or none. */
export function objectsOf({ properties }: Resource, name: string): JsonObject[] {
    const value = properties[name];
    return (Array.isArray(value) ? value : [value]).filter(isJsonObject);
}

/** Where the resource is: IAM has no Region, and provider 7 says it for everything else. */
export function regionOf(resource: Resource): string {
    return textOf(resource, "region") ?? textOf(resource, "arn")?.split(":")[3] ?? "";
}

/**
 * A policy, which Pulumi takes as text or as an object.
 *
 * @throws UserError when the text is no JSON
 */
export function policyOf(resource: Resource, name: string): Policy | undefined {
    const value = resource.properties[name];
    if (isJsonObject(value)) return { resource: resource.resource, document: value };
    if (typeof value !== "string" || value === "") return undefined;
    if (value === secret)
        throw new UserError(
            `The ${name} of ${labelOf(resource.resource)} is a secret: export the stack with --show-secrets.`,
        );
    try {
        return { resource: resource.resource, document: JSON.parse(value) as JsonObject };
    } catch {
        throw new UserError(
            `The ${name} of ${labelOf(resource.resource)} is no JSON, so nothing can be said about this stack.`,
        );
    }
}
