import type { RecordedResource } from "../../recording/recorder";
import type { Driver } from "../driver";
import { maciePrices } from "../prices/detection";

/** Macie User Guide, "Participating in the free trial": jobs are not part of it. */
const macie = {
    service: "Macie",
    scope: "everyRegion",
    trial: "30 days free per account and Region, without jobs",
    billedFor: discovers,
} as const;

/** What Macie bills by. */
export const macieDrivers: readonly Driver[] = [
    {
        ...macie,
        key: "macie.buckets",
        counts: "buckets watched",
        price: maciePrices.buckets,
    },
    {
        ...macie,
        key: "macie.monitoredObjects",
        counts: "objects in them, if automated discovery is on",
        price: maciePrices.monitoredObjects,
    },
    {
        ...macie,
        key: "macie.inspectedGB",
        counts: "GB inspected by it, or by jobs of yours",
        price: maciePrices.inspectedGigabytes,
    },
];

/** A paused Macie bills nothing. */
function discovers(resources: readonly RecordedResource[]): boolean {
    return resources.some(({ type, inputs }) => type === "aws:macie2/account:Account" && inputs.status !== "PAUSED");
}
