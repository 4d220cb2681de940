import { arn } from "../deployed-stack";
import { everything, type Scope } from "./scope";

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
        resources: everything,
    },
    { sid: "MacieHasNoArns", covers: ["macie2:*"], resources: everything },
    { sid: "InspectorHasNoArns", covers: ["inspector2:*"], resources: everything },
    {
        sid: "RegistryHasNoArn",
        covers: ["ecr:PutRegistryScanningConfiguration", "ecr:GetRegistryScanningConfiguration"],
        resources: everything,
    },
];
