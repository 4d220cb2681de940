import type { PlanName, ScanType } from "../../settings";

/** What GuardDuty counts in any case. */
export const countsOfDetector = [
    "CloudTrail management events; those of global services count in every Region",
    "GB of VPC flow logs and DNS query logs, whether you keep such logs or not",
];

/** What Macie counts. */
export const countsOfMacie = [
    "S3 buckets evaluated",
    "objects in them, where automated discovery is on",
    "GB inspected by automated discovery, or by your jobs",
];

const agents = ["vCPUs that the runtime agent watches, by the hour"];
/** What GuardDuty counts for each of its plans. */
export const countsOfPlans: Readonly<Record<PlanName, readonly string[]>> = {
    S3_DATA_EVENTS: ["S3 data events: reads and writes of objects"],
    EKS_AUDIT_LOGS: ["EKS audit log events"],
    EBS_MALWARE_PROTECTION: ["GB of EBS volumes scanned for malware after a finding"],
    RDS_LOGIN_EVENTS: ["vCPUs of provisioned databases", "capacity units of Aurora Serverless"],
    LAMBDA_NETWORK_LOGS: ["GB of network logs of Lambda functions"],
    RUNTIME_MONITORING: agents,
    EKS_RUNTIME_MONITORING: agents,
    AI_PROTECTION: ["GB of data events of Bedrock, AgentCore and SageMaker"],
    AI_ANALYST: ["investigations (preview)"],
};

/** What Inspector counts for each type of scan. */
export const countsOfScans: Readonly<Record<ScanType, readonly string[]>> = {
    EC2: ["EC2 instances scanned by agent", "EC2 instances scanned without agent"],
    ECR: ["images scanned when pushed to ECR", "automatic re-scans of images"],
    LAMBDA: ["Lambda functions scanned"],
    LAMBDA_CODE: ["Lambda functions whose code is scanned"],
    CODE_REPOSITORY: ["scans of code repositories"],
};
