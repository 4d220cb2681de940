import type { Driver } from "../driver";
import { deliveryDrivers } from "./delivery";
import { guardDutyDrivers } from "./guardduty";
import { inspectorDrivers } from "./inspector";
import { macieDrivers } from "./macie";

/** Every driver that a stack of this program can have, in the order in which they are shown. */
export const allDrivers: readonly Driver[] = [
    ...guardDutyDrivers,
    ...macieDrivers,
    ...inspectorDrivers,
    ...deliveryDrivers,
];
