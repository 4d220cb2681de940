import type { RecordedResource } from "../recording/recorder";
import type { ResourceKind } from "../recording/resource-types";
import { countsOfPlans, countsOfScans } from "./counts";
import type { BilledService } from "./services";

/** Something that is billed for as long as it exists. */
export interface FixedPart {
    readonly service: BilledService;
    readonly what: string;
    readonly billedBy: string;
}

/** Something that is billed by how much of it there is in a month. */
export interface Driver {
    readonly service: BilledService;
    /** What AWS counts. */
    readonly counts: string;
}

interface Billing {
    readonly fixed?: readonly FixedPart[];
    readonly drivers?: readonly Driver[];
}

/** What a resource bills by; `guardDutyOn` says whether its Region has a detector that is not suspended. */
type BillingRule = (inputs: RecordedResource["inputs"], guardDutyOn: boolean) => Billing;

type FreeSetting = "Policy" | "AccessBlock" | "Ownership" | "Versioning" | "Encryption" | "ObjectLock";
type FreeArchive = "logStream" | "table" | "namedQuery";
type FreePath =
    | "lambdaPermission"
    | "slackChannel"
    | "teamsChannel"
    | "destination"
    | "macieExport"
    | "registryRules"
    | "bus"
    | "busPolicy"
    | "rule"
    | "queuePolicy";
type FreeNotifications =
    "notificationHub" | "notificationConfiguration" | "notificationEventRule" | "emailContact" | "channelAssociation";
type FreeRole = "role" | "rolePolicy" | "rolePolicyAttachment" | "instanceProfile";
type FreeNetwork = "vpc" | "defaultSecurityGroup" | "internetGateway" | "subnet" | "routeTable" | "securityGroup";

/** The types that cost nothing. */
type Free =
    | (`bucket${FreeSetting}` | "keyPolicy" | "keyAlias" | FreePath | FreeArchive | "topicPolicy")
    | (FreeRole | FreeNotifications | FreeNetwork | "routeTableAssociation" | "imageLifecycle");

