import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../../evaluators/json";
import { UserError } from "../../cli/user-error";
import { labelOf, type ResourceRef } from "../../proof/report";
import { isPulumiSecret, replaceSecrets } from "../../recording/secrets";
import type { ExportedResource } from "../../recording/stack-export";
import type { Part, Policy } from "./stack-model";

/** A resource, whether recorded, exported, or read from an account, as the readers of the model see it. */
export interface Resource {
    /** Pulumi's. */
    readonly type: string;
    /** As reports name it. */
    readonly resource: ResourceRef;
    readonly id: string;
    /** Outputs, and inputs that are not among them. */
    readonly properties: JsonObject;
}

/** All resources of a type. */
export type Lookup = (type: string) => readonly Resource[];

/** @returns undefined for components */
export function resourceOf({ urn, type, custom, id, inputs, outputs }: ExportedResource): Resource | undefined {
    if (!custom) return undefined;
    const name = urn.split("::").slice(3).join("::");
    const properties = replaceSecrets(
        { ...inputs, ...outputs, ...archiveIn(inputs) },
        isPulumiSecret,
        revealed,
    ) as JsonObject;
    return { type, resource: { type, name }, id: id ?? "", properties };
}

/** Only the inputs have what is in an archive. */
function archiveIn({ code }: NonNullable<ExportedResource["inputs"]> = {}) {
    return code === undefined ? {} : { code };
}

/** What takes the place of a secret that cannot be read. */
const unreadable = "[secret]";

/** Secrets are readable after `pulumi stack export --show-secrets`. */
function revealed({ plaintext }: { readonly plaintext?: string }): JsonValue {
    return plaintext === undefined ? unreadable : parseJson(plaintext, refused("A secret of the state"));
}

/** A text property; undefined for the empty text by which AWS means "none". */
export function textOf({ properties }: Resource, name: string): string | undefined {
    const value = properties[name];
    return typeof value === "string" && value !== "" ? value : undefined;
}

/** A number in a property, also one that is written as text, as AWS answers. */
export function numberOf({ properties }: Resource, name: string): number | undefined {
    const value = properties[name];
    return value === undefined || value === null || value === "" ? undefined : Number(value);
}

/** The texts of a list in a property. */
export function textsOf({ properties }: Resource, name: string): string[] {
    const value = properties[name];
    return Array.isArray(value) ? value.map(String) : [];
}

/** The objects in a property: one, several in a list, or none. */
export function objectsOf(resource: Resource | undefined, name: string): JsonObject[] {
    return objectsIn(resource?.properties[name]);
}

/** The same in a value. */
export function objectsIn(value: JsonValue | undefined): JsonObject[] {
    return (Array.isArray(value) ? value : [value]).filter(isJsonObject);
}

/** The queue that the redrive policy of a queue or a subscription names. */
export function deadLetterArnIn(resource: Resource): string | undefined {
    const [, arn] = /"deadLetterTargetArn"\s*:\s*"([^"]*)"/.exec(textOf(resource, "redrivePolicy") ?? "") ?? [];
    return arn;
}

/** Where a resource is: IAM has no Region, and version 7 of the provider states it for everything else. */
export function regionOf(resource: Resource): string {
    return textOf(resource, "region") ?? textOf(resource, "arn")?.split(":")[3] ?? "";
}

/** Reference and Region, which every part of the model has. */
export function partOf(resource: Resource): Part {
    return { resource: resource.resource, region: regionOf(resource) };
}

/** The policy in a resource of its own, or else in the resource that it protects. */
export function ownOrInline(own: Resource | undefined, inline: Resource): Policy | undefined {
    return policyOf(own ?? inline, "policy");
}

/**
 * A policy, which Pulumi accepts as text or as an object.
 *
 * @throws UserError when the text is not a JSON object
 */
export function policyOf({ resource, properties }: Resource, name: string): Policy | undefined {
    const value = properties[name];
    if (isJsonObject(value)) return { resource, document: value };
    if (typeof value !== "string" || value === "") return undefined;
    if (value === unreadable)
        throw new UserError(`The ${name} of ${labelOf(resource)} is a secret: export the stack with --show-secrets.`);
    const refuse = refused(`The ${name} of ${labelOf(resource)}`);
    const document = parseJson(value, refuse);
    if (!isJsonObject(document)) throw refuse("is not a JSON object");
    return { resource, document };
}

function refused(what: string) {
    return (problem: string) => new UserError(`${what} ${problem}, so the stack cannot be rehearsed.`);
}
