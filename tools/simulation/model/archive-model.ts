import type { ResourceRef } from "../../proof/report";

/** A stream of Amazon Data Firehose, and how it writes what it gets to a bucket. */
export interface DeliveryStream {
    readonly resource: ResourceRef;
    readonly region: string;
    readonly name: string;
    readonly arn: string;
    /** `extended_s3` for a bucket. */
    readonly destination: string;
    readonly roleArn: string | undefined;
    readonly bucketArn: string;
    /** Undefined where it leaves the encryption to the bucket. */
    readonly keyArn: string | undefined;
    readonly prefix: string;
    readonly errorPrefix: string;
    readonly timeZone: string;
    readonly compression: string;
    /** Behind each record, as Firehose writes it: a line feed is a backslash and an n. Undefined for nothing. */
    readonly delimiter: string | undefined;
    /** What else happens to records on their way. */
    readonly otherProcessors: readonly string[];
}

/** A table of Glue's over a bucket, whose partitions are days. */
export interface EventTable {
    readonly resource: ResourceRef;
    /** The location of a day, with `${dt}` for the day. */
    readonly location: string;
    /** How the day is written. */
    readonly dayFormat: string;
}

/** What a bucket does with what is written to it. */
export interface BucketSettings {
    /** Of what is written without naming a key; undefined where that is none of KMS. */
    readonly keyName: string | undefined;
    /** Whether objects share data keys: then KMS is told of the bucket, and not of an object. */
    readonly hasBucketKey: boolean;
    readonly isVersioned: boolean;
    readonly retention: DefaultRetention | undefined;
    readonly replication: Replication | undefined;
}

/** How S3 copies what is written to a bucket: its first rule. */
export interface Replication {
    readonly resource: ResourceRef;
    readonly roleArn: string | undefined;
    readonly enabled: boolean;
    /** What it copies; the empty text for everything. */
    readonly prefix: string;
    /** Whether it copies what is under a key of KMS. */
    readonly copiesEncrypted: boolean;
    readonly bucketArn: string;
    readonly keyArn: string;
}

/** How long objects are locked for which their writer says nothing. */
export interface DefaultRetention {
    readonly resource: ResourceRef;
    readonly mode: string;
    readonly days: number;
}