/** What each other resource type bills by: one without a rule does not compile. */
export const billingOf: Readonly<Record<Exclude<ResourceKind, Free>, BillingRule>> = {
    detector: (_, guardDutyOn) =>
        uses(
            "GuardDuty",
            guardDutyOn && "CloudTrail management events; those of global services count in every Region",
            guardDutyOn && "GB of VPC flow logs and DNS query logs, whether you keep such logs or not",
        ),
    detectorFeature: ({ name, status }, guardDutyOn) =>
        uses("GuardDuty", ...(guardDutyOn && status === "ENABLED" ? picked(countsOfPlans, [name]) : [])),
    macie: ({ status }) =>
        status === "PAUSED"
            ? {}
            : uses(
                  "Macie",
                  "S3 buckets evaluated",
                  "objects in them, where automated discovery is on",
                  "GB inspected by automated discovery, or by your jobs",
              ),
    inspector: ({ resourceTypes }) =>
        uses("Inspector", ...picked(countsOfScans, Array.isArray(resourceTypes) ? resourceTypes : [])),

    key: () => ({
        fixed: [{ service: "KMS", what: "key", billedBy: "month; rotation adds to it" }],
        ...uses("KMS", "requests to the keys, a few for each exported object and each alert"),
    }),
    bucket: ({ tags }) => {
        const counts: Readonly<Record<string, readonly string[]>> = {
            NotifierMemory: ["requests: each run of the notifier reads and writes its memory"],
            FindingQueries: ["GB of query results, for a week"],
            ArchiveReplica: ["GB of the replica in S3 Standard"],
        };
        const ofArchive = ["GB of findings in S3 Standard", "objects written by GuardDuty, Macie and Firehose"];
        return uses("S3", ...(counts[componentIn(tags) ?? ""] ?? ofArchive));
    },
    bucketLifecycle: ({ rules }) =>
        uses(
            "S3",
            ...storageClasses(rules).flatMap((name) => [
                `GB of findings in storage class ${name}`,
                `objects moved to storage class ${name}`,
            ]),
        ),

    // It is counted where the archive is.
    bucketReplication: () => uses("S3", "objects replicated, and GB sent to the replica's Region"),
    bucketLogging: () => uses("S3", "GB of access logs, in your own bucket"),
    deliveryStream: () => uses("Firehose", "GB of events taken in, each rounded up to 5 KB"),
    database: () => uses("Glue", "objects in the Data Catalog, and requests to it: a million of each a month are free"),
    workgroup: () => uses("Athena", "TB scanned, only when somebody asks; a query counts as 10 MB at least"),

    target: () => uses("EventBridge", "findings and alarms sent on to another event bus"),
    eventArchive: () =>
        uses("EventBridge", "GB of events put into the event archive", "GB that the event archive holds"),
    queue: () => uses("SQS", "requests, three for each dead letter"),
    topic: ({ tags }) => {
        const counts: Readonly<Record<string, string>> = {
            MailTopic: "mails and alarms published to the mail topic",
            RouteTopics: "mails and chat messages published to the topics of routes",
            EventsTopic: "findings published to the events topic",
        };
        return uses("SNS", counts[componentIn(tags) ?? ""] ?? "alerts published to the topic");
    },
    // What SNS delivers to SQS costs nothing.
    subscription: ({ protocol }) =>
        uses(
            "SNS",
            protocol === "email" && "mails, counted for each address",
            protocol === "https" && "HTTPS calls: alerts times endpoints",
        ),
    schedule: ({ scheduleExpression }) =>
        String(scheduleExpression).startsWith("rate")
            ? uses("EventBridge", "heartbeats: four custom events an hour and Region, each from a schedule")
            : uses("CloudWatch", "metrics that the weekly mail asks for"),
    alarm: () => ({ fixed: [{ service: "CloudWatch", what: "alarm", billedBy: "month" }] }),
    dashboard: () => ({ fixed: [{ service: "CloudWatch", what: "dashboard", billedBy: "month" }] }),

    function: ({ memorySize }) =>
        uses(
            "Lambda",
            "requests: runs of the notifier, one for each batch of alerts",
            `GB-seconds: how long they take, at ${String(memorySize)} MB`,
        ),
    eventSourceMapping: () =>
        uses("SQS", "requests for each alert on its way to the notifier, and for polling while there is none"),
    logGroup: ({ tags }) => {
        const whose = componentIn(tags) === "FindingsStream" ? "findings stream's" : "notifier's";
        return uses("CloudWatch", `GB of the ${whose} log, taken in and kept`);
    },

    instance: ({ instanceType, associatePublicIpAddress, rootBlockDevice }) => ({
        fixed: [
            { service: "EC2", what: `${String(instanceType)} instance`, billedBy: "second while it runs" },
            ...(associatePublicIpAddress === true ? [publicAddress] : []),
            { service: "EBS", what: `${volumeSize(rootBlockDevice)} GB volume`, billedBy: "GB and month" },
        ],
    }),
    repository: () => uses("ECR", "GB of images in the scan target's repository"),
};

const publicAddress: FixedPart = { service: "VPC", what: "public IPv4 address", billedBy: "hour" };

/** What a service counts, if it does. */
function uses(service: BilledService, ...counts: readonly (string | false)[]): Billing {
    return { drivers: counts.filter((one) => one !== false).map((one) => ({ service, counts: one })) };
}

/** What stands under these keys in the table. */
function picked(table: Readonly<Record<string, readonly string[]>>, keys: readonly unknown[]): string[] {
    return Object.entries(table).flatMap(([key, own]) => (keys.includes(key) ? own : []));
}

/** The component that a resource is part of. */
function componentIn(tags: unknown): string | undefined {
    return (tags as { readonly Component?: string } | undefined)?.Component;
}

/** The storage classes that lifecycle rules move objects to. */
function storageClasses(rules: unknown): string[] {
    const all = (rules ?? []) as readonly { readonly transitions?: readonly { readonly storageClass: string }[] }[];
    return all.flatMap(({ transitions = [] }) => transitions.map(({ storageClass }) => storageClass));
}

/** The root volume of an Amazon Linux 2023 image has 8 GB unless the instance asks for more. */
function volumeSize(device: unknown): number {
    const { volumeSize: size = 8 } = (device ?? {}) as { readonly volumeSize?: number };
    return size;
}
