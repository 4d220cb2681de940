import { isJsonObject, type JsonValue } from "../../evaluators/json";
import type { DefaultRetention, DeliveryStream, EventTable, Replication } from "./archive-model";
import { type Lookup, objectsIn, objectsOf, ownOrInline, partOf, regionOf, type Resource, textOf } from "./resource";
import { resourceTypes } from "../../recording/resource-types";
import type { Bucket, FindingsExport, Key, StackModel } from "./stack-model";

type ArchiveParts = Pick<StackModel, "exports" | "keys" | "buckets" | "streams" | "tables">;

export function readArchive(all: Lookup, partition: string): ArchiveParts {
    const policies = all(resourceTypes.keyPolicy);
    const aliases = all(resourceTypes.keyAlias);
    return {
        exports: [
            ...all(resourceTypes.destination).map(readDestination),
            ...all(resourceTypes.macieExport).map((one) => readClassificationExport(one, partition)),
        ],
        keys: all(resourceTypes.key).map((key) => readKey(key, policies, aliases)),
        buckets: all(resourceTypes.bucket).map((bucket) => readBucket(bucket, all)),
        streams: all(resourceTypes.deliveryStream).map(readStream),
        tables: all(resourceTypes.table).flatMap(readTable),
    };
}

function readDestination(destination: Resource): FindingsExport {
    const [bucketArn = "", ...prefix] = (textOf(destination, "destinationArn") ?? "").split("/");
    return {
        ...partOf(destination),
        service: "guardDuty",
        detectorId: textOf(destination, "detectorId"),
        bucketArn,
        prefix: prefix.length > 0 ? prefix.join("/") : undefined,
        keyArn: textOf(destination, "kmsKeyArn"),
        status: textOf(destination, "status"),
    };
}

function readClassificationExport(configuration: Resource, partition: string): FindingsExport {
    const [{ bucketName, keyPrefix, kmsKeyArn } = {}] = objectsOf(configuration, "s3Destination");
    return {
        ...partOf(configuration),
        service: "macie",
        detectorId: undefined,
        bucketArn: typeof bucketName === "string" ? `arn:${partition}:s3:::${bucketName}` : "",
        prefix: typeof keyPrefix === "string" && keyPrefix !== "" ? keyPrefix : undefined,
        keyArn: typeof kmsKeyArn === "string" ? kmsKeyArn : undefined,
        status: undefined,
    };
}

function readKey(key: Resource, policies: readonly Resource[], aliases: readonly Resource[]): Key {
    const arn = textOf(key, "arn") ?? "";
    const names = [arn.split("/").at(-1) ?? key.id, arn, key.id];
    const region = regionOf(key);
    const refersToKey = (other: Resource, property: string) =>
        regionOf(other) === region && names.includes(textOf(other, property) ?? "");
    const ownAliases = aliases.filter((alias) => refersToKey(alias, "targetKeyId"));
    return {
        ...partOf(key),
        arn,
        names: [...names, ...ownAliases.flatMap((alias) => aliasNames(alias, arn))],
        enabled: key.properties.isEnabled !== false,
        policy: ownOrInline(
            policies.find((policy) => refersToKey(policy, "keyId")),
            key,
        ),
    };
}

function aliasNames(alias: Resource, keyArn: string): string[] {
    const name = textOf(alias, "name") ?? alias.id;
    return [name, keyArn.replace(/key\/.*$/, name)];
}

function readBucket(bucket: Resource, all: Lookup): Bucket {
    const name = textOf(bucket, "bucket") ?? bucket.id;
    const ofBucket = (type: string) => all(type).find((one) => textOf(one, "bucket") === name);
    const encryption = ofBucket(resourceTypes.bucketEncryption);
    const [{ applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled } = {}] = objectsOf(encryption, "rules");
    const keyName = isJsonObject(byDefault) ? byDefault.kmsMasterKeyId : undefined;
    return {
        ...partOf(bucket),
        name,
        arn: textOf(bucket, "arn") ?? "",
        policy: ownOrInline(ofBucket(resourceTypes.bucketPolicy), bucket),
        keyName: typeof keyName === "string" && keyName !== "" ? keyName : undefined,
        hasBucketKey: bucketKeyEnabled === true,
        isVersioned: objectsOf(ofBucket(resourceTypes.bucketVersioning), "versioningConfiguration").some(
            ({ status }) => status === "Enabled",
        ),
        retention: readRetention(ofBucket(resourceTypes.bucketObjectLock)),
        replication: readReplication(ofBucket(resourceTypes.bucketReplication)),
    };
}

function readRetention(lock: Resource | undefined): DefaultRetention | undefined {
    const [{ defaultRetention } = {}] = objectsOf(lock, "rule");
    if (lock === undefined || !isJsonObject(defaultRetention)) return undefined;
    const { mode, days, years } = defaultRetention;
    return { resource: lock.resource, mode: textIn(mode), days: Number(days ?? 0) || Number(years ?? 0) * 365 };
}

function readReplication(one: Resource | undefined): Replication | undefined {
    const [{ status, filter, destination, sourceSelectionCriteria: selection } = {}] = objectsOf(one, "rules");
    if (one === undefined || !isJsonObject(destination)) return undefined;
    const { bucket, encryptionConfiguration: encryption } = destination;
    const encrypted = isJsonObject(selection) ? selection.sseKmsEncryptedObjects : undefined;
    return {
        resource: one.resource,
        roleArn: textOf(one, "role"),
        enabled: status === "Enabled",
        prefix: isJsonObject(filter) ? textIn(filter.prefix) : "",
        copiesEncrypted: isJsonObject(encrypted) && encrypted.status === "Enabled",
        bucketArn: textIn(bucket),
        keyArn: isJsonObject(encryption) ? textIn(encryption.replicaKmsKeyId) : "",
    };
}

function textIn(value: JsonValue | undefined): string {
    return typeof value === "string" ? value : "";
}

/** What is not set is AWS's default. */
function readStream(stream: Resource): DeliveryStream {
    const [s3 = {}] = objectsOf(stream, "extendedS3Configuration");
    const text = (name: string) => textIn(s3[name]) || undefined;
    const { processingConfiguration: processing } = s3;
    const processors = isJsonObject(processing) && processing.enabled !== false ? objectsIn(processing.processors) : [];
    const appending = processors.find(({ type }) => type === "AppendDelimiterToRecord");
    const delimiter = objectsIn(appending?.parameters).find(({ parameterName }) => parameterName === "Delimiter");
    return {
        ...partOf(stream),
        name: textOf(stream, "name") ?? stream.id,
        arn: textOf(stream, "arn") ?? "",
        destination: textOf(stream, "destination") ?? "",
        roleArn: text("roleArn"),
        bucketArn: text("bucketArn") ?? "",
        keyArn: text("kmsKeyArn"),
        prefix: text("prefix") ?? "",
        errorPrefix: text("errorOutputPrefix") ?? "",
        timeZone: text("customTimeZone") ?? "UTC",
        compression: text("compressionFormat") ?? "UNCOMPRESSED",
        delimiter: typeof delimiter?.parameterValue === "string" ? delimiter.parameterValue : undefined,
        otherProcessors: processors.filter((one) => one !== appending).map(({ type }) => JSON.stringify(type)),
    };
}

/** A table without a template is of something else. */
function readTable(table: Resource): EventTable[] {
    const [parameters = {}] = objectsOf(table, "parameters");
    const { "storage.location.template": location, "projection.dt.format": dayFormat } = parameters;
    return typeof location === "string" ? [{ resource: table.resource, location, dayFormat: textIn(dayFormat) }] : [];
}
