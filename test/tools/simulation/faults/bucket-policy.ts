import { addStatement, arnOf, inOrder, replace, set, statement, without } from "../edits";
import type { Fault } from "./fault";

const bucketPolicy = ["bucketPolicy"] as const;

/** A bucket that does not take what is exported. */
export const bucketPolicyFaults: readonly Fault[] = [
    {
        when: "the bucket has no policy",
        blames: ["bucket policy: Bucket findings-archive"],
        edit: without("bucketPolicy"),
    },
    {
        when: "the bucket policy does not tell where the bucket is",
        blames: ["bucket policy: BucketPolicy findings-archive"],
        edit: statement(bucketPolicy, "GuardDuty", (one) => ({ ...one, Action: "s3:PutObject" })),
    },
    {
        when: "the bucket policy speaks of the bucket but not of its objects",
        blames: ["bucket policy: BucketPolicy findings-archive"],
        edit: (state) =>
            statement(bucketPolicy, "Macie", (one) => ({ ...one, Resource: arnOf(state, "bucket") }))(state),
    },
    {
        when: "the bucket policy expects objects in a folder",
        blames: ["bucket policy: BucketPolicy findings-archive"],
        edit: (state) =>
            statement(bucketPolicy, "GuardDuty", (one) => ({
                ...one,
                Resource: [arnOf(state, "bucket"), `${arnOf(state, "bucket")}/guardduty/*`],
            }))(state),
    },
    {
        when: "the bucket policy demands encryption under the alert key",
        blames: ["bucket policy: BucketPolicy findings-archive"],
        edit: (state) =>
            replace(bucketPolicy, arnOf(state, "key", "findings"), arnOf(state, "key", "alert-topic"))(state),
    },
    {
        when: "the bucket policy refuses whoever names a key",
        blames: ["bucket policy: BucketPolicy findings-archive"],
        edit: statement(bucketPolicy, "NobodyWritesUnder", (one) => ({
            ...one,
            Condition: { Null: { "s3:x-amz-server-side-encryption": "false" } },
        })),
    },
    {
        when: "GuardDuty exports under a key that lets it in, but is not the archive's",
        blames: ["bucket policy: BucketPolicy findings-archive"],
        edit: (state) =>
            inOrder(
                set(["destination", "us-east-1"], { kmsKeyArn: arnOf(state, "key", "alert-topic") }),
                addStatement(["key", "alert-topic"], {
                    Effect: "Allow",
                    Principal: { Service: "guardduty.amazonaws.com" },
                    Action: "kms:GenerateDataKey",
                    Resource: "*",
                }),
            )(state),
    },
    {
        when: "the bucket policy denies what comes over TLS",
        blames: ["bucket policy: BucketPolicy findings-archive"],
        edit: replace(bucketPolicy, `"aws:SecureTransport":"false"`, `"aws:SecureTransport":"true"`),
    },
    {
        when: "the bucket policy asks GuardDuty for the organization that it never tells",
        blames: ["bucket policy: BucketPolicy findings-archive"],
        edit: statement(bucketPolicy, "GuardDuty", (one) => ({
            ...one,
            Condition: { StringEquals: { "aws:PrincipalOrgID": "o-example" } },
        })),
    },
];
