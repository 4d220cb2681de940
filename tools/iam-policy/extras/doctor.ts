import { readActions } from "../../doctor/aws/actions";
import { arn } from "../deployed-stack";
import type { Extra } from "./extra";

const ofDetectors = ["guardduty:GetDetector", "guardduty:DescribePublishingDestination"];
const global = /^(account|iam|organizations|sts):/;

/** `npm run doctor`: reads what there is, and changes nothing. */
export const doctorExtras: readonly Extra[] = [
    {
        sid: "DoctorAsksTheAccountAsAWhole",
        actions: readActions.filter((action) => global.test(action)),
        where: "anywhere",
    },
    {
        sid: "DoctorReadsServicesWithoutArns",
        actions: readActions.filter((action) => !global.test(action) && !ofDetectors.includes(action)),
        where: "everyRegion",
    },
    {
        sid: "DoctorReadsDetectors",
        actions: ofDetectors,
        resources: (stack) => [arn(stack, "guardduty", "detector/*")],
        where: "everyRegion",
    },
];
