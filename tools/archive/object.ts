import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { GetObjectCommand, paginateListObjectsV2, type _Object } from "@aws-sdk/client-s3";
import type { Clients } from "../aws/clients";
import { itemsOf } from "../aws/pages";

/** Where the archive is. */
export interface Archive {
    /** Of the bucket's Region. */
    readonly clients: Pick<Clients, "s3">;
    readonly bucket: string;
    /** Whose it has to be: S3 refuses any call to a bucket of another account. */
    readonly account: string;
}

/** An object of the archive: JSON, a line each, compressed by gzip. */
export interface Opened {
    /** None where the object is no gzip, and where it is empty. */
    readonly lines: readonly string[];
    /** Why it cannot be read, in words that fit behind its key; undefined if it can. */
    readonly problem: string | undefined;
    /** As S3 names it: `aws:kms`. */
    readonly encryption: string | undefined;
    readonly keyArn: string | undefined;
}

/** The objects below a folder. */
export function listObjects({ clients, bucket, account }: Archive, Prefix: string): Promise<_Object[]> {
    const query = { Bucket: bucket, ExpectedBucketOwner: account, Prefix };
    return itemsOf(paginateListObjectsV2({ client: clients.s3 }, query), ({ Contents }) => Contents);
}

/** Far above what Firehose or GuardDuty puts into an object; a broken or foreign one must not take all memory. */
const mostBytes = 512 * 1024 * 1024;
const inflate = promisify(gunzip);

/** Gets an object and reads it; one that is no gzip is told by its `problem`. */
export async function openObject({ clients, bucket, account }: Archive, Key: string): Promise<Opened> {
    const query = { Bucket: bucket, ExpectedBucketOwner: account, Key };
    const {
        Body,
        ServerSideEncryption: encryption,
        SSEKMSKeyId: keyArn,
    } = await clients.s3.send(new GetObjectCommand(query));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    try {
        const text = (await inflate(bytes, { maxOutputLength: mostBytes })).toString().trimEnd();
        return { lines: text === "" ? [] : text.split("\n"), problem: undefined, encryption, keyArn };
    } catch (error) {
        return { lines: [], problem: `is no whole gzip (${(error as Error).message})`, encryption, keyArn };
    }
}
