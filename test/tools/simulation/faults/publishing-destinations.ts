import { arnOf, inOrder, set, without } from "../edits";
import type { Fault } from "./fault";

const us = "us-east-1";

/** Exports that lead nowhere. */
export const publishingDestinationFaults: readonly Fault[] = [
    {
        when: "GuardDuty exports nothing from a Region",
        blames: ["publishing destination: Detector detection-us-east-1"],
        edit: without("destination", us),
    },
    {
        when: "Macie exports nothing from a Region",
        blames: ["publishing destination: Account discovery-us-east-1"],
        edit: without("macieExport", us),
    },
    {
        when: "a publishing destination is of another detector",
        blames: ["publishing destination: PublishingDestination export-us-east-1"],
        edit: set(["destination", us], { detectorId: "0123456789abcdef0123456789abcdef" }),
    },
    {
        when: "a publishing destination has a prefix without a marker object",
        blames: ["publishing destination: PublishingDestination export-us-east-1"],
        edit: (state) => set(["destination", us], { destinationArn: `${arnOf(state, "bucket")}/guardduty` })(state),
    },
    {
        when: "a publishing destination names a bucket that is not there",
        blames: ["publishing destination: PublishingDestination export-us-east-1"],
        edit: set(["destination", us], { destinationArn: "arn:aws:s3:::elsewhere" }),
    },
    {
        when: "a publishing destination has no key",
        blames: ["publishing destination: PublishingDestination export-us-east-1"],
        edit: set(["destination", us], { kmsKeyArn: undefined }),
    },
    {
        when: "the bucket is in another Region than its key",
        blames: [
            "findings stream: FirehoseDeliveryStream findings-stream",
            "publishing destination: ClassificationExportConfiguration export-eu-west-1",
            "publishing destination: ClassificationExportConfiguration export-us-east-1",
            "publishing destination: PublishingDestination export-eu-west-1",
            "publishing destination: PublishingDestination export-us-east-1",
        ],
        edit: set(["bucket"], { region: us }),
    },
    {
        when: "bucket and key are in an opt-in Region",
        blames: [
            "delivery role: RolePolicy findings-stream-delivery",
            "publishing destination: ClassificationExportConfiguration export-eu-west-1",
            "publishing destination: ClassificationExportConfiguration export-us-east-1",
            "publishing destination: PublishingDestination export-eu-west-1",
            "publishing destination: PublishingDestination export-us-east-1",
        ],
        edit: inOrder(
            set(["bucket"], { region: "me-south-1" }),
            set(["key", "findings"], { region: "me-south-1" }),
            set(["keyPolicy"], { region: "me-south-1" }),
        ),
    },
];
