import { gunzipSync } from "node:zlib";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { clientsIn } from "./clients";

export interface ArchivedFinding {
    readonly id: string;
    readonly encryption: string | undefined;
    readonly keyArn: string | undefined;
}

/** The findings in the objects under a prefix, sorted by ID, and how each object is encrypted. */
export async function archivedFindings(
    region: string,
    bucket: string,
    prefix: string,
    account?: string,
): Promise<ArchivedFinding[]> {
    const { s3 } = clientsIn(region, account);
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
    const objects = await Promise.all(
        Contents.map(async ({ Key }) => {
            const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
            const lines = gunzipSync(await object.Body!.transformToByteArray())
                .toString()
                .trimEnd()
                .split("\n");
            return lines.map((line) => ({
                id: (JSON.parse(line) as { id: string }).id,
                encryption: object.ServerSideEncryption,
                keyArn: object.SSEKMSKeyId,
            }));
        }),
    );
    return objects.flat().sort((one, other) => one.id.localeCompare(other.id));
}
