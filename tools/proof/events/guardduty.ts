import type { JsonObject } from "../../evaluators/json";
import { sampleFindingTypes } from "../../../findings/samples";
import { serviceFacts } from "../../../findings/services";
import type { Severity } from "../../../findings/severity";
import { eventOf, type Origin, sampleId } from "./event";

/** A finding of a severity band; its texts hold what people's names and AWS's own sentences can hold. */
export interface GuardDutySample {
    readonly band: Severity;
    /** GuardDuty's number. */
    readonly score: number;
    readonly archived?: boolean;
}

/**
 * A sample finding as GuardDuty sends it to EventBridge.
 *
 * AWS: GuardDuty user guide, "Processing GuardDuty findings with Amazon EventBridge" (which warns of control characters
 * in descriptions) and "Sample findings"; API reference, "Finding", with names in camelCase.
 */
export function guardDutyFinding(origin: Origin, { band, score, archived = false }: GuardDutySample): JsonObject {
    const { account, partition, region } = origin;
    const type = sampleFindingTypes.guardDuty.find(({ severity }) => severity === band)?.type ?? "";
    const detectorId = sampleId(`detector ${region}`);
    const id = sampleId(`guardduty ${region} ${type} ${score} ${archived}`);
    const { title, description, resource, service } = stories[band](origin);
    return eventOf(origin, {
        source: serviceFacts.guardDuty.source,
        detailType: serviceFacts.guardDuty.detailType,
        detail: {
            schemaVersion: "2.0",
            accountId: account,
            region,
            partition,
            id,
            arn: `arn:${partition}:guardduty:${region}:${account}:detector/${detectorId}/finding/${id}`,
            type,
            resource,
            service: {
                serviceName: "guardduty",
                detectorId,
                additionalInfo: { sample: true, value: "{}", type: "default" },
                eventFirstSeen: "2026-03-14T02:01:00.000Z",
                eventLastSeen: "2026-03-14T02:09:00.000Z",
                archived,
                count: 1,
                ...service,
            },
            severity: score,
            createdAt: "2026-03-14T02:11:07.101Z",
            updatedAt: "2026-03-14T02:16:30.202Z",
            title,
            description,
        },
    });
}

interface Story {
    readonly title: string;
    readonly description: string;
    readonly resource: JsonObject;
    readonly service?: JsonObject;
}

const stories: Readonly<Record<Severity, (origin: Origin) => Story>> = {
    LOW: () => ({
        title: 'The root credentials were used to call "DescribeInstances".',
        description: 'Somebody signed in as the root user and called "DescribeInstances".\nRoot is seldom needed.',
        resource: { resourceType: "AccessKey", accessKeyDetails: { userName: "Root", accessKeyId: "ASIASAMPLEROOT" } },
    }),
    MEDIUM: () => ({
        title: "The EC2 instance i-0f1e2d3c4b5a69788 asks for a black hole.",
        description: 'The instance named "build\\agent" looks up\na domain that leads to a black hole.',
        resource: { resourceType: "Instance", instanceDetails: { instanceId: "i-0f1e2d3c4b5a69788" } },
    }),
    HIGH: () => ({
        title: 'The EC2 instance "web\\1" mines bitcoin.',
        description: 'The instance named "web\\1" looks up\na domain of a bitcoin pool.',
        resource: { resourceType: "Instance", instanceDetails: { instanceId: "i-0a9b8c7d6e5f40312" } },
    }),
    CRITICAL: ({ partition, region }) => ({
        title: 'Somebody uses the stolen credentials of "backup-operator".',
        description:
            'An attack sequence of 2 signals:\n1. A key was used from a Tor exit.\n2. It switched off "CloudTrail".',
        resource: { resourceType: "AttackSequence" },
        service: {
            detection: {
                sequence: {
                    uid: "sequence-1",
                    description: "2 signals",
                    resources: [
                        { uid: "ASIASAMPLETOR", name: "ASIASAMPLETOR", resourceType: "ACCESS_KEY", region },
                        { uid: `arn:${partition}:s3:::trail`, name: "trail", resourceType: "S3_BUCKET", region },
                    ],
                },
            },
        },
    }),
};

/**
 * GuardDuty loses sight of an instance, or sees it again.
 *
 * AWS: GuardDuty user guide, "Runtime coverage and troubleshooting for Amazon EC2 instance".
 */
export function guardDutyCoverage(origin: Origin, status: "Healthy" | "Unhealthy"): JsonObject {
    const healthy = status === "Healthy";
    return eventOf(origin, {
        source: serviceFacts.guardDuty.source,
        detailType: `GuardDuty Runtime Protection ${status}`,
        detail: {
            schemaVersion: "1.0",
            resourceAccountId: origin.account,
            currentStatus: status,
            previousStatus: healthy ? "Unhealthy" : "Healthy",
            resourceDetails: {
                resourceType: "EC2",
                ec2InstanceDetails: {
                    instanceId: "i-0f1e2d3c4b5a69788",
                    instanceType: "t4g.small",
                    clusterArn: "",
                    agentDetails: { version: "1.9.0" },
                    managementType: "AUTO_MANAGED",
                },
            },
            issue: healthy ? "" : 'Agent not reporting: the "ssm" association failed.',
            lastUpdatedAt: "2026-03-14T02:16:30.202Z",
        },
    });
}
