import type { ActionTable } from "./resource-actions";

/** GuardDuty, Macie and Inspector. */
export const detectionActions: ActionTable = {
    "aws:guardduty/detector:Detector": {
        create: ["guardduty:CreateDetector", "guardduty:TagResource", "iam:CreateServiceLinkedRole"],
        read: ["guardduty:GetDetector", "guardduty:ListTagsForResource"],
        update: ["guardduty:UpdateDetector", "guardduty:TagResource", "guardduty:UntagResource"],
        delete: ["guardduty:DeleteDetector"],
    },
    // Deleting one does nothing.
    "aws:guardduty/detectorFeature:DetectorFeature": {
        create: ["guardduty:UpdateDetector"],
        read: ["guardduty:GetDetector"],
        update: ["guardduty:UpdateDetector"],
        delete: [],
    },
    // GuardDuty User Guide, "Exporting findings": the caller must be able to write into the bucket, too.
    "aws:guardduty/publishingDestination:PublishingDestination": {
        create: ["guardduty:CreatePublishingDestination", "s3:GetBucketLocation", "s3:PutObject"],
        read: ["guardduty:DescribePublishingDestination", "guardduty:ListTagsForResource"],
        update: ["guardduty:UpdatePublishingDestination", "s3:GetBucketLocation", "s3:PutObject"],
        delete: ["guardduty:DeletePublishingDestination"],
    },
    "aws:macie2/account:Account": {
        create: ["macie2:EnableMacie", "iam:CreateServiceLinkedRole"],
        read: ["macie2:GetMacieSession"],
        update: ["macie2:UpdateMacieSession"],
        delete: ["macie2:DisableMacie"],
    },
    // Deleting one puts an empty configuration.
    "aws:macie2/classificationExportConfiguration:ClassificationExportConfiguration": {
        create: ["macie2:PutClassificationExportConfiguration", "s3:GetBucketLocation", "s3:PutObject"],
        read: ["macie2:GetClassificationExportConfiguration"],
        update: ["macie2:PutClassificationExportConfiguration"],
        delete: ["macie2:PutClassificationExportConfiguration"],
    },
    // Creating one switches off every scan type that is not listed.
    "aws:inspector2/enabler:Enabler": {
        create: ["inspector2:Enable", "inspector2:Disable", "iam:CreateServiceLinkedRole"],
        read: ["inspector2:BatchGetAccountStatus"],
        update: ["inspector2:Enable", "inspector2:Disable"],
        delete: ["inspector2:Disable"],
    },
    "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": {
        create: ["ecr:PutRegistryScanningConfiguration"],
        read: ["ecr:GetRegistryScanningConfiguration"],
        update: ["ecr:PutRegistryScanningConfiguration"],
        delete: ["ecr:PutRegistryScanningConfiguration"],
    },
};
