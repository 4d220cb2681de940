import type { Step } from "../../proof/report";
import { ask, type Question } from "../access";
import { type Caller, encryptionHeaders } from "../callers";
import type { Bucket, Key, StackModel } from "../model/stack-model";
import { unproven, walk } from "../steps";
import { useKey } from "./encrypted";

/** An object that is written to a bucket. */
export interface Writing {
    readonly bucket: Bucket;
    /** That it is encrypted under; undefined where that is none of KMS. */
    readonly key: Key | undefined;
    /** Whether the request names the key, or leaves it to the bucket. */
    readonly namesKey: boolean;
    readonly object: string;
}

/** Who writes it: a service, or a role with policies of its own. */
export interface Writer extends Pick<Question, "caller" | "identityPolicies"> {
    /** What it does with the bucket before it writes. */
    readonly onBucket: readonly string[];
    readonly onKey: readonly string[];
}

/** The bucket that services export to. */
export function archiveBucket({ buckets, exports }: StackModel): Bucket | undefined {
    return buckets.find(({ arn }) => exports.some(({ bucketArn }) => bucketArn === arn));
}

/** Condition keys of a request that writes an object. */
export function headersOf({ key, namesKey }: Writing) {
    return key !== undefined && namesKey ? encryptionHeaders(key.arn) : {};
}

const unknownChecksum =
    "It locks what is written to the archive, which then needs a checksum. Whether the services send one is documented " +
    'nowhere (S3 user guide, "Managing Object Lock"): archive.objectLock locks the replica.';

/** How S3 uses a key for an object. AWS: S3 user guide, "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys". */
export function encryptionContext({ arn, region, hasBucketKey }: Bucket, object: string): Caller["context"] {
    return {
        "kms:ViaService": `s3.${region}.amazonaws.com`,
        "kms:EncryptionContext:aws:s3:arn": hasBucketKey ? arn : `${arn}/${object}`,
    };
}

/** Whether key and bucket let somebody write an object. The policy of the bucket can only deny what a role may do itself. */
export function writeSteps(stack: StackModel, writing: Writing, { onBucket, onKey, ...writer }: Writer): Step[] {
    const { bucket, key, object } = writing;
    const question = { hop: "bucket policy", document: "bucket policy", of: bucket, ...writer } as const;
    const context = { ...writer.caller.context, ...headersOf(writing) };
    const put = { action: "s3:PutObject", target: `${bucket.arn}/${object}`, caller: { ...writer.caller, context } };
    const isAsked = bucket.policy !== undefined || writer.identityPolicies === undefined;
    const { retention } = bucket;
    return walk(
        () => (retention === undefined ? [] : unproven("bucket policy", retention.resource, unknownChecksum)),
        () => (key === undefined ? [] : useKey(stack, { hop: "findings key", key, actions: onKey, ...writer })),
        ...onBucket.map((action) => () => (isAsked ? ask(stack, { ...question, action }) : [])),
        () => (isAsked ? ask(stack, { ...question, ...put }) : []),
    );
}
