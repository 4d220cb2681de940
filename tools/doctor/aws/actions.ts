/** Every IAM action that the doctor may need. All of them read. */
export const readActions = [
    "sts:GetCallerIdentity",
    "organizations:DescribeOrganization",
    "account:ListRegions",
    "iam:GetAccountSummary",
    "guardduty:ListDetectors",
    "guardduty:GetDetector",
    "guardduty:GetAdministratorAccount",
    "guardduty:ListPublishingDestinations",
    "guardduty:DescribePublishingDestination",
    "macie2:GetMacieSession",
    "macie2:GetClassificationExportConfiguration",
    "macie2:GetAdministratorAccount",
    "inspector2:BatchGetAccountStatus",
    "inspector2:GetDelegatedAdminAccount",
    "ecr:GetRegistryScanningConfiguration",
] as const;
export type ReadAction = (typeof readActions)[number];
