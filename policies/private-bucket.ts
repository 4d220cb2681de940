import type { PolicyDocument } from "@pulumi/aws/iam";
import { noPlainHttp } from "./plain-http";
import { policyOf } from "./statements";

/** Policy of a bucket of the stack's own: TLS only. Who may read and write it, the identities' own policies say. */
export function privateBucketPolicy(bucketArn: string): PolicyDocument {
    return policyOf(noPlainHttp("s3", [bucketArn, `${bucketArn}/*`]));
}
