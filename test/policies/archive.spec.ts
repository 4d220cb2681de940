import assert from "node:assert/strict";
import type { PolicyDocument, PolicyStatement } from "@pulumi/aws/iam";
import { findingsBucketPolicy } from "../../policies/findings-bucket";
import { findingsKeyPolicy } from "../../policies/findings-key";
import type { WriterRegion } from "../../policies/finding-writers";
import type { JsonObject } from "../../tools/evaluators/json";
import { type AccessRequest, decide } from "../../tools/evaluators/policy";

const account = { id: "111122223333", partition: "aws" };
const bucketArn = "arn:aws:s3:::findings";
const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/k";

const ireland: WriterRegion = {
    region: "eu-west-1",
    optIn: false,
    detectorArn: "arn:aws:guardduty:eu-west-1:111122223333:detector/d1",
    macie: true,
};
const virginia: WriterRegion = {
    region: "us-east-1",
    optIn: false,
    detectorArn: "arn:aws:guardduty:us-east-1:111122223333:detector/d2",
    macie: false,
};
const bahrain: WriterRegion = {
    region: "me-south-1",
    optIn: true,
    detectorArn: "arn:aws:guardduty:me-south-1:111122223333:detector/d3",
    macie: true,
};

const guardDutyCondition = {
    StringEquals: { "aws:SourceAccount": "111122223333" },
    ArnLike: { "aws:SourceArn": [ireland.detectorArn, virginia.detectorArn, bahrain.detectorArn] },
};
const macieCondition = {
    StringEquals: { "aws:SourceAccount": "111122223333" },
    ArnLike: {
        "aws:SourceArn": [
            "arn:aws:macie2:eu-west-1:111122223333:export-configuration:*",
            "arn:aws:macie2:eu-west-1:111122223333:classification-job/*",
            "arn:aws:macie2:me-south-1:111122223333:export-configuration:*",
            "arn:aws:macie2:me-south-1:111122223333:classification-job/*",
        ],
    },
};
const guardDuty = { Service: ["guardduty.amazonaws.com", "guardduty.me-south-1.amazonaws.com"] };
const macie = { Service: ["macie.amazonaws.com", "macie.me-south-1.amazonaws.com"] };

const sids = ({ Statement }: PolicyDocument) => (Statement as PolicyStatement[]).map(({ Sid }) => Sid);

describe("findingsKeyPolicy", () => {
    it("lets the account manage the key, and each service encrypt for its own detectors and configurations", () => {
        assert.deepEqual(findingsKeyPolicy({ account, regions: [ireland, virginia, bahrain] }), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AccountManagesTheKey",
                    Effect: "Allow",
                    Principal: { AWS: "arn:aws:iam::111122223333:root" },
                    Action: "kms:*",
                    Resource: "*",
                },
                {
                    Sid: "GuardDutyEncryptsWhatItExports",
                    Effect: "Allow",
                    Principal: guardDuty,
                    Action: ["kms:GenerateDataKey"],
                    Resource: "*",
                    Condition: guardDutyCondition,
                },
                {
                    Sid: "MacieEncryptsWhatItExports",
                    Effect: "Allow",
                    Principal: macie,
                    Action: ["kms:GenerateDataKey", "kms:Encrypt"],
                    Resource: "*",
                    Condition: macieCondition,
                },
            ],
        });
    });

    it("names principals in one order, whatever the order of the Regions, so that no preview shows a change", () => {
        const principals = (regions: readonly WriterRegion[]) =>
            (findingsKeyPolicy({ account, regions }).Statement as PolicyStatement[]).map(({ Principal }) => Principal);
        assert.deepEqual(principals([bahrain, virginia, ireland]).slice(1), [guardDuty, macie]);
    });

    it("leaves Macie out where it is on in no Region", () => {
        assert.deepEqual(sids(findingsKeyPolicy({ account, regions: [virginia] })), [
            "AccountManagesTheKey",
            "GuardDutyEncryptsWhatItExports",
        ]);
    });
});

