import assert from "node:assert/strict";
import { replicaBucketPolicy, replicationPermissions, replicationTrustPolicy } from "../../policies/archive-replica";
import { findingsBucketPolicy } from "../../policies/findings-bucket";

const archive = {
    region: "eu-west-1",
    bucketArn: "arn:aws:s3:::archive",
    keyArn: "arn:aws:kms:eu-west-1:111122223333:key/a",
};
const replica = {
    region: "eu-central-1",
    bucketArn: "arn:aws:s3:::replica",
    keyArn: "arn:aws:kms:eu-central-1:111122223333:key/r",
};

describe("replicaBucketPolicy", () => {
    it("refuses what the archive refuses, and lets nobody in", () => {
        const account = { id: "111122223333", partition: "aws" };
        const facts = { account, regions: [], bucketArn: replica.bucketArn, keyArn: replica.keyArn };
        const { Statement } = findingsBucketPolicy(facts);
        assert.deepEqual(replicaBucketPolicy(replica), {
            Version: "2012-10-17",
            Statement: (Statement as { Effect: string }[]).filter(({ Effect }) => Effect === "Deny"),
        });
        assert.deepEqual(
            (replicaBucketPolicy(replica).Statement as { Sid?: string }[]).map(({ Sid }) => Sid),
            ["NobodyComesOverPlainHttp", "NobodyWritesUnderAnotherKey", "NobodyBringsAKeyAlong"],
        );
    });
});

describe("the replication role", () => {
    it("is for S3 alone", () => {
        assert.deepEqual(replicationTrustPolicy(), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "ReplicationAssumesTheRole",
                    Effect: "Allow",
                    Principal: { Service: "s3.amazonaws.com" },
                    Action: "sts:AssumeRole",
                },
            ],
        });
    });

    for (const isLocked of [false, true]) {
        it(`copies from the archive to the replica${isLocked ? ", and reads locks where there are any" : ""}, and no more`, () => {
            assert.deepEqual(replicationPermissions({ archive, replica, isLocked }), {
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "ReadWhatToCopy",
                        Effect: "Allow",
                        Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
                        Resource: "arn:aws:s3:::archive",
                    },
                    {
                        Sid: "ReadFindings",
                        Effect: "Allow",
                        Action: [
                            "s3:GetObjectVersionForReplication",
                            "s3:GetObjectVersionAcl",
                            "s3:GetObjectVersionTagging",
                            ...(isLocked ? ["s3:GetObjectRetention", "s3:GetObjectLegalHold"] : []),
                        ],
                        Resource: "arn:aws:s3:::archive/*",
                    },
                    {
                        Sid: "WriteCopies",
                        Effect: "Allow",
                        Action: ["s3:ReplicateObject", "s3:ReplicateTags"],
                        Resource: "arn:aws:s3:::replica/*",
                    },
                    {
                        Sid: "DecryptFindings",
                        Effect: "Allow",
                        Action: ["kms:Decrypt"],
                        Resource: archive.keyArn,
                        Condition: {
                            StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
                            StringLike: {
                                "kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::archive", "arn:aws:s3:::archive/*"],
                            },
                        },
                    },
                    {
                        Sid: "EncryptCopies",
                        Effect: "Allow",
                        Action: ["kms:Encrypt", "kms:GenerateDataKey", "kms:Decrypt"],
                        Resource: replica.keyArn,
                        Condition: {
                            StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" },
                            StringLike: {
                                "kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::replica", "arn:aws:s3:::replica/*"],
                            },
                        },
                    },
                ],
            });
        });
    }
});
