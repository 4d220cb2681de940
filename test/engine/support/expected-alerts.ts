import type { Finding as GuardDutyFinding } from "@aws-sdk/client-guardduty";
import type { Finding as MacieFinding } from "@aws-sdk/client-macie2";
import type { Severity } from "../../../findings/severity";
import type { Alert } from "./mailbox";

// Written from what the services' own APIs say of a finding, and not from the message templates, so that a template that
// looks for a field in the wrong place is found out.

/** Stands for the time of the event, which only EventBridge knows. */
const someTime = "YYYY-MM-DDTHH:MM:SSZ";

/** Alerts in the order of their findings, with every time that is one replaced by the expected alerts' stand-in. */
export function comparable(alerts: readonly Alert[]): Alert[] {
    return alerts
        .map((alert) =>
            Object.fromEntries(Object.entries(alert).map(([name, value]) => [name, isTime(value) ? someTime : value])),
        )
        .sort((one: Alert, other: Alert) => String(one.findingId).localeCompare(String(other.findingId)));
}

function isTime(time: unknown): boolean {
    return typeof time === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(time);
}

/** The alert about a GuardDuty sample finding. */
export function guardDutyAlert(finding: GuardDutyFinding, severity: Severity): Alert {
    const { AccountId: account, Region: region, Id: findingId } = finding;
    const { Resource: resource = {} } = finding;
    const sequence = finding.Service?.Detection?.Sequence?.Resources ?? [];
    return {
        alert: `${severity} GuardDuty finding in ${region!}, account ${account!}`,
        service: "GuardDuty",
        severity,
        score: finding.Severity,
        sample: true,
        type: finding.Type,
        title: finding.Title,
        description: finding.Description,
        account,
        region,
        resource: {
            type: resource.ResourceType ?? "",
            instance: resource.InstanceDetails?.InstanceId ?? "",
            user: resource.AccessKeyDetails?.UserName ?? "",
            accessKey: resource.AccessKeyDetails?.AccessKeyId ?? "",
            bucket: resource.S3BucketDetails?.[0]?.Name ?? "",
            eksCluster: resource.EksClusterDetails?.Name ?? "",
            workload: resource.KubernetesDetails?.KubernetesWorkloadDetails?.Name ?? "",
            ecsCluster: resource.EcsClusterDetails?.Name ?? "",
            container: resource.ContainerDetails?.Name ?? "",
            function: resource.LambdaDetails?.FunctionName ?? "",
            database: resource.RdsDbInstanceDetails?.DbInstanceIdentifier ?? "",
            shardGroup: resource.RdsLimitlessDbDetails?.DbShardGroupIdentifier ?? "",
            volume: resource.EbsVolumeDetails?.ScannedVolumeDetails?.[0]?.VolumeArn ?? "",
            snapshot: resource.EbsSnapshotDetails?.SnapshotArn ?? "",
            image: resource.Ec2ImageDetails?.ImageArn ?? "",
            recoveryPoint: resource.RecoveryPointDetails?.RecoveryPointArn ?? "",
            sequence: [0, 1, 2].map((index) => sequence[index]?.Name ?? ""),
        },
        firstSeen: finding.Service?.EventFirstSeen && someTime,
        lastSeen: finding.Service?.EventLastSeen && someTime,
        count: finding.Service?.Count,
        findingId,
        time: someTime,
        console: `https://${region!}.console.aws.amazon.com/guardduty/home?region=${region!}#/findings?macros=current&fId=${findingId!}`,
    };
}

/** The alert about a Macie sample finding. */
export function macieAlert(finding: MacieFinding, severity: Severity): Alert {
    const { accountId: account, region, resourcesAffected } = finding;
    return {
        alert: `${severity} Macie finding in ${region!}, account ${account!}`,
        service: "Macie",
        severity,
        score: finding.severity?.score,
        sample: true,
        type: finding.type,
        title: finding.title,
        description: finding.description,
        account,
        region,
        resource: {
            bucket: resourcesAffected?.s3Bucket?.name ?? "",
            object: resourcesAffected?.s3Object?.key ?? "",
        },
        firstSeen: finding.createdAt && someTime,
        lastSeen: finding.updatedAt && someTime,
        count: finding.count,
        findingId: finding.id,
        time: someTime,
        console: `https://${region!}.console.aws.amazon.com/macie/home?region=${region!}#findings`,
    };
}
