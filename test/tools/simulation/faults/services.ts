import { set, without } from "../edits";
import type { Fault } from "./fault";

const us = "us-east-1";

/** Services that raise nothing. */
export const serviceFaults: readonly Fault[] = [
    {
        when: "a detector is suspended",
        blames: ["service: Detector detection-us-east-1"],
        edit: set(["detector", us], { enable: false }),
    },
    {
        when: "a Region has no detector",
        blames: ["service: service GuardDuty in us-east-1"],
        edit: without("detector", us),
    },
    {
        when: "Macie is paused",
        blames: ["service: Account discovery-us-east-1"],
        edit: set(["macie", us], { status: "PAUSED" }),
    },
    {
        when: "Inspector is not on",
        blames: ["service: service Inspector in us-east-1"],
        edit: without("inspector", us),
    },
    {
        when: "Inspector is told to scan nothing",
        blames: ["service: Enabler scanning-us-east-1"],
        edit: set(["inspector", us], { resourceTypes: [] }),
    },
];
