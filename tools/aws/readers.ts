import {
    DescribePublishingDestinationCommand,
    type DescribePublishingDestinationResponse,
    GetDetectorCommand,
    type GetDetectorResponse,
    paginateListPublishingDestinations,
} from "@aws-sdk/client-guardduty";
import { type AccountState, BatchGetAccountStatusCommand } from "@aws-sdk/client-inspector2";
import {
    GetClassificationExportConfigurationCommand,
    GetMacieSessionCommand,
    type GetMacieSessionResponse,
    type S3Destination,
} from "@aws-sdk/client-macie2";
import type { Clients } from "./clients";
import { itemsOf } from "./pages";
import { failedCallOf } from "./permission";

/** A detector with its plans. */
export function readDetector({ guardDuty }: Clients, DetectorId: string): Promise<GetDetectorResponse> {
    return guardDuty.send(new GetDetectorCommand({ DetectorId }));
}

/** Where a detector exports its findings; AWS allows one destination today. */
export async function readDestinations(
    { guardDuty: client }: Clients,
    DetectorId: string,
): Promise<DescribePublishingDestinationResponse[]> {
    const listed = await itemsOf(
        paginateListPublishingDestinations({ client }, { DetectorId }),
        ({ Destinations }) => Destinations,
    );
    return Promise.all(
        listed.map(async ({ DestinationId }) => ({
            ...(await client.send(new DescribePublishingDestinationCommand({ DetectorId, DestinationId }))),
            DestinationId,
        })),
    );
}

/** Macie of a Region; undefined where it is off: there it answers nothing, in the words of a missing permission. */
export async function readMacieSession({ macie }: Clients): Promise<GetMacieSessionResponse | undefined> {
    try {
        return await macie.send(new GetMacieSessionCommand({}));
    } catch (error) {
        const { name, message } = failedCallOf(error) ?? {};
        if (name === "AccessDeniedException" && /Macie is not enabled/i.test(message ?? "")) return undefined;
        throw error;
    }
}

/** Where Macie of a Region writes its discovery results. */
export async function readClassificationExport({ macie }: Clients): Promise<S3Destination | undefined> {
    const { configuration } = await macie.send(new GetClassificationExportConfigurationCommand({}));
    return configuration?.s3Destination;
}

/** The state of Inspector and of each of its scan types in a Region. */
export async function readInspectorStatus({ inspector }: Clients, account: string): Promise<AccountState | undefined> {
    const { accounts } = await inspector.send(new BatchGetAccountStatusCommand({ accountIds: [account] }));
    return accounts?.[0];
}
