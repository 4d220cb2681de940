import type { PolicyDocument } from "@pulumi/aws/iam";
import { noPlainHttp } from "./plain-http";
import { policyOf } from "./statements";

/** Bucket policy of the notifier's memory: TLS only. Who may read and write it, the identities' own policies say. */
export function memoryBucketPolicy(bucketArn: string): PolicyDocument {
    return policyOf(noPlainHttp("s3", [bucketArn, `${bucketArn}/*`]));
}
