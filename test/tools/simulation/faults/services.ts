import { set, without } from "../edits";
import type { Fault } from "./fault";

const us = "us-east-1";

/** Services that raise nothing. */
export const serviceFaults: readonly Fault[] = [
    {
        when: "a detector is suspended",
        blames: ["service"],
        edit: set(["detector", us], { enable: false }),
    },
    {
        when: "a Region has no detector",
        blames: ["service"],
        edit: without("detector", us),
    },
    {
        when: "Macie is paused",
        blames: ["service"],
        edit: set(["macie", us], { status: "PAUSED" }),
    },
    {
        when: "Inspector is not on",
        blames: ["service"],
        edit: without("inspector", us),
    },
    {
        when: "Inspector is told to scan nothing",
        blames: ["service"],
        edit: set(["inspector", us], { resourceTypes: [] }),
    },
];
