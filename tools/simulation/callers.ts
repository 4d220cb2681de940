import type { AccessRequest } from "../evaluators/policy";
import { isOptIn } from "../../settings/regions";

/** Whose account, and in which partition. */
export interface Owner {
    readonly account: string;
    readonly partition: string;
}

/** Who calls another service, and the condition keys that the call carries. */
export type Caller = Pick<AccessRequest, "principal" | "context">;

/** GuardDuty and Macie call S3 and KMS over TLS. */
const overTls = { "aws:SecureTransport": true };

/**
 * The condition keys that each service sends when it calls another. A key that is not listed is absent, so a condition
 * on it fails.
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

    /** AWS: SNS developer guide, "Configuring an Amazon SNS dead-letter queue": the topic's ARN. */
    snsToQueue: (topicArn: string): Caller => ({
        principal: "sns.amazonaws.com",
        context: { "aws:SourceArn": topicArn },
    }),

    /** AWS: EventBridge user guide, "Cross-service confused deputy prevention": account and rule. */
    eventBridgeToRole: ({ account }: Owner, ruleArn: string): Caller => ({
        principal: "events.amazonaws.com",
        context: { "aws:SourceAccount": account, "aws:SourceArn": ruleArn },
    }),

    /** AWS: EventBridge Scheduler user guide, "Confused deputy prevention": the group, never a schedule. */
    schedulerToRole: ({ account, partition }: Owner, { region, group }: { region: string; group: string }): Caller => ({
        principal: "scheduler.amazonaws.com",
        context: {
            "aws:SourceAccount": account,
            "aws:SourceArn": `arn:${partition}:scheduler:${region}:${account}:schedule-group/${group}`,
        },
    }),

    /** AWS: Lambda developer guide, "Defining Lambda function permissions with an execution role": no keys are documented. */
    lambdaToRole: (): Caller => ({ principal: "lambda.amazonaws.com", context: {} }),

    /** AWS: IAM user guide, "AWS global condition context keys", properties of the principal. */
    roleSession: (
        { account, partition }: Owner,
        role: { readonly name: string; readonly arn: string },
        session: string,
    ): Caller => ({
        principal: `arn:${partition}:sts::${account}:assumed-role/${role.name}/${session}`,
        context: { "aws:PrincipalAccount": account, "aws:PrincipalArn": role.arn, ...overTls },
    }),

    /** The account's number is proved by acceptance tests on AWS; the page has no condition. AWS: Firehose developer guide, "Controlling access". */
    firehoseToRole: ({ account }: Owner): Caller => ({
        principal: "firehose.amazonaws.com",
        context: { "sts:ExternalId": account },
    }),

    /** AWS: S3 user guide, "Setting up permissions for live replication": no keys are documented. */
    replicationToRole: (): Caller => ({ principal: "s3.amazonaws.com", context: {} }),

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
     * Macie calls for its export configuration when it tests it, and for a job when it writes the results.
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

/** The ends of the `aws:SourceArn` that Macie sends; the IDs are samples. */
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

/** AWS: the same two pages on exporting: in an opt-in Region a service has a regional principal. */
function regionalPrincipal(service: string, region: string): string {
    return isOptIn(region) ? `${service}.${region}.amazonaws.com` : `${service}.amazonaws.com`;
}
