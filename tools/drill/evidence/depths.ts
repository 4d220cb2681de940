import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Clients, ClientsIn } from "../../aws/clients";

/** Messages in queues at one moment, by URL. */
export type Depths = ReadonlyMap<string, number>;

export async function readDepths(
    clientsIn: ClientsIn,
    queues: readonly { readonly region: string; readonly url: string }[],
): Promise<Depths> {
    const depths = queues.map(async ({ region, url }) => [url, await depthOf(clientsIn(region), url)] as const);
    return new Map(await Promise.all(depths));
}

export async function depthOf({ sqs }: Clients, url: string): Promise<number> {
    const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
            QueueUrl: url,
            AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
        }),
    );
    const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: hidden } = Attributes;
    return Number(visible ?? 0) + Number(hidden ?? 0);
}
