import { gzipSync } from "node:zlib";
import { GetObjectCommand, type GetObjectCommandInput, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";

export const bucket = "vigil-dev-findings-1a2b3c4";
export const account = "123456789012";

/** The archive behind the SDK; remember to `restore`. */
export class FakeArchive {
    readonly s3 = mockClient(S3Client);
    readonly objects = new Map<string, Buffer>();
    /** In the order of the calls. */
    readonly folders: string[] = [];

    constructor() {
        this.s3
            .on(ListObjectsV2Command, { Bucket: bucket, ExpectedBucketOwner: account })
            .callsFake(({ Prefix = "" }: { readonly Prefix?: string }) => {
                this.folders.push(Prefix);
                const keys = [...this.objects.keys()].filter((key) => key.startsWith(Prefix));
                return { Contents: keys.map((Key) => ({ Key, Size: this.objects.get(Key)?.length })) };
            });
        this.s3
            .on(GetObjectCommand, { Bucket: bucket, ExpectedBucketOwner: account })
            .callsFake(({ Key = "" }: GetObjectCommandInput) => {
                const body = this.objects.get(Key)!;
                return { Body: { transformToByteArray: () => Promise.resolve(body) } };
            });
    }

    /** Stores events, or other lines, as Firehose does. */
    put(key: string, ...lines: readonly unknown[]): void {
        const texts = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
        this.objects.set(key, gzipSync(texts.map((text) => `${text}\n`).join("")));
    }
}
