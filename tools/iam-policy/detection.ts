import { arn } from "./deployed-stack";
import { type ActionTable, anyResource, type Scope } from "./permissions";

/** GuardDuty, Macie and Inspector. */
export const detectionActions = {
    detector: {
        read: ["guardduty:GetDetector", "guardduty:ListTagsForResource"],
        write: [
            ...["guardduty:CreateDetector", "guardduty:TagResource", "iam:CreateServiceLinkedRole"],
            ...["guardduty:UpdateDetector", "guardduty:UntagResource"],
        ],
        delete: ["guardduty:DeleteDetector"],
    },
    // Deleting one does nothing.
    detectorFeature: { read: ["guardduty:GetDetector"], write: ["guardduty:UpdateDetector"], delete: [] },
    // GuardDuty User Guide, "Exporting findings": the caller must be able to write into the bucket, too.
    destination: {
        read: ["guardduty:DescribePublishingDestination", "guardduty:ListTagsForResource"],
        write: [
            ...["guardduty:CreatePublishingDestination", "s3:GetBucketLocation", "s3:PutObject"],
            ...["guardduty:UpdatePublishingDestination"],
        ],
        delete: ["guardduty:DeletePublishingDestination"],
    },
    macie: {
        read: ["macie2:GetMacieSession"],
        write: ["macie2:EnableMacie", "iam:CreateServiceLinkedRole", "macie2:UpdateMacieSession"],
        delete: ["macie2:DisableMacie"],
    },
    // Deleting one puts an empty configuration.
    macieExport: {
        read: ["macie2:GetClassificationExportConfiguration"],
        write: ["macie2:PutClassificationExportConfiguration", "s3:GetBucketLocation", "s3:PutObject"],
        delete: ["macie2:PutClassificationExportConfiguration"],
    },
    // Creating one switches off every scan type that is not listed.
    inspector: {
        read: ["inspector2:BatchGetAccountStatus"],
        write: ["inspector2:Enable", "inspector2:Disable", "iam:CreateServiceLinkedRole"],
        delete: ["inspector2:Disable"],
    },
    // Amazon ECR User Guide, "IAM permissions required for enhanced scanning".
    registryRules: {
        read: ["ecr:GetRegistryScanningConfiguration"],
        write: [
            ...["ecr:PutRegistryScanningConfiguration", "inspector2:ListAccountPermissions"],
            ...["inspector2:ListCoverage", "inspector2:ListFindings"],
        ],
        delete: ["ecr:PutRegistryScanningConfiguration"],
    },
} satisfies ActionTable;

/** GuardDuty, Macie and Inspector: one of each per account and Region, so account and Region are all there is to name. */
export const detectionScopes: readonly Scope[] = [
    {
        sid: "Detectors",
        covers: ["guardduty:*"],
        resources: (stack) => [arn(stack, "guardduty", "detector/*")],
    },
    {
        sid: "NewDetectorsHaveNoArnYet",
        covers: ["guardduty:CreateDetector", "guardduty:CreatePublishingDestination"],
        resources: anyResource,
    },
    { sid: "MacieHasNoArns", covers: ["macie2:*"], resources: anyResource },
    { sid: "InspectorHasNoArns", covers: ["inspector2:*"], resources: anyResource },
    {
        sid: "RegistryHasNoArn",
        covers: ["ecr:PutRegistryScanningConfiguration", "ecr:GetRegistryScanningConfiguration"],
        resources: anyResource,
    },
];
