import { alarmsLink, coverageLinks, findingLinks } from "./console-links";
import type { CoverageService } from "./coverage";
import { guardDutyResource, guardDutyResourcePaths } from "./guardduty-resource";
import { oneLineMessage, type Content, type Message } from "./message";
import { serviceFacts, type Service } from "./services";
import type { Severity } from "./severity";

export type { Message } from "./message";

/**
 * What EventBridge itself puts into every event, the same for all services; a relayed event keeps its own region.
 * `time` is the event's, not the finding's `updatedAt`: it is never absent, all three write it in ISO 8601 (Inspector's
 * own is "Thu Jan 19 22:46:15.000 UTC 2023"), and it is what the archive of the findings bus replays by.
 */
const envelope = { region: "$.region", time: "$.time" } as const;

/**
 * The account of the bus that received the event. Whose resource a finding is about, the service says in `detail`: an
 * administrator's account receives the events of its members, too (GuardDuty user guide,
 * guardduty_findings_eventbridge; Macie user guide, accounts-mgmt-relationships; Inspector user guide,
 * eventbridge-integration).
 */
const busAccount = "$.account";

/** What the three services agree on. */
const common = { type: "$.detail.type", title: "$.detail.title", description: "$.detail.description" } as const;
const seen = { firstSeen: "<firstSeen>", lastSeen: "<lastSeen>" } as const;

interface FindingFacts {
    readonly paths: Readonly<Record<string, string>>;
    /** When it was seen, and how often; where Inspector counts nothing, so does the message. */
    readonly seen: Readonly<Record<string, Content>>;
    /** Behind the severity: what a reader needs to know before the title. */
    readonly remarks: Readonly<Record<string, Content>>;
    readonly resource: Content;
}

/**
 * Where the three differ. `sample` tells a drill from an emergency: it is true on a sample finding, and GuardDuty
 * leaves it out of a real one. Inspector has no samples, and no score for an open port.
 */
const findings: Readonly<Record<Service, FindingFacts>> = {
    guardDuty: {
        paths: {
            account: "$.detail.accountId",
            score: "$.detail.severity",
            findingId: "$.detail.id",
            sample: "$.detail.service.additionalInfo.sample",
            firstSeen: "$.detail.service.eventFirstSeen",
            lastSeen: "$.detail.service.eventLastSeen",
            count: "$.detail.service.count",
            ...guardDutyResourcePaths,
        },
        seen: { ...seen, count: "<count>" },
        remarks: { sample: "<sample>" },
        resource: guardDutyResource,
    },
    macie: {
        paths: {
            account: "$.detail.accountId",
            score: "$.detail.severity.score",
            findingId: "$.detail.id",
            sample: "$.detail.sample",
            firstSeen: "$.detail.createdAt",
            lastSeen: "$.detail.updatedAt",
            count: "$.detail.count",
            bucket: "$.detail.resourcesAffected.s3Bucket.name",
            object: "$.detail.resourcesAffected.s3Object.key",
        },
        seen: { ...seen, count: "<count>" },
        remarks: { sample: "<sample>" },
        resource: { bucket: "<bucket>", object: "<object>" },
    },
    inspector: {
        paths: {
            account: "$.detail.awsAccountId",
            score: "$.detail.inspectorScore",
            findingId: "$.detail.findingArn",
            firstSeen: "$.detail.firstObservedAt",
            lastSeen: "$.detail.lastObservedAt",
            exploitAvailable: "$.detail.exploitAvailable",
            fixAvailable: "$.detail.fixAvailable",
            resourceType: "$.detail.resources[0].type",
            resourceId: "$.detail.resources[0].id",
        },
        seen,
        remarks: { exploitAvailable: "<exploitAvailable>", fixAvailable: "<fixAvailable>" },
        resource: { type: "<resourceType>", id: "<resourceId>" },
    },
};

/**
 * The mail about a finding: a JSON object, its fields in the order in which a tired reader wants them. The severity
 * word is the rule's own, for EventBridge cannot turn a number into one.
 */
export function findingMessage(service: Service, severity: Severity): Message {
    const { paths, seen, remarks, resource } = findings[service];
    return oneLineMessage(
        { ...envelope, ...common, ...paths },
        {
            alert: `${severity} ${serviceFacts[service].name} finding in <region>, account <account>`,
            service: serviceFacts[service].name,
            severity,
            score: "<score>",
            ...remarks,
            type: "<type>",
            title: "<title>",
            description: "<description>",
            account: "<account>",
            region: "<region>",
            resource,
            ...seen,
            findingId: "<findingId>",
            time: "<time>",
            console: findingLinks[service],
        },
    );
}

/**
 * Where the two differ. GuardDuty gives its reason in `issue`, for Fargate in a list beside it. Inspector names no
 * account but the bus's.
 *
 * Source: GuardDuty user guide, gdu-assess-coverage-ec2, -ecs, eks-runtime-monitoring-coverage; Inspector user guide,
 * eventbridge-integration.
 */
const coverage: Readonly<Record<CoverageService, Pick<FindingFacts, "paths" | "resource">>> = {
    guardDuty: {
        paths: {
            account: "$.detail.resourceAccountId",
            resourceType: "$.detail.resourceDetails.resourceType",
            instance: "$.detail.resourceDetails.ec2InstanceDetails.instanceId",
            eksCluster: "$.detail.resourceDetails.eksClusterDetails.clusterName",
            ecsCluster: "$.detail.resourceDetails.ecsClusterDetails.clusterName",
            issue: "$.detail.issue",
            fargateIssues: "$.detail.resourceDetails.ecsClusterDetails.fargateDetails.issues",
        },
        resource: {
            resourceType: "<resourceType>",
            instance: "<instance>",
            eksCluster: "<eksCluster>",
            ecsCluster: "<ecsCluster>",
            issue: "<issue>",
            fargateIssues: "<fargateIssues>",
        },
    },
    inspector: {
        paths: {
            account: busAccount,
            resources: "$.resources",
            scanType: "$.detail.scanType",
            reason: "$.detail.scanStatus.reason",
        },
        resource: { resources: "<resources>", scanType: "<scanType>", reason: "<reason>" },
    },
};

/** The mail about lost coverage. */
export function coverageLostMessage(service: CoverageService): Message {
    const { paths, resource } = coverage[service];
    return oneLineMessage(
        { ...envelope, ...paths },
        {
            alert: `${serviceFacts[service].name} coverage lost in <region>, account <account>`,
            service: serviceFacts[service].name,
            ...(resource as Readonly<Record<string, Content>>),
            account: "<account>",
            region: "<region>",
            time: "<time>",
            console: coverageLinks[service],
        },
    );
}

/**
 * The mail about one of our own alarms: the way of the findings itself is broken somewhere (ALARM), or works again (OK).
 *
 * Source: CloudWatch user guide, cloudwatch-and-eventbridge.
 */
export const alarmMessage: Message = oneLineMessage(
    {
        ...envelope,
        account: busAccount,
        alarm: "$.detail.alarmName",
        state: "$.detail.state.value",
        reason: "$.detail.state.reason",
        description: "$.detail.configuration.description",
    },
    {
        alert: "Vigil alarm in <region>, account <account>",
        state: "<state>",
        alarm: "<alarm>",
        description: "<description>",
        reason: "<reason>",
        account: "<account>",
        region: "<region>",
        time: "<time>",
        console: alarmsLink,
    },
);
