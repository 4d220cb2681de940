import type { RecordedResource } from "../recording/recorder";
import type { Price } from "./prices/price";

/** The services as bills name them. */
export type BilledService =
    "CloudWatch" | "EC2" | "ECR" | "EventBridge" | "GuardDuty" | "Inspector" | "KMS" | "Macie" | "S3" | "SNS" | "SQS";

/** Something whose volume decides a bill. */
export interface Driver {
    /** As in the usage file: the service's key, a dot, the volume's key. */
    readonly key: string;
    readonly service: BilledService;
    /** What is counted in a month, in words. */
    readonly counts: string;
    /** `undefined`: not known here, so it is named and left out of every sum. */
    readonly price: Price | undefined;
    /** How long AWS asks nothing for it. */
    readonly trial?: string;
    /** Whether each watched Region has a volume of its own, or only what stands at home. */
    readonly scope: "everyRegion" | "home";
    /** Whether these resources of one Region bill by it. */
    readonly billedFor: (resources: readonly RecordedResource[]) => boolean;
}

/** The drivers of a Region of a stack. */
export interface RegionalDrivers {
    readonly region: string;
    readonly drivers: readonly Driver[];
}
