import { DescribePublishingDestinationCommand, ListPublishingDestinationsCommand } from "@aws-sdk/client-guardduty";
import { GetClassificationExportConfigurationCommand } from "@aws-sdk/client-macie2";
import type { FindingsExport } from "../../simulation/model/stack-model";
import type { Clients } from "../../aws/clients";
import { allPages } from "../../aws/pages";
import { permitted } from "../../aws/permission";

/** An export as it stands, and whether GuardDuty is content with it. */
export interface LiveExport extends FindingsExport {
    /** `PUBLISHING` when all is well; Macie does not tell. */
    readonly status: string | undefined;
}

/** Where GuardDuty of a Region exports its findings. */
export async function readDestinations({ guardDuty, region }: Clients, detectorId: string): Promise<LiveExport[]> {
    const listed = await allPages(async (token) => {
        const { Destinations, NextToken } = await permitted("guardduty:ListPublishingDestinations", () =>
            guardDuty.send(new ListPublishingDestinationsCommand({ DetectorId: detectorId, NextToken: token })),
        );
        return { items: Destinations, next: NextToken };
    });
    return Promise.all(
        listed.map(async ({ DestinationId: id = "" }) => {
            const { DestinationProperties: { DestinationArn = "", KmsKeyArn } = {}, Status } = await permitted(
                "guardduty:DescribePublishingDestination",
                () =>
                    guardDuty.send(
                        new DescribePublishingDestinationCommand({ DetectorId: detectorId, DestinationId: id }),
                    ),
            );
            const [bucketArn = "", ...prefix] = DestinationArn.split("/");
            return {
                service: "guardDuty" as const,
                resource: { type: "publishing destination", name: id },
                region,
                detectorId,
                bucketArn,
                prefix: prefix.length > 0 ? prefix.join("/") : undefined,
                keyArn: KmsKeyArn,
                status: Status,
            };
        }),
    );
}

/** Where Macie of a Region writes its discovery results. */
export async function readClassificationExport({ macie, region }: Clients, partition: string): Promise<LiveExport[]> {
    const { configuration } = await permitted("macie2:GetClassificationExportConfiguration", () =>
        macie.send(new GetClassificationExportConfigurationCommand({})),
    );
    const destination = configuration?.s3Destination;
    if (destination === undefined) return [];
    return [
        {
            service: "macie",
            resource: { type: "classification export", name: region },
            region,
            detectorId: undefined,
            bucketArn: `arn:${partition}:s3:::${destination.bucketName ?? ""}`,
            prefix: destination.keyPrefix,
            keyArn: destination.kmsKeyArn,
            status: undefined,
        },
    ];
}
