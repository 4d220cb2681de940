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
