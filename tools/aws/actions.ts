/** The names of all queues that drills make begin so: leftovers are found by it, and the drill's policy ends with it. */
export const drillPrefix = "vigil-drill-";

/**
 * What the drill calls, by what the calls act on: `npm run iam-policy -- --role drill` grants each group on that.
 *
 * Besides the calls, AWS asks for a few actions in passing: tags of a new queue, keys of what is read or published.
 */
export const drillActions = {
    samplesAndLists: [
        ...["guardduty:CreateSampleFindings", "guardduty:ListFindings", "guardduty:GetFindings"],
        ...["guardduty:ArchiveFindings", "guardduty:ListDetectors", "guardduty:ListPublishingDestinations"],
        ...["guardduty:ListFilters", "macie2:ListFindingsFilters"],
        ...["macie2:CreateSampleFindings", "macie2:ListFindings", "macie2:GetFindings"],
        ...["macie2:GetMacieSession", "macie2:GetClassificationExportConfiguration"],
        ...["inspector2:BatchGetAccountStatus", "inspector2:ListFindings", "inspector2:ListCoverage"],
        "inspector2:ListFilters",
        "events:TestEventPattern",
    ],
    detectorsAndFilters: [
        ...["guardduty:GetDetector", "guardduty:DescribePublishingDestination"],
        ...["guardduty:GetFilter", "macie2:GetFindingsFilter"],
    ],
    rulesAndBus: [
        "events:DescribeRule",
        "events:ListTargetsByRule",
        "events:DescribeEventBus",
        "events:DescribeArchive",
    ],
    ruleLists: ["events:ListRules", "events:ListRuleNamesByTarget", "events:ListArchives"],
    alarms: ["cloudwatch:DescribeAlarms"],
    metrics: ["cloudwatch:GetMetricData"],
    functions: ["lambda:GetFunctionConfiguration"],
    memory: ["s3:GetObject", "s3:ListBucket"],
    functionLists: ["lambda:ListEventSourceMappings"],
    deadLetterQueues: ["sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
    ownQueue: [
        ...["sqs:CreateQueue", "sqs:TagQueue", "sqs:SetQueueAttributes", "sqs:GetQueueAttributes"],
        ...["sqs:ListQueueTags", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:DeleteQueue"],
    ],
    queueList: ["sqs:ListQueues"],
    identity: ["sts:GetCallerIdentity"],
    subscribing: ["sns:Subscribe"],
    topic: [
        ...["sns:Publish", "sns:Unsubscribe", "sns:GetTopicAttributes"],
        ...["sns:ListSubscriptionsByTopic", "sns:GetSubscriptionAttributes"],
    ],
    archive: ["s3:GetBucketLocation", "s3:GetBucketPolicy", "s3:ListBucket", "s3:GetObject"],
    keyPolicies: ["kms:DescribeKey", "kms:GetKeyPolicy"],
    keys: ["kms:Decrypt", "kms:GenerateDataKey"],
    roles: ["iam:GetRole", "iam:GetRolePolicy", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies"],
    managedPolicies: ["iam:GetPolicy", "iam:GetPolicyVersion"],
    queues: ["sqs:GetQueueAttributes"],
} as const;

/** What `npm run findings` calls, by what the calls act on. It only reads. */
export const findingsActions = {
    identity: ["sts:GetCallerIdentity"],
    archive: ["s3:ListBucket"],
    events: ["s3:GetObject"],
    key: ["kms:Decrypt"],
} as const;

/** What the doctor calls, by what the calls act on. It only reads. */
export const doctorActions = {
    account: [
        ...["sts:GetCallerIdentity", "organizations:DescribeOrganization"],
        ...["account:ListRegions", "iam:GetAccountSummary"],
    ],
    services: [
        ...["guardduty:ListDetectors", "guardduty:GetAdministratorAccount", "guardduty:ListPublishingDestinations"],
        ...["macie2:GetMacieSession", "macie2:GetClassificationExportConfiguration", "macie2:GetAdministratorAccount"],
        ...["guardduty:DescribeOrganizationConfiguration", "macie2:DescribeOrganizationConfiguration"],
        ...["inspector2:BatchGetAccountStatus", "inspector2:GetDelegatedAdminAccount"],
        "ecr:GetRegistryScanningConfiguration",
    ],
    detectors: ["guardduty:GetDetector", "guardduty:DescribePublishingDestination"],
    centralPolicies: ["organizations:DescribeEffectivePolicy"],
    administrators: ["guardduty:ListOrganizationAdminAccounts", "macie2:ListOrganizationAdminAccounts"],
    guardDutyRole: ["iam:GetRole"],
    organizationAccounts: ["organizations:ListAccounts"],
    members: ["guardduty:ListMembers", "macie2:ListMembers", "inspector2:ListMembers"],
    chat: ["chatbot:DescribeSlackWorkspaces", "chatbot:ListMicrosoftTeamsConfiguredTeams"],
    hubs: ["notifications:ListNotificationHubs"],
    eventQueues: ["sqs:GetQueueUrl", "sqs:GetQueueAttributes"],
    buckets: ["s3:ListAllMyBuckets"],
    logBucket: ["s3:GetEncryptionConfiguration", "s3:GetBucketObjectLockConfiguration"],
    readers: ["iam:GetRole", "iam:GetUser"],
} as const;

export type DoctorAction = (typeof doctorActions)[keyof typeof doctorActions][number];

/** All actions of tables such as these. */
export function actionsOf(...tables: readonly Readonly<Record<string, readonly string[]>>[]): readonly string[] {
    return tables.flatMap((table) => Object.values(table).flat());
}
