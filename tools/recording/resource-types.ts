/** The resources of which AWS allows one a region, and that are therefore taken over and not made again. */
export const resourceTypes = {
    detector: "aws:guardduty/detector:Detector",
    destination: "aws:guardduty/publishingDestination:PublishingDestination",
    macie: "aws:macie2/account:Account",
    macieExport: "aws:macie2/classificationExportConfiguration:ClassificationExportConfiguration",
    inspector: "aws:inspector2/enabler:Enabler",
    registryRules: "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
} as const;
export type SingleResource = keyof typeof resourceTypes;
