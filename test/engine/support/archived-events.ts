import { gunzipSync } from "node:zlib";
import { GetObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { clientsIn } from "./clients";
import type { Received } from "./test-queue";

export interface ArchivedObject {
    readonly key: string;
    readonly encryption: string | undefined;
    readonly keyArn: string | undefined;
    /** One a line; anything that is no JSON fails the test here. */
    readonly events: readonly Received[];
}

/** The objects under a prefix, each line an event. */
export async function archivedEvents(
    region: string,
    bucket: string,
    prefix: string,
    account?: string,
): Promise<ArchivedObject[]> {
    const { s3 } = clientsIn(region, account);
    const keys: string[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix }))
        keys.push(...Contents.map(({ Key }) => Key!));
    return Promise.all(
        keys.map(async (key) => {
            const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
            const text = gunzipSync(await object.Body!.transformToByteArray()).toString();
            const lines = text.replace(/\n$/, "").split("\n");
            return {
                key,
                encryption: object.ServerSideEncryption,
                keyArn: object.SSEKMSKeyId,
                events: lines.map((line) => JSON.parse(line) as Received),
            };
        }),
    );
}
