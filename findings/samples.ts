import type { Service } from "./services";
import type { Severity } from "./severity";

/** A finding type that CreateSampleFindings takes, with the severity AWS documents for the type. */
export interface SampleFindingType {
    readonly type: string;
    readonly severity: Severity;
}

/**
 * Sample findings of every band. Inspector has no sample findings at all.
 *
 * Only types with one severity: those that GuardDuty's table marks as variable (SSHBruteForce) are left out, and so are
 * Macie's sensitive-data types whose severity grows with the number of occurrences. A sample made again within 90 days
 * updates the old one and waits for the publishing frequency; only Macie's `SensitiveData` samples are always new, so
 * they lead their band.
 *
 * Source: GuardDuty user guide, guardduty_finding-types-active and guardduty-attack-sequence-finding-types; Macie user
 * guide, findings-severity and findings-samples.
 */
export const sampleFindingTypes: Readonly<Record<Exclude<Service, "inspector">, readonly SampleFindingType[]>> = {
    guardDuty: [
        { type: "Policy:IAMUser/RootCredentialUsage", severity: "LOW" },
        { type: "Policy:S3/BucketBlockPublicAccessDisabled", severity: "LOW" },
        { type: "Stealth:IAMUser/CloudTrailLoggingDisabled", severity: "LOW" },
        { type: "Trojan:EC2/BlackholeTraffic!DNS", severity: "MEDIUM" },
        { type: "Recon:IAMUser/TorIPCaller", severity: "MEDIUM" },
        { type: "CryptoCurrency:EC2/BitcoinTool.B!DNS", severity: "HIGH" },
        { type: "Backdoor:Lambda/C&CActivity.B", severity: "HIGH" },
        { type: "UnauthorizedAccess:EC2/TorClient", severity: "HIGH" },
        { type: "AttackSequence:IAM/CompromisedCredentials", severity: "CRITICAL" },
        { type: "AttackSequence:S3/CompromisedData", severity: "CRITICAL" },
    ],
    macie: [
        { type: "Policy:IAMUser/S3BucketEncryptionDisabled", severity: "LOW" },
        { type: "SensitiveData:S3Object/CustomIdentifier", severity: "MEDIUM" },
        { type: "Policy:IAMUser/S3BucketSharedWithCloudFront", severity: "MEDIUM" },
        { type: "SensitiveData:S3Object/Credentials", severity: "HIGH" },
        { type: "Policy:IAMUser/S3BucketPublic", severity: "HIGH" },
        { type: "Policy:IAMUser/S3BlockPublicAccessDisabled", severity: "HIGH" },
    ],
};
