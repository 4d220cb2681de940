import { arn, type DeployedStack } from "./deployed-stack";
import { type ActionTable, rowsOf, type Scope } from "./permissions";

const guardDuty = rowsOf("guardduty");
const macie = rowsOf("macie2");

/** GuardDuty, Macie and Inspector. */
export const detectionActions = {
    detector: guardDuty(
        "GetDetector ListTagsForResource",
        "CreateDetector TagResource iam:CreateServiceLinkedRole UpdateDetector UntagResource",
        "DeleteDetector",
    ),
    // Deleting one does nothing.
    detectorFeature: guardDuty("GetDetector", "UpdateDetector", ""),
    // GuardDuty User Guide, "Exporting findings": the caller must be able to write into the bucket, too.
    destination: guardDuty(
        "DescribePublishingDestination ListTagsForResource",
        "CreatePublishingDestination s3:GetBucketLocation s3:PutObject UpdatePublishingDestination",
        "DeletePublishingDestination",
    ),
    macie: macie("GetMacieSession", "EnableMacie iam:CreateServiceLinkedRole UpdateMacieSession", "DisableMacie"),
    // Deleting one puts an empty configuration.
    macieExport: macie(
        "GetClassificationExportConfiguration",
        "PutClassificationExportConfiguration s3:GetBucketLocation s3:PutObject",
        "PutClassificationExportConfiguration",
    ),
    // Creating one switches off every scan type that is not listed.
    inspector: rowsOf("inspector2")("BatchGetAccountStatus", "Enable Disable iam:CreateServiceLinkedRole", "Disable"),
    // Amazon ECR User Guide, "IAM permissions required for enhanced scanning".
    registryRules: rowsOf("ecr")(
        "GetRegistryScanningConfiguration",
        "PutRegistryScanningConfiguration inspector2:ListAccountPermissions inspector2:ListCoverage inspector2:ListFindings",
        "PutRegistryScanningConfiguration",
    ),
} satisfies ActionTable;

export const detectorArns = (stack: DeployedStack) => [arn(stack, "guardduty", "detector/*")];

/** GuardDuty, Macie and Inspector: one of each per account and Region, so account and Region are all there is to name. */
export const detectionScopes: readonly Scope[] = [
    { sid: "Detectors", covers: ["guardduty:*"], resources: detectorArns },
    {
        sid: "NewDetectorsHaveNoArnYet",
        covers: ["guardduty:CreateDetector", "guardduty:CreatePublishingDestination"],
    },
    { sid: "MacieHasNoArns", covers: ["macie2:*"] },
    { sid: "InspectorHasNoArns", covers: ["inspector2:*"] },
    {
        sid: "RegistryHasNoArn",
        covers: ["ecr:PutRegistryScanningConfiguration", "ecr:GetRegistryScanningConfiguration"],
    },
];
