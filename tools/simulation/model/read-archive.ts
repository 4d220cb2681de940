import { type Lookup, objectsOf, ownOrInline, partOf, regionOf, type Resource, textOf } from "./resource";
import { resourceTypes } from "../../recording/resource-types";
import type { Bucket, FindingsExport, Key, StackModel } from "./stack-model";

export function readArchive(all: Lookup, partition: string): Pick<StackModel, "exports" | "keys" | "buckets"> {
    const policies = all(resourceTypes.keyPolicy);
    const aliases = all(resourceTypes.keyAlias);
    const bucketPolicies = all(resourceTypes.bucketPolicy);
    return {
        exports: [
            ...all(resourceTypes.destination).map(readDestination),
            ...all(resourceTypes.macieExport).map((one) => readClassificationExport(one, partition)),
        ],
        keys: all(resourceTypes.key).map((key) => readKey(key, policies, aliases)),
        buckets: all(resourceTypes.bucket).map((bucket) => readBucket(bucket, bucketPolicies)),
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

function readBucket(bucket: Resource, policies: readonly Resource[]): Bucket {
    const name = textOf(bucket, "bucket") ?? bucket.id;
    return {
        ...partOf(bucket),
        arn: textOf(bucket, "arn") ?? "",
        policy: ownOrInline(
            policies.find((policy) => textOf(policy, "bucket") === name),
            bucket,
        ),
    };
}
