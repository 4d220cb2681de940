import type { RecordedResource } from "../../recording/recorder";
import type { Driver } from "../driver";
import { guardDutyPrices } from "../prices/detection";

/** GuardDuty User Guide, "Pricing in GuardDuty": each plan has a trial of its own from the day it is first switched on. */
const thirtyDays = "30 days free per account, Region and plan";
const guardDuty = { service: "GuardDuty", scope: "everyRegion", trial: thirtyDays } as const;

/** What GuardDuty bills by: the logs that every detector reads, and each plan by its own volume. */
export const guardDutyDrivers: readonly Driver[] = [
    {
        ...guardDuty,
        key: "guardDuty.cloudTrailEvents",
        counts: "CloudTrail management events; global ones count in every Region",
        price: guardDutyPrices.cloudTrailEvents,
        billedFor: watches,
    },
    {
        ...guardDuty,
        key: "guardDuty.flowAndDnsLogGB",
        counts: "GB of VPC flow and DNS logs, kept by you or not",
        price: guardDutyPrices.logs,
        billedFor: watches,
    },
    {
        ...guardDuty,
        key: "guardDuty.s3DataEvents",
        counts: "reads and writes of S3 objects",
        price: guardDutyPrices.s3DataEvents,
        billedFor: plan("S3_DATA_EVENTS"),
    },
    {
        ...guardDuty,
        key: "guardDuty.eksAuditEvents",
        counts: "audit events of EKS clusters",
        price: guardDutyPrices.eksAuditEvents,
        billedFor: plan("EKS_AUDIT_LOGS"),
    },
    {
        ...guardDuty,
        key: "guardDuty.runtimeVcpus",
        counts: "vCPUs that agents watch",
        price: guardDutyPrices.runtimeVcpus,
        billedFor: plan("RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING"),
    },
    {
        ...guardDuty,
        key: "guardDuty.malwareScannedGB",
        counts: "GB of EBS volumes scanned after a finding",
        price: guardDutyPrices.scannedVolumes,
        billedFor: plan("EBS_MALWARE_PROTECTION"),
    },
    {
        ...guardDuty,
        key: "guardDuty.databaseVcpus",
        counts: "vCPUs of provisioned databases",
        price: guardDutyPrices.databaseVcpus,
        billedFor: plan("RDS_LOGIN_EVENTS"),
    },
    {
        ...guardDuty,
        key: "guardDuty.databaseAcus",
        counts: "capacity units of Aurora Serverless",
        price: guardDutyPrices.databaseAcus,
        billedFor: plan("RDS_LOGIN_EVENTS"),
    },
    {
        ...guardDuty,
        key: "guardDuty.lambdaLogGB",
        counts: "GB of network logs of Lambda functions",
        price: guardDutyPrices.lambdaLogs,
        billedFor: plan("LAMBDA_NETWORK_LOGS"),
    },
    {
        ...guardDuty,
        key: "guardDuty.aiEventGB",
        counts: "GB of calls to Bedrock, AgentCore and SageMaker",
        price: guardDutyPrices.aiEvents,
        billedFor: plan("AI_PROTECTION"),
    },
    {
        ...guardDuty,
        key: "guardDuty.investigations",
        counts: "investigations by the AI analyst (preview)",
        price: undefined,
        billedFor: plan("AI_ANALYST"),
    },
];

/** A suspended detector bills nothing. */
function watches(resources: readonly RecordedResource[]): boolean {
    return resources.some(({ type, inputs }) => type === "aws:guardduty/detector:Detector" && inputs.enable !== false);
}

function plan(...names: readonly string[]): Driver["billedFor"] {
    return (resources) =>
        watches(resources) &&
        resources.some(
            ({ type, inputs }) =>
                type === "aws:guardduty/detectorFeature:DetectorFeature" &&
                inputs.status === "ENABLED" &&
                names.includes(String(inputs.name)),
        );
}
