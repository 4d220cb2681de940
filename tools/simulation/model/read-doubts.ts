import { isJsonObject, type JsonValue } from "../../evaluators/json";
import { labelOf } from "../../proof/report";
import { kindOf, type ResourceKind } from "../../recording/resource-types";
import { isFilter } from "./read-filters";
import { regionOf, type Resource, textOf } from "./resource";
import { stopsNothing, isKnown } from "./resource-types";
import type { Doubt, RunningService } from "./stack-model";

/** Properties that can stop a finding and that nothing here evaluates. */
const unreadProperties: Partial<Record<ResourceKind, readonly string[]>> = {
    bus: ["kmsKeyIdentifier"],
    eventArchive: ["kmsKeyIdentifier"],
    role: ["permissionsBoundary", "managedPolicyArns"],
};

/** The property by which a document says whose it is. */
const ownerProperties: Partial<Record<ResourceKind, string>> = {
    topicPolicy: "arn",
    keyPolicy: "keyId",
    bucketPolicy: "bucket",
    rolePolicy: "role",
    queuePolicy: "queueUrl",
    busPolicy: "eventBusName",
};

/**
 * What is on the path of findings and cannot be judged: a modelled resource in a form that is not modelled; and a resource
 * of an unknown type that names a modelled one, or is of a service that makes findings.
 */
export function readDoubts(resources: readonly Resource[], services: readonly RunningService[]): Doubt[] {
    const modelled = resources.filter(({ type }) => isKnown(type) && !isAttachment(type));
    const unknown = resources.filter(({ type }) => isAttachment(type) || !(isKnown(type) || isFilter(type)));
    return [
        ...modelled.flatMap((one) => unreadForm(one, modelled)),
        ...unknown
            .filter(({ type }) => !stopsNothing(type))
            .flatMap((one) => unknownOnThePath(one, modelled, services)),
    ];
}

/** What is attached to a role is a document elsewhere, which may also deny. */
function isAttachment(type: string): boolean {
    return kindOf(type) === "rolePolicyAttachment";
}

function unreadForm(one: Resource, modelled: readonly Resource[]): Doubt[] {
    const kind = kindOf(one.type);
    const names = kind === undefined ? [] : (unreadProperties[kind] ?? []);
    return names
        .filter((name) => textsIn(one.properties[name]).some((text) => text !== ""))
        .map((name) => ({
            resource: one.resource,
            about: named(identitiesOf(one), modelled),
            reason: `Its ${name} is ${JSON.stringify(one.properties[name])}, and what that stops is not rehearsed.`,
        }));
}

function unknownOnThePath(one: Resource, modelled: readonly Resource[], services: readonly RunningService[]): Doubt[] {
    const type = `${one.type} ${textOf(one, "typeName") ?? ""}`.toLowerCase();
    const ofService = services.filter(
        ({ service, region }) => type.includes(service.toLowerCase()) && region === regionOf(one),
    );
    const about = [...named(textsIn(one.properties), modelled), ...ofService.map(({ resource }) => labelOf(resource))];
    const reason = `What a resource of this type does to ${about[0] ?? ""} is not rehearsed.`;
    return about.length === 0 ? [] : [{ resource: one.resource, about, reason }];
}

/** The resources that texts name, and their documents. */
function named(texts: readonly string[], modelled: readonly Resource[]): string[] {
    // A long ID is unmistakable inside a document or a command, too; a short name only where it stands alone.
    const isNamed = (identity: string) =>
        texts.some((text) => text === identity || (identity.length > 20 && text.includes(identity)));
    return modelled.filter((part) => identitiesOf(part).some(isNamed)).map(({ resource }) => labelOf(resource));
}

/** The ID of Macie, and of Inspector's enabler, is the account's, which says nothing. A target's ARN is another's. */
function identitiesOf(part: Resource): string[] {
    const kind = kindOf(part.type);
    const owner = kind === undefined ? undefined : ownerProperties[kind];
    const arn = kind === "target" ? undefined : textOf(part, "arn");
    return [part.id, arn, owner && textOf(part, owner)].filter(
        (name): name is string => name !== undefined && name !== "" && !/^\d{12}/.test(name),
    );
}

function textsIn(value: JsonValue | undefined): string[] {
    if (typeof value === "string") return [value];
    const parts = Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
    return parts.flatMap(textsIn);
}
