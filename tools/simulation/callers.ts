import type { AccessRequest } from "../evaluators/policy";
import { isOptIn } from "../../settings/regions";

/** Whose account, and in which partition. */
export interface Owner {
    readonly account: string;
    readonly partition: string;
}

/** Who calls another service on somebody's behalf, and what the call tells of the reason for it. */
export type Caller = Pick<AccessRequest, "principal" | "context">;

/** An object as GuardDuty and Macie write it to a bucket. */
const overTls = { "aws:SecureTransport": true };

/**
 * What each service puts into its requests when it calls another. A key that is not here is absent, and a condition on
 * it fails.
 */
export const callers = {
    /**
     * EventBridge publishes to a topic, and uses the topic's key: no source keys at all.
     *
     * AWS: EventBridge user guide, "Using resource-based policies" (no conditions in topic policies); SNS developer
     * guide, "Managing Amazon SNS encryption keys and costs" (no `aws:SourceAccount`, `aws:SourceArn` for EventBridge).
     */
    eventBridgeToTopic: (): Caller => ({ principal: "events.amazonaws.com", context: {} }),

    /** AWS: EventBridge user guide, "Using dead-letter queues": the rule's ARN, for the queue and for its key. */
    eventBridgeToQueue: (ruleArn: string): Caller => ({
        principal: "events.amazonaws.com",
        context: { "aws:SourceArn": ruleArn },
    }),

    /** AWS: EventBridge user guide, "Cross-service confused deputy prevention": account and rule. */
    eventBridgeToRole: ({ account }: Owner, ruleArn: string): Caller => ({
        principal: "events.amazonaws.com",
        context: { "aws:SourceAccount": account, "aws:SourceArn": ruleArn },
    }),

    /** AWS: IAM user guide, "AWS global condition context keys", properties of the principal. */
    roleToBus: ({ account, partition }: Owner, role: { readonly name: string; readonly arn: string }): Caller => ({
        principal: `arn:${partition}:sts::${account}:assumed-role/${role.name}/eventbridge`,
        context: { "aws:PrincipalAccount": account, "aws:PrincipalArn": role.arn },
    }),

    /** AWS: SNS developer guide, "Example cases for Amazon SNS access control" and "Managing Amazon SNS encryption keys". */
    alarmToTopic: ({ account }: Owner, alarmArn: string): Caller => ({
        principal: "cloudwatch.amazonaws.com",
        context: { "aws:SourceAccount": account, "aws:SourceArn": alarmArn },
    }),

    /** AWS: GuardDuty user guide, "Exporting generated GuardDuty findings to Amazon S3 buckets". */
    guardDutyExport: (owner: Owner, region: string, detectorId: string): Caller => ({
        principal: regionalPrincipal("guardduty", region),
        context: {
            ...overTls,
            "aws:SourceAccount": owner.account,
            "aws:SourceArn": `arn:${owner.partition}:guardduty:${region}:${owner.account}:detector/${detectorId}`,
        },
    }),

    /**
     * Macie comes for the export configuration when it tries it out, and for a job when it writes its results.
     *
     * AWS: Macie user guide, "Storing and retaining sensitive data discovery results".
     */
    macieExport: (owner: Owner, region: string, source: string): Caller => ({
        principal: regionalPrincipal("macie", region),
        context: {
            ...overTls,
            "aws:SourceAccount": owner.account,
            "aws:SourceArn": `arn:${owner.partition}:macie2:${region}:${owner.account}:${source}`,
        },
    }),
} as const;

/** The ends of `aws:SourceArn` under which Macie comes; the IDs are samples. */
export const macieSources = [
    "export-configuration:sample",
    "classification-job/3ce05dbb7ec5505def334104bf297fa1",
] as const;

/** Headers of an object encrypted under a key. AWS: the same two pages on exporting, "bucket policy". */
export function encryptionHeaders(keyArn: string): AccessRequest["context"] {
    return {
        "s3:x-amz-server-side-encryption": "aws:kms",
        "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn,
    };
}

/** AWS: the same two pages on exporting: an opt-in Region's service comes under a name of its own. */
function regionalPrincipal(service: string, region: string): string {
    return isOptIn(region) ? `${service}.${region}.amazonaws.com` : `${service}.amazonaws.com`;
}
