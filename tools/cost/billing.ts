import type { PlanName, ScanType } from "../../settings";
import type { RecordedResource } from "../recording/recorder";
import type { ResourceKind } from "../recording/resource-types";
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

const guardDuty = countedBy("GuardDuty");
const vcpusWithAgent = guardDuty("vCPUs that the runtime agent watches, by the hour");
const driversOfPlans: Readonly<Record<PlanName, readonly Driver[]>> = {
    S3_DATA_EVENTS: [guardDuty("S3 data events: reads and writes of objects")],
    EKS_AUDIT_LOGS: [guardDuty("EKS audit log events")],
    EBS_MALWARE_PROTECTION: [guardDuty("GB of EBS volumes scanned for malware after a finding")],
    RDS_LOGIN_EVENTS: [guardDuty("vCPUs of provisioned databases"), guardDuty("capacity units of Aurora Serverless")],
    LAMBDA_NETWORK_LOGS: [guardDuty("GB of network logs of Lambda functions")],
    RUNTIME_MONITORING: [vcpusWithAgent],
    EKS_RUNTIME_MONITORING: [vcpusWithAgent],
    AI_PROTECTION: [guardDuty("GB of data events of Bedrock, AgentCore and SageMaker")],
    AI_ANALYST: [guardDuty("investigations (preview)")],
};

const inspector = countedBy("Inspector");
const driversOfScans: Readonly<Record<ScanType, readonly Driver[]>> = {
    EC2: [inspector("EC2 instances scanned by agent"), inspector("EC2 instances scanned without agent")],
    ECR: [inspector("images scanned when pushed to ECR"), inspector("automatic re-scans of images")],
    LAMBDA: [inspector("Lambda functions scanned")],
    LAMBDA_CODE: [inspector("Lambda functions whose code is scanned")],
    CODE_REPOSITORY: [inspector("scans of code repositories")],
};

const macie = countedBy("Macie");
const eventBridge = countedBy("EventBridge");
const s3 = countedBy("S3");
const sns = countedBy("SNS");
const sqs = countedBy("SQS");
const lambda = countedBy("Lambda");
const cloudWatch = countedBy("CloudWatch");

type FreeSetting = "Policy" | "AccessBlock" | "Ownership" | "Versioning" | "Encryption";
type FreePath = "destination" | "macieExport" | "registryRules" | "bus" | "busPolicy" | "rule" | "queuePolicy";
type FreeRole = "role" | "rolePolicy" | "rolePolicyAttachment" | "instanceProfile";
type FreeNetwork = "vpc" | "defaultSecurityGroup" | "internetGateway" | "subnet" | "routeTable" | "securityGroup";

/** The types that cost nothing. */
type Free =
    | (`bucket${FreeSetting}` | "keyPolicy" | "keyAlias" | FreePath | "topicPolicy")
    | (FreeRole | FreeNetwork | "routeTableAssociation" | "imageLifecycle");

/** What each other resource type bills by: one without a rule does not compile. */
export const billingOf: Readonly<Record<Exclude<ResourceKind, Free>, BillingRule>> = {
    detector: (_, guardDutyOn) =>
        guardDutyOn
            ? drivers(
                  guardDuty("CloudTrail management events; those of global services count in every Region"),
                  guardDuty("GB of VPC flow logs and DNS query logs, whether you keep such logs or not"),
              )
            : {},
    detectorFeature: ({ name, status }, guardDutyOn) =>
        guardDutyOn && status === "ENABLED" ? drivers(...pick(driversOfPlans, [name])) : {},
    macie: ({ status }) =>
        status === "PAUSED"
            ? {}
            : drivers(
                  macie("S3 buckets evaluated"),
                  macie("objects in them, where automated discovery is on"),
                  macie("GB inspected by automated discovery, or by your jobs"),
              ),
    inspector: ({ resourceTypes }) =>
        drivers(...pick(driversOfScans, Array.isArray(resourceTypes) ? resourceTypes : [])),

    key: () => ({
        fixed: [{ service: "KMS", what: "key", billedBy: "month; rotation adds to it" }],
        ...drivers(countedBy("KMS")("requests to the keys, a few for each exported object and each alert")),
    }),
    bucket: ({ tags }) =>
        componentIn(tags) === "NotifierMemory"
            ? drivers(s3("requests: each run of the notifier reads and writes its memory"))
            : drivers(s3("GB of findings in S3 Standard"), s3("objects written by GuardDuty and Macie")),
    bucketLifecycle: ({ rules }) =>
        drivers(
            ...storageClasses(rules).flatMap((name) => [
                s3(`GB of findings in storage class ${name}`),
                s3(`objects moved to storage class ${name}`),
            ]),
        ),

    target: () => drivers(eventBridge("findings and alarms sent on to another event bus")),
    eventArchive: () =>
        drivers(eventBridge("GB of events put into the event archive"), eventBridge("GB that the event archive holds")),
    queue: () => drivers(sqs("requests, three for each dead letter")),
    topic: ({ tags }) =>
        drivers(
            componentIn(tags) === "MailTopic"
                ? sns("mails and alarms published to the mail topic")
                : sns("alerts published to the topic"),
        ),
    // What SNS delivers to SQS costs nothing.
    subscription: ({ protocol }) => ({
        drivers:
            {
                email: [sns("mails, counted for each address")],
                https: [sns("HTTPS calls: alerts times endpoints")],
            }[String(protocol)] ?? [],
    }),
    alarm: () => ({ fixed: [{ service: "CloudWatch", what: "alarm", billedBy: "month" }] }),
    dashboard: () => ({ fixed: [{ service: "CloudWatch", what: "dashboard", billedBy: "month" }] }),

    function: ({ memorySize }) =>
        drivers(
            lambda("requests: runs of the notifier, one for each batch of alerts"),
            lambda(`GB-seconds: how long they take, at ${String(memorySize)} MB`),
        ),
    eventSourceMapping: () =>
        drivers(sqs("requests for each alert on its way to the notifier, and for polling while there is none")),
    logGroup: () => drivers(cloudWatch("GB of the notifier's log, taken in and kept")),

    instance: ({ instanceType, associatePublicIpAddress, rootBlockDevice }) => ({
        fixed: [
            { service: "EC2", what: `${String(instanceType)} instance`, billedBy: "second while it runs" },
            ...(associatePublicIpAddress === true ? [publicAddress] : []),
            { service: "EBS", what: `${volumeSize(rootBlockDevice)} GB volume`, billedBy: "GB and month" },
        ],
    }),
    repository: () => drivers(countedBy("ECR")("GB of images in the scan target's repository")),
};

const publicAddress: FixedPart = { service: "VPC", what: "public IPv4 address", billedBy: "hour" };

function countedBy(service: BilledService): (counts: string) => Driver {
    return (counts) => ({ service, counts });
}

function drivers(...all: readonly Driver[]): Billing {
    return { drivers: all };
}

/** The drivers of these keys of the table. */
function pick(table: Readonly<Record<string, readonly Driver[]>>, keys: readonly unknown[]): Driver[] {
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
