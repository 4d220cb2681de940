import { replace } from "../edits";
import type { Fault } from "./fault";

const keyPolicy = ["keyPolicy"] as const;
const bucketPolicy = ["bucketPolicy"] as const;

/** On a stack that watches me-south-1, which is an opt-in Region, from eu-west-1. */
export const optInFaults: readonly Fault[] = [
    {
        when: "the findings key does not know GuardDuty's name in an opt-in Region",
        blames: ["findings key: KeyPolicy findings-archive"],
        edit: replace(keyPolicy, "guardduty.me-south-1.amazonaws.com", "guardduty.us-west-2.amazonaws.com"),
    },
    {
        when: "the findings key does not know Macie's name in an opt-in Region",
        blames: ["findings key: KeyPolicy findings-archive"],
        edit: replace(keyPolicy, "macie.me-south-1.amazonaws.com", "macie.amazonaws.com"),
    },
    {
        when: "the bucket policy does not know GuardDuty's name in an opt-in Region",
        blames: ["bucket policy: BucketPolicy findings-archive"],
        edit: replace(bucketPolicy, "guardduty.me-south-1.amazonaws.com", "guardduty.amazonaws.com"),
    },
];
