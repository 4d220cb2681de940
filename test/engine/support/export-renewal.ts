import {
    DescribePublishingDestinationCommand,
    ListPublishingDestinationsCommand,
    UpdatePublishingDestinationCommand,
} from "@aws-sdk/client-guardduty";
import type { Outputs } from "../../../tools/recording/outputs";
import { clientsIn } from "./drilling";
import { eventually } from "./eventually";

/** GuardDuty tries an export that failed again only once it is saved anew. */
export async function renewExports({ detectorIds, findingsBucket, findingsKeyArn }: Outputs): Promise<void> {
    for (const [region, DetectorId] of Object.entries(detectorIds)) {
        const { guardDuty } = clientsIn(region);
        const { Destinations = [] } = await guardDuty.send(new ListPublishingDestinationsCommand({ DetectorId }));
        const destination = { DetectorId, DestinationId: Destinations[0]!.DestinationId };
        await guardDuty.send(
            new UpdatePublishingDestinationCommand({
                ...destination,
                DestinationProperties: { DestinationArn: `arn:aws:s3:::${findingsBucket}`, KmsKeyArn: findingsKeyArn },
            }),
        );
        const status = async () =>
            (await guardDuty.send(new DescribePublishingDestinationCommand(destination))).Status as string;
        await eventually(status, "PUBLISHING", 30);
    }
}
