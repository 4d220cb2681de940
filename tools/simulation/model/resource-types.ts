import { kindOf, type ResourceKind } from "../../recording/resource-types";

/** What the model is made of. */
export const modelledKinds = [
    ...(["detector", "macie", "inspector", "destination", "macieExport"] as const),
    ...(["deliveryStream", "table", "bucketVersioning", "bucketObjectLock", "bucketReplication"] as const),
    ...(["key", "keyPolicy", "keyAlias", "bucket", "bucketPolicy", "bucketEncryption", "role", "rolePolicy"] as const),
    ...(["bus", "busPolicy", "eventArchive", "rule", "target", "queue", "queuePolicy"] as const),
    ...(["topic", "topicPolicy", "subscription", "alarm", "function", "eventSourceMapping", "schedule"] as const),
    ...(["lambdaPermission", "slackChannel", "teamsChannel", "notificationHub", "notificationConfiguration"] as const),
    ...(["notificationEventRule", "emailContact", "channelAssociation"] as const),
] as const satisfies readonly ResourceKind[];

/** What cannot stop a finding: settings of services, storage classes, names, dashboards, networks. */
const ignoredKinds = [
    "detectorFeature",
    "registryRules",
    "repository",
    "imageLifecycle",
    "dashboard",
    "logGroup",
    // Service principals are not the public, and name the key of each object themselves.
    "bucketAccessBlock",
    "bucketOwnership",
    "bucketLifecycle",
    "bucketLogging",
    "logStream",
    // They read what is in the bucket.
    "database",
    "workgroup",
    "namedQuery",
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
    // Who administers whom, and where else the services are on: a member's finding has the path of the account's own.
    ...(["serviceAccess", "serviceLinkedRole", "guardDutyAdministrator", "macieAdministrator"] as const),
    ...(["inspectorAdministrator", "guardDutyMembers", "guardDutyMembersFeature", "macieMembers"] as const),
    ...(["macieMember", "inspectorMembers", "inspectorMember"] as const),
] satisfies readonly ResourceKind[];

/** Beginnings of types that name a resource on the path only to read it, to be told by it, or to find more. */
const harmlessTypes = [
    ...["aws:lambda/", "aws:ssm/", "aws:athena/", "aws:glue/", "aws:cloudwatch/log", "aws:cloudwatch/compositeAlarm:"],
    ...["aws:guardduty/threatIntelSet:", "aws:guardduty/malwareProtectionPlan:"],
    ...["aws:macie/customDataIdentifier:", "aws:macie2/classificationJob:"],
    ...["aws:s3/bucketNotification:", "aws:s3/bucketLogging:", "aws:s3/bucketMetric:", "aws:s3/inventory:"],
] as const;

/** Whether resources of a type can stop no finding, whichever resource they name. */
export function stopsNothing(type: string): boolean {
    return harmlessTypes.some((beginning) => type.startsWith(beginning));
}

const known: ReadonlySet<string | undefined> = new Set([...modelledKinds, ...ignoredKinds]);

/** Whether the rehearsal knows how resources of a type affect findings, if only that they do not. */
export function isKnown(type: string): boolean {
    return known.has(kindOf(type)) || type.startsWith("pulumi:");
}
