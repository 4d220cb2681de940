import { kindOf, type ResourceKind } from "../../recording/resource-types";

/** What the model is made of. */
export const modelledKinds = [
    ...(["detector", "macie", "inspector", "destination", "macieExport"] as const),
    ...(["key", "keyPolicy", "keyAlias", "bucket", "bucketPolicy", "role", "rolePolicy"] as const),
    ...(["bus", "busPolicy", "eventArchive", "rule", "target", "queue", "queuePolicy"] as const),
    ...(["topic", "topicPolicy", "subscription", "alarm"] as const),
] as const satisfies readonly ResourceKind[];

/** What cannot stop a finding: settings of services, storage classes, names, dashboards, networks. */
const ignoredKinds = [
    "detectorFeature",
    "registryRules",
    "repository",
    "imageLifecycle",
    "dashboard",
    // Service principals are not the public, and name the key of each object themselves.
    "bucketAccessBlock",
    "bucketOwnership",
    "bucketVersioning",
    "bucketEncryption",
    "bucketLifecycle",
    "rolePolicyAttachment",
    "instanceProfile",
    "instance",
    "vpc",
    "defaultSecurityGroup",
    "internetGateway",
    "subnet",
    "routeTable",
    "routeTableAssociation",
    "securityGroup",
] satisfies readonly ResourceKind[];

const known: ReadonlySet<string | undefined> = new Set([...modelledKinds, ...ignoredKinds]);

/** Whether the rehearsal knows how resources of a type affect findings, if only that they do not. */
export function isKnown(type: string): boolean {
    return known.has(kindOf(type)) || type.startsWith("pulumi:");
}
