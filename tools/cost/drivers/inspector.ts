import type { Driver } from "../driver";
import { inspectorPrices } from "../prices/detection";

/** Inspector User Guide, "Monitoring usage and cost": the trial runs out even if the scan type is switched off again. */
const inspector = { service: "Inspector", scope: "everyRegion", trial: "15 days free per scan type" } as const;

/** What Inspector bills by: each scan type by what it scans. */
export const inspectorDrivers: readonly Driver[] = [
    {
        ...inspector,
        key: "inspector.instances",
        counts: "EC2 instances scanned through the SSM agent",
        price: inspectorPrices.instances,
        billedFor: scans("EC2"),
    },
    {
        ...inspector,
        key: "inspector.agentlessInstances",
        counts: "EC2 instances scanned without an agent",
        price: undefined,
        billedFor: scans("EC2"),
    },
    {
        ...inspector,
        key: "inspector.pushedImages",
        counts: "images scanned when pushed to ECR",
        price: inspectorPrices.pushedImages,
        billedFor: scans("ECR"),
    },
    {
        ...inspector,
        key: "inspector.imageRescans",
        counts: "automatic re-scans of images",
        price: inspectorPrices.rescans,
        billedFor: scans("ECR"),
    },
    {
        ...inspector,
        key: "inspector.functions",
        counts: "Lambda functions scanned",
        price: undefined,
        billedFor: scans("LAMBDA"),
    },
    {
        ...inspector,
        key: "inspector.functionsWithCode",
        counts: "Lambda functions whose code is scanned",
        price: undefined,
        billedFor: scans("LAMBDA_CODE"),
    },
    {
        ...inspector,
        key: "inspector.repositoryScans",
        counts: "scans of code repositories",
        price: undefined,
        billedFor: scans("CODE_REPOSITORY"),
    },
];

function scans(scanType: string): Driver["billedFor"] {
    return (resources) =>
        resources.some(
            ({ type, inputs }) =>
                type === "aws:inspector2/enabler:Enabler" &&
                Array.isArray(inputs.resourceTypes) &&
                inputs.resourceTypes.includes(scanType),
        );
}
