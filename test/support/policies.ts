import type { PolicyDocument } from "@pulumi/aws/iam";
import type { RecordedResource } from "./record";

/** A policy as the resource sends it, whether as an object or as JSON. */
export function policyOf(resource: RecordedResource, input = "policy"): PolicyDocument {
    const policy = resource.inputs[input];
    return (typeof policy === "string" ? JSON.parse(policy) : policy) as PolicyDocument;
}
