import { alarmsLink, coverageLinks, findingLinks } from "./console-links";
import { guardDutyResource, guardDutyResourcePaths } from "./guardduty-resource";
import { oneLineMessage, type Content, type Message } from "./message";
import { serviceFacts, type Service } from "./services";
import type { Severity } from "./severity";

export type { Message } from "./message";

/**
 * What EventBridge itself puts into every event, the same for all services; a relayed event keeps its own account and
 * region. `time` is the event's, not the finding's `updatedAt`: it is never absent, all three write it in ISO 8601
 * (Inspector's own is "Thu Jan 19 22:46:15.000 UTC 2023"), and it is what the archive of the findings bus replays by.
 */
const envelope = { account: "$.account", region: "$.region", time: "$.time" } as const;

/** What the three services agree on. */
const common = { type: "$.detail.type", title: "$.detail.title", description: "$.detail.description" } as const;

interface FindingFacts {
    readonly paths: Readonly<Record<string, string>>;
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
            score: "$.detail.severity",
            findingId: "$.detail.id",
            sample: "$.detail.service.additionalInfo.sample",
            ...guardDutyResourcePaths,
        },
        remarks: { sample: "<sample>" },
        resource: guardDutyResource,
    },
    macie: {
        paths: {
            score: "$.detail.severity.score",
            findingId: "$.detail.id",
            sample: "$.detail.sample",
            bucket: "$.detail.resourcesAffected.s3Bucket.name",
            object: "$.detail.resourcesAffected.s3Object.key",
        },
        remarks: { sample: "<sample>" },
        resource: { bucket: "<bucket>", object: "<object>" },
    },
    inspector: {
        paths: {
            score: "$.detail.inspectorScore",
            findingId: "$.detail.findingArn",
            exploitAvailable: "$.detail.exploitAvailable",
            fixAvailable: "$.detail.fixAvailable",
            resourceType: "$.detail.resources[0].type",
            resourceId: "$.detail.resources[0].id",
        },
        remarks: { exploitAvailable: "<exploitAvailable>", fixAvailable: "<fixAvailable>" },
        resource: { type: "<resourceType>", id: "<resourceId>" },
    },
};

/**
 * The mail about a finding: a JSON object, its fields in the order in which a tired reader wants them. The severity
 * word is the rule's own, for EventBridge cannot turn a number into one.
 */
export function findingMessage(service: Service, severity: Severity): Message {
    const { paths, remarks, resource } = findings[service];
    return oneLineMessage(
        { ...envelope, ...common, ...paths },
        {
            alert: `${severity} ${serviceFacts[service].name} finding in <region>, account <account>`,
            severity,
            score: "<score>",
            ...remarks,
            type: "<type>",
            title: "<title>",
            description: "<description>",
            account: "<account>",
            region: "<region>",
            resource,
            findingId: "<findingId>",
            time: "<time>",
            console: findingLinks[service],
        },
    );
}

/**
 * The mail about lost coverage. One message for both services: the half of the other one stays empty. GuardDuty gives
 * its reason in `issue`, for Fargate in a list beside it.
 *
 * Source: GuardDuty user guide, gdu-assess-coverage-ec2, -ecs, eks-runtime-monitoring-coverage; Inspector user guide,
 * eventbridge-integration.
 */
export const coverageHealthMessage: Message = oneLineMessage(
    {
        ...envelope,
        detailType: "$.detail-type",
        resourceType: "$.detail.resourceDetails.resourceType",
        instance: "$.detail.resourceDetails.ec2InstanceDetails.instanceId",
        eksCluster: "$.detail.resourceDetails.eksClusterDetails.clusterName",
        ecsCluster: "$.detail.resourceDetails.ecsClusterDetails.clusterName",
        issue: "$.detail.issue",
        fargateIssues: "$.detail.resourceDetails.ecsClusterDetails.fargateDetails.issues",
        resources: "$.resources",
        scanType: "$.detail.scanType",
        reason: "$.detail.scanStatus.reason",
    },
    {
        alert: "Coverage lost in <region>, account <account>: <detailType>",
        guardDuty: {
            resourceType: "<resourceType>",
            instance: "<instance>",
            eksCluster: "<eksCluster>",
            ecsCluster: "<ecsCluster>",
            issue: "<issue>",
            fargateIssues: "<fargateIssues>",
        },
        inspector: { resources: "<resources>", scanType: "<scanType>", reason: "<reason>" },
        account: "<account>",
        region: "<region>",
        time: "<time>",
        console: coverageLinks,
    },
);

/**
 * The mail about one of our own alarms: the way of the findings itself is broken somewhere.
 *
 * Source: CloudWatch user guide, cloudwatch-and-eventbridge.
 */
export const alarmMessage: Message = oneLineMessage(
    {
        ...envelope,
        alarm: "$.detail.alarmName",
        state: "$.detail.state.value",
        reason: "$.detail.state.reason",
        description: "$.detail.configuration.description",
    },
    {
        alert: "Vigil alarm in <region>, account <account>: alerts may be getting lost",
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
