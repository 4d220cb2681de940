import type { RecordedResource } from "../recording/recorder";
import type { ResourceKind } from "../recording/resource-types";
import { countsOfDetector, countsOfMacie, countsOfPlans, countsOfScans } from "./counts";
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
    /** In which accounts of the organization, each billed for its own. @default - in this account */
    readonly accounts?: Accounts;
}

/** Every one, those that join from now on, those that the administrator's stack names. */
export type Accounts = "ALL" | "NEW" | "MEMBERS";

interface Billing {
    readonly fixed?: readonly FixedPart[];
    readonly drivers?: readonly Driver[];
}

/** What a rule knows besides the resource. */
interface Surroundings {
    /** Whether the Region has a detector that is not suspended. */
    readonly guardDutyOn: boolean;
    /** Twelve digits. */
    readonly account: string;
}

/** What a resource bills by. */
type BillingRule = (inputs: RecordedResource["inputs"], surroundings: Surroundings) => Billing;

type FreeSetting = "Policy" | "AccessBlock" | "Ownership" | "Versioning" | "Encryption" | "ObjectLock";
type FreeArchive = "logStream" | "table" | "namedQuery";
type FreePath =
    | ("lambdaPermission" | "slackChannel" | "teamsChannel" | "destination" | "macieExport" | "registryRules")
    | ("bus" | "busPolicy" | "rule" | "queuePolicy");
type FreeNotifications =
    "notificationHub" | "notificationConfiguration" | "notificationEventRule" | "emailContact" | "channelAssociation";
type FreeRole = "role" | "rolePolicy" | "rolePolicyAttachment" | "instanceProfile";
type FreeNetwork = "vpc" | "defaultSecurityGroup" | "internetGateway" | "subnet" | "routeTable" | "securityGroup";

type FreeOrganization =
    | ("organization" | "existingDetector" | "serviceAccess" | "serviceLinkedRole" | "inspectorMember")
    | ("guardDutyAdministrator" | "macieAdministrator" | "inspectorAdministrator");

/** The types that cost nothing. */
type Free =
    | (`bucket${FreeSetting}` | "keyPolicy" | "keyAlias" | FreePath | FreeArchive | "topicPolicy")
    | (FreeRole | FreeNotifications | FreeNetwork | "routeTableAssociation" | "imageLifecycle" | FreeOrganization);

/** What each other resource type bills by: one without a rule does not compile. */
export const billingOf: Readonly<Record<Exclude<ResourceKind, Free>, BillingRule>> = {
    detector: (_, { guardDutyOn }) => uses("GuardDuty", ...(guardDutyOn ? countsOfDetector : [])),
    detectorFeature: ({ name, status }, { guardDutyOn }) =>
        uses("GuardDuty", ...(guardDutyOn && status === "ENABLED" ? picked(countsOfPlans, [name]) : [])),
    macie: ({ status }) => (status === "PAUSED" ? {} : uses("Macie", ...countsOfMacie)),
    inspector: ({ resourceTypes, accountIds }, { account }) => {
        const scans = uses("Inspector", ...picked(countsOfScans, Array.isArray(resourceTypes) ? resourceTypes : []));
        return (accountIds as readonly string[]).includes(account) ? scans : within("MEMBERS", scans);
    },

    guardDutyMembers: ({ autoEnableOrganizationMembers }) =>
        within(autoEnableOrganizationMembers, uses("GuardDuty", ...countsOfDetector)),
    guardDutyMembersFeature: ({ name, autoEnable }) =>
        within(autoEnable, uses("GuardDuty", ...picked(countsOfPlans, [name]))),
    macieMembers: ({ autoEnable }) => within(autoEnable === true && "NEW", uses("Macie", ...countsOfMacie)),
    macieMember: () => within("MEMBERS", uses("Macie", ...countsOfMacie)),
    inspectorMembers: ({ autoEnable }) => {
        const scans = Object.entries(autoEnable as object).filter(([, isOn]) => isOn === true);
        const types = scans.map(([name]) => name.replace(/[A-Z]/g, "_$&").toUpperCase());
        return within("NEW", uses("Inspector", ...picked(countsOfScans, types)));
    },

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

/** The same in other accounts of the organization; nothing where it is for none of them. */
function within(accounts: unknown, { drivers = [] }: Billing): Billing {
    const isFor = (one: unknown): one is Accounts => one === "ALL" || one === "NEW" || one === "MEMBERS";
    return isFor(accounts) ? { drivers: drivers.map((driver) => ({ ...driver, accounts })) } : {};
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
