import type { PolicyDocument } from "@pulumi/aws/iam";
import { noPlainHttp } from "./plain-http";

/** Bucket policy of the notifier's memory: TLS only. Who may read and write it, the identities' own policies say. */
export function memoryBucketPolicy(bucketArn: string): PolicyDocument {
    return { Version: "2012-10-17", Statement: [noPlainHttp("s3", [bucketArn, `${bucketArn}/*`])] };
}
