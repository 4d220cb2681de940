import { drillPrefix } from "../../drill/drill-prefix";
import { arn, namesOf, ownTags } from "../deployed-stack";
import { merged } from "../policy";
import { busArns, ruleArns, topicArns } from "../alert-path";
import { roleArns } from "../roles";
import type { Extra } from "./extra";

/** `npm run drill`: raises samples, listens on a queue of its own, and reads what stands between the two. */
export const drillExtras: readonly Extra[] = [
    {
        sid: "DrillSamplesAndListsHaveNoArns",
        actions: [
            ...["guardduty:CreateSampleFindings", "guardduty:ListFindings", "guardduty:GetFindings"],
            ...["guardduty:ArchiveFindings", "guardduty:ListDetectors", "guardduty:ListPublishingDestinations"],
            ...["macie2:CreateSampleFindings", "macie2:ListFindings", "macie2:GetFindings"],
            ...["macie2:GetMacieSession", "macie2:GetClassificationExportConfiguration"],
            ...["inspector2:BatchGetAccountStatus", "inspector2:ListFindings", "inspector2:ListCoverage"],
            ...["cloudwatch:GetMetricData", "events:TestEventPattern"],
        ],
        where: "everyRegion",
    },
    {
        sid: "DrillReadsDetectors",
        actions: ["guardduty:GetDetector", "guardduty:DescribePublishingDestination"],
        resources: (stack) => [arn(stack, "guardduty", "detector/*")],
        where: "everyRegion",
    },
    {
        sid: "DrillReadsRulesAndBus",
        actions: [
            ...["events:DescribeRule", "events:ListTargetsByRule"],
            ...["events:DescribeEventBus", "events:DescribeArchive"],
        ],
        resources: (stack) => [...busArns(stack), ...ruleArns(stack)],
        where: "everyRegion",
    },
    {
        sid: "DrillListsRulesAllTogether",
        actions: ["events:ListRules", "events:ListRuleNamesByTarget", "events:ListArchives"],
        where: "everyRegion",
    },
    {
        sid: "DrillReadsAlarmsAllTogether",
        actions: ["cloudwatch:DescribeAlarms"],
        resources: (stack) => [arn(stack, "cloudwatch", "alarm:*")],
        where: "everyRegion",
    },
    {
        sid: "DrillReadsDeadLetterQueues",
        actions: ["sqs:GetQueueAttributes"],
        resources: (stack) => namesOf(stack, "queue").map((name) => arn(stack, "sqs", name)),
        where: "everyRegion",
    },
    {
        sid: "DrillHasAQueueOfItsOwn",
        actions: [
            ...["sqs:CreateQueue", "sqs:TagQueue", "sqs:SetQueueAttributes", "sqs:GetQueueAttributes"],
            ...["sqs:ListQueueTags", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:DeleteQueue"],
        ],
        resources: (stack) => [arn(stack, "sqs", `${drillPrefix}*`)],
        where: "home",
    },
    { sid: "DrillFindsItsLeftoversAmongAllQueues", actions: ["sqs:ListQueues"], where: "home" },
    { sid: "DrillAsksWhoItIs", actions: ["sts:GetCallerIdentity"], where: "anywhere" },
    {
        sid: "DrillSubscribesQueuesOnly",
        actions: ["sns:Subscribe"],
        resources: topicArns,
        conditions: () => ({ StringEquals: { "sns:Protocol": "sqs" } }),
        where: "home",
    },
    {
        sid: "DrillUsesTheTopic",
        actions: [
            ...["sns:Publish", "sns:Unsubscribe", "sns:GetTopicAttributes"],
            ...["sns:ListSubscriptionsByTopic", "sns:GetSubscriptionAttributes"],
        ],
        resources: topicArns,
        where: "home",
    },
    {
        sid: "DrillReadsTheArchive",
        actions: ["s3:GetBucketLocation", "s3:GetBucketPolicy", "s3:ListBucket", "s3:GetObject"],
        resources: (stack) =>
            namesOf(stack, "bucket").flatMap((name) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`]),
        conditions: ({ account }) => ({ StringEquals: { "aws:ResourceAccount": account } }),
        where: "home",
    },
    {
        sid: "DrillReadsKeyPolicies",
        actions: ["kms:DescribeKey", "kms:GetKeyPolicy"],
        resources: (stack) => [arn(stack, "kms", "key/*")],
        conditions: (stack) => ownTags(stack, "aws:ResourceTag"),
        where: "home",
    },
    {
        sid: "DrillUsesKeysThroughTopicAndArchive",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: (stack) => [arn(stack, "kms", "key/*")],
        conditions: (stack) =>
            merged(ownTags(stack, "aws:ResourceTag"), {
                StringEquals: {
                    "kms:ViaService": [`s3.${stack.home}.amazonaws.com`, `sns.${stack.home}.amazonaws.com`],
                },
            }),
        where: "home",
    },
    {
        sid: "DrillReadsRoles",
        actions: ["iam:GetRole", "iam:GetRolePolicy", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies"],
        resources: (stack) => roleArns(stack),
        where: "anywhere",
    },
    {
        sid: "DrillReadsWhatIsAttachedToRoles",
        actions: ["iam:GetPolicy", "iam:GetPolicyVersion"],
        resources: ({ account }) => [`arn:aws:iam::${account}:policy/*`, "arn:aws:iam::aws:policy/*"],
        where: "anywhere",
    },
];
