import assert from "node:assert/strict";
import {
    deliveryPermissions,
    deliveryTrustPolicy,
    streamRulePermissions,
    streamRuleTrustPolicy,
} from "../../policies/findings-stream";

const account = { id: "111122223333", partition: "aws" };
const Version = "2012-10-17";

describe("the policies of the findings stream", () => {
    it("let one rule put records into one stream", () => {
        const ruleArn = "arn:aws:events:eu-west-1:111122223333:rule/bus/stream";
        assert.deepEqual(streamRuleTrustPolicy(account, ruleArn), {
            Version,
            Statement: [
                {
                    Sid: "TheRuleAssumesTheRole",
                    Effect: "Allow",
                    Principal: { Service: "events.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: {
                        StringEquals: { "aws:SourceAccount": "111122223333" },
                        ArnLike: { "aws:SourceArn": ruleArn },
                    },
                },
            ],
        });
        const streamArn = "arn:aws:firehose:eu-west-1:111122223333:deliverystream/stream";
        assert.deepEqual(streamRulePermissions(streamArn), {
            Version,
            Statement: [
                {
                    Sid: "PutFindings",
                    Effect: "Allow",
                    Action: ["firehose:PutRecord", "firehose:PutRecordBatch"],
                    Resource: streamArn,
                },
            ],
        });
    });

    it("let Firehose write to its folders for this account, and use the findings key for nothing else", () => {
        assert.deepEqual(deliveryTrustPolicy(account), {
            Version,
            Statement: [
                {
                    Sid: "FirehoseAssumesTheRole",
                    Effect: "Allow",
                    Principal: { Service: "firehose.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: { StringEquals: { "sts:ExternalId": "111122223333" } },
                },
            ],
        });
        const bucketArn = "arn:aws:s3:::archive";
        const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";
        const logGroupArn = "arn:aws:logs:eu-west-1:111122223333:log-group:stream";
        const objects = [`${bucketArn}/findings/*`, `${bucketArn}/findings-errors/*`];
        const folders = ["findings/", "findings-errors/"];
        assert.deepEqual(deliveryPermissions({ region: "eu-west-1", bucketArn, folders, keyArn, logGroupArn }), {
            Version,
            Statement: [
                {
                    Sid: "WriteObjects",
                    Effect: "Allow",
                    Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
                    Resource: objects,
                },
                {
                    Sid: "FindTheBucket",
                    Effect: "Allow",
                    Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
                    Resource: bucketArn,
                },
                {
                    Sid: "EncryptObjects",
                    Effect: "Allow",
                    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
                    Resource: keyArn,
                    Condition: {
                        StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
                        StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, ...objects] },
                    },
                },
                { Sid: "Log", Effect: "Allow", Action: "logs:PutLogEvents", Resource: `${logGroupArn}:*` },
            ],
        });
    });
});