describe("findingsBucketPolicy", () => {
    it("denies plain HTTP and any other key to everybody, and lets only the two services write", () => {
        assert.deepEqual(findingsBucketPolicy({ account, regions: [ireland, virginia, bahrain], bucketArn, keyArn }), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "NobodyComesOverPlainHttp",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:*",
                    Resource: [bucketArn, `${bucketArn}/*`],
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
                {
                    Sid: "NobodyWritesUnderAnotherKey",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:PutObject",
                    Resource: `${bucketArn}/*`,
                    Condition: {
                        Null: { "s3:x-amz-server-side-encryption": "false" },
                        StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn },
                    },
                },
                {
                    Sid: "NobodyBringsAKeyAlong",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:PutObject",
                    Resource: `${bucketArn}/*`,
                    Condition: { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } },
                },
                {
                    Sid: "GuardDutyWritesItsExports",
                    Effect: "Allow",
                    Principal: guardDuty,
                    Action: ["s3:GetBucketLocation", "s3:PutObject"],
                    Resource: [bucketArn, `${bucketArn}/*`],
                    Condition: guardDutyCondition,
                },
                {
                    Sid: "MacieWritesItsExports",
                    Effect: "Allow",
                    Principal: macie,
                    Action: ["s3:GetBucketLocation", "s3:PutObject"],
                    Resource: [bucketArn, `${bucketArn}/*`],
                    Condition: macieCondition,
                },
            ],
        });
    });

    it("leaves Macie out where it is on in no Region", () => {
        assert.deepEqual(sids(findingsBucketPolicy({ account, regions: [virginia], bucketArn, keyArn })), [
            "NobodyComesOverPlainHttp",
            "NobodyWritesUnderAnotherKey",
            "NobodyBringsAKeyAlong",
            "GuardDutyWritesItsExports",
        ]);
    });
});

describe("findingsBucketPolicy: an object is written", () => {
    const resourcePolicy = JSON.stringify(findingsBucketPolicy({ account, regions: [ireland], bucketArn, keyArn }));
    const writing: JsonObject = { Effect: "Allow", Action: "s3:PutObject", Resource: "*" };
    const identityPolicies: JsonObject[] = [{ Version: "2012-10-17", Statement: [writing] }];
    const writers: Readonly<Record<string, Pick<AccessRequest, "principal" | "context">>> = {
        GuardDuty: {
            principal: "guardduty.amazonaws.com",
            context: { "aws:SourceAccount": account.id, "aws:SourceArn": ireland.detectorArn },
        },
        // GuardDuty's and Macie's set-up of the export writes as the caller, too.
        "the deployer": { principal: "arn:aws:iam::111122223333:user/deployer", context: {} },
    };
    const kms = { "s3:x-amz-server-side-encryption": "aws:kms" };
    const keyId = "s3:x-amz-server-side-encryption-aws-kms-key-id";
    const cases: readonly (readonly [string, AccessRequest["context"], string])[] = [
        ["without a header", {}, "Allowed"],
        ["under the findings key", { ...kms, [keyId]: keyArn }, "Allowed"],
        ["under S3's own key", { "s3:x-amz-server-side-encryption": "AES256" }, "ExplicitlyDenied"],
        ["under another key", { ...kms, [keyId]: keyArn.replace(/k$/, "other") }, "ExplicitlyDenied"],
        ["under whatever key AWS takes for S3", kms, "ExplicitlyDenied"],
        [
            "under a key of its own",
            { "s3:x-amz-server-side-encryption-customer-algorithm": "AES256" },
            "ExplicitlyDenied",
        ],
    ];
    for (const [who, { principal, context }] of Object.entries(writers)) {
        for (const [how, headers, outcome] of cases) {
            it(`by ${who} ${how}: ${outcome}`, () => {
                const request = {
                    principal,
                    action: "s3:PutObject",
                    resource: `${bucketArn}/AWSLogs/a.jsonl.gz`,
                    resourceAccount: account.id,
                    context: { "aws:SecureTransport": true, ...context, ...headers },
                };
                assert.equal(decide({ resourcePolicy, identityPolicies, request }).outcome, outcome);
            });
        }
    }
});
