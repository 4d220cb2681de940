import type { Lookup } from "./read-model";
import { objectsOf, policyOf, regionOf, type Resource, textOf } from "./resource";
import { modelledTypes } from "./resource-types";
import type { Bucket, FindingsExport, Key, StackModel } from "./stack-model";

export function readArchive(all: Lookup): Pick<StackModel, "exports" | "keys" | "buckets"> {
    const policies = all(modelledTypes.keyPolicy);
    const aliases = all(modelledTypes.alias);
    const bucketPolicies = all(modelledTypes.bucketPolicy);
    return {
        exports: [
            ...all(modelledTypes.publishingDestination).map(readDestination),
            ...all(modelledTypes.classificationExport).map(readClassificationExport),
        ],
        keys: all(modelledTypes.key).map((key) => readKey(key, policies, aliases)),
        buckets: all(modelledTypes.bucket).map((bucket) => readBucket(bucket, bucketPolicies)),
    };
}

function readDestination(destination: Resource): FindingsExport {
    const [bucketArn = "", ...prefix] = (textOf(destination, "destinationArn") ?? "").split("/");
    return {
        service: "guardDuty",
        resource: destination.resource,
        region: regionOf(destination),
        detectorId: textOf(destination, "detectorId"),
        bucketArn,
        prefix: prefix.length > 0 ? prefix.join("/") : undefined,
        keyArn: textOf(destination, "kmsKeyArn"),
    };
}

function readClassificationExport(configuration: Resource): FindingsExport {
    const [{ bucketName, keyPrefix, kmsKeyArn } = {}] = objectsOf(configuration, "s3Destination");
    return {
        service: "macie",
        resource: configuration.resource,
        region: regionOf(configuration),
        detectorId: undefined,
        bucketArn: typeof bucketName === "string" ? `arn:aws:s3:::${bucketName}` : "",
        prefix: typeof keyPrefix === "string" && keyPrefix !== "" ? keyPrefix : undefined,
        keyArn: typeof kmsKeyArn === "string" ? kmsKeyArn : undefined,
    };
}

function readKey(key: Resource, policies: readonly Resource[], aliases: readonly Resource[]): Key {
    const arn = textOf(key, "arn") ?? "";
    const keyId = arn.split("/").at(-1) ?? key.id;
    const names = [keyId, arn, key.id];
    const region = regionOf(key);
    const isOfKey = (name: string | undefined) => name !== undefined && names.includes(name);
    const own = policies.find((policy) => regionOf(policy) === region && isOfKey(textOf(policy, "keyId")));
    const calledSo = aliases.filter((alias) => regionOf(alias) === region && isOfKey(textOf(alias, "targetKeyId")));
    return {
        resource: key.resource,
        region,
        arn,
        names: [...names, ...calledSo.flatMap((alias) => aliasNames(alias, arn))],
        enabled: key.properties.isEnabled !== false,
        policy: own === undefined ? policyOf(key, "policy") : policyOf(own, "policy"),
    };
}

function aliasNames(alias: Resource, keyArn: string): string[] {
    const name = textOf(alias, "name") ?? alias.id;
    return [name, keyArn.replace(/key\/.*$/, name)];
}

function readBucket(bucket: Resource, policies: readonly Resource[]): Bucket {
    const name = textOf(bucket, "bucket") ?? bucket.id;
    const own = policies.find((policy) => textOf(policy, "bucket") === name);
    return {
        resource: bucket.resource,
        region: regionOf(bucket),
        arn: textOf(bucket, "arn") ?? "",
        policy: own === undefined ? policyOf(bucket, "policy") : policyOf(own, "policy"),
    };
}
