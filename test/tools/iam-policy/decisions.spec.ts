import assert from "node:assert/strict";
import type { Decision } from "../../../tools/evaluators/policy";
import { policiesOf } from "../../../tools/iam-policy/iam-policy-command";
import { type Asked, decisionsOf } from "./decisions";
import { account, deployedWithEverything } from "./stacks";

let decision: (asked: Asked) => Decision;
let withoutDrill: typeof decision;
before(async () => {
    const stack = await deployedWithEverything();
    decision = decisionsOf(policiesOf(stack, ["deployer", "drill"]));
    withoutDrill = decisionsOf(policiesOf(stack));
});

const own = { "aws:ResourceTag/Project": "vigil", "aws:ResourceTag/Stack": "dev" };
const ownKey = { ...own, "aws:ResourceTag/Component": "AlertTopic" };
const given = { "aws:RequestTag/Project": "vigil", "aws:RequestTag/Stack": "dev" };
const key = `arn:aws:kms:eu-west-1:${account}:key/3bb50776-794e-475c-345e-4d4e4df930ba`;
const relayRole = `arn:aws:iam::${account}:role/vigil-dev-findings-bus-relay`;
const bucket = `arn:aws:s3:::vigil-dev-findings-archive-${account}-eu-west-1`;
const topic = `arn:aws:sns:eu-west-1:${account}:vigil-dev-alert-topic`;
const notifierFunction = `arn:aws:lambda:eu-west-1:${account}:function:vigil-dev-notifier`;
const mapping = `arn:aws:lambda:eu-west-1:${account}:event-source-mapping:14e0db71-5d35-4eb5-b481-8945cf9d10c2`;
const logGroup = `arn:aws:logs:eu-west-1:${account}:log-group:/aws/lambda/vigil-dev-notifier`;
const notifierRole = `arn:aws:iam::${account}:role/vigil-dev-notifier`;
const inReplicaRegion = { "aws:RequestedRegion": "eu-central-1" };
const replica = `arn:aws:s3:::vigil-dev-archive-replica-${account}-eu-central-1`;
const replicationRole = `arn:aws:iam::${account}:role/vigil-dev-archive-replica`;
const glue = `arn:aws:glue:eu-west-1:${account}`;
const stream = `arn:aws:firehose:eu-west-1:${account}:deliverystream/vigil-dev-findings-stream`;
const deliveryRole = `arn:aws:iam::${account}:role/vigil-dev-findings-stream-delivery`;
const throughArchive = {
    ...{ ...own, "aws:ResourceTag/Component": "FindingsArchive" },
    ...{ "kms:ViaService": "s3.eu-west-1.amazonaws.com", "kms:EncryptionContext:aws:s3:arn": bucket },
};

describe("a deployer", () => {
    const allowed: Asked[] = [
        { action: "guardduty:CreateDetector", resource: "*" },
        { action: "guardduty:UpdateDetector", resource: `arn:aws:guardduty:eu-west-1:${account}:detector/d2187848` },
        { action: "kms:CreateKey", resource: "*", context: given },
        { action: "kms:ScheduleKeyDeletion", resource: key, context: ownKey },
        { action: "iam:PassRole", resource: relayRole, context: { "iam:PassedToService": "events.amazonaws.com" } },
        { action: "s3:PutBucketPolicy", resource: bucket },
        { action: "s3:DeleteObjectVersion", resource: `${bucket}/AWSLogs/a.jsonl.gz` },
        {
            action: "sqs:CreateQueue",
            resource: `arn:aws:sqs:us-east-1:${account}:vigil-dev-relay-us-east-1-dead-letters`,
            context: { "aws:RequestedRegion": "us-east-1" },
        },
        {
            action: "events:PutRule",
            resource: `arn:aws:events:eu-west-1:${account}:rule/vigil-dev-findings-bus/vigil-dev-alerts-x`,
        },
        {
            action: "cloudwatch:PutMetricAlarm",
            resource: `arn:aws:cloudwatch:eu-west-1:${account}:alarm:vigil-dev-relay`,
        },
        { action: "sns:Unsubscribe", resource: `${topic}:5f1e2d3c` },
        {
            action: "iam:CreateServiceLinkedRole",
            resource: `arn:aws:iam::${account}:role/aws-service-role/inspector2.amazonaws.com/AWSServiceRoleForAmazonInspector2`,
            context: { "iam:AWSServiceName": "inspector2.amazonaws.com" },
        },
        { action: "ec2:TerminateInstances", resource: `arn:aws:ec2:eu-west-1:${account}:instance/i-1`, context: own },
        {
            action: "ec2:CreateTags",
            resource: `arn:aws:ec2:eu-west-1:${account}:instance/i-3`,
            context: { ...given, "ec2:CreateAction": "RunInstances" },
        },
        { action: "sns:Subscribe", resource: topic, context: { "sns:Protocol": "email" } },
        {
            action: "sns:Subscribe",
            resource: `arn:aws:sns:eu-west-1:${account}:vigil-dev-mail-topic`,
            context: { "sns:Protocol": "email" },
        },
        { action: "lambda:CreateFunction", resource: notifierFunction },
        { action: "lambda:TagResource", resource: notifierFunction },
        { action: "iam:PassRole", resource: notifierRole, context: { "iam:PassedToService": "lambda.amazonaws.com" } },
        {
            action: "lambda:CreateEventSourceMapping",
            resource: "*",
            context: { ...given, "lambda:FunctionArn": notifierFunction },
        },
        { action: "lambda:TagResource", resource: mapping, context: given },
        { action: "lambda:UntagResource", resource: mapping, context: own },
        {
            action: "lambda:DeleteEventSourceMapping",
            resource: mapping,
            context: { "lambda:FunctionArn": notifierFunction },
        },
        { action: "logs:CreateLogGroup", resource: `${logGroup}:*` },
        { action: "logs:TagResource", resource: logGroup },
        { action: "s3:PutObject", resource: `${bucket}/AWSLogs/a.jsonl.gz` },
        { action: "glue:CreateTable", resource: `${glue}:table/vigil_dev_archive/findings` },
        { action: "glue:CreateTable", resource: `${glue}:database/vigil_dev_archive` },
        { action: "glue:CreateTable", resource: `${glue}:catalog` },
        {
            action: "athena:CreateNamedQuery",
            resource: `arn:aws:athena:eu-west-1:${account}:workgroup/vigil-dev-queries`,
        },
        { action: "s3:PutReplicationConfiguration", resource: bucket },
        { action: "firehose:CreateDeliveryStream", resource: stream },
        {
            action: "iam:PassRole",
            resource: deliveryRole,
            context: { "iam:PassedToService": "firehose.amazonaws.com" },
        },
        { action: "s3:PutBucketLogging", resource: bucket },
        { action: "s3:PutBucketObjectLockConfiguration", resource: replica, context: inReplicaRegion },
        { action: "kms:CreateKey", resource: "*", context: { ...given, ...inReplicaRegion } },
        { action: "iam:PassRole", resource: replicationRole, context: { "iam:PassedToService": "s3.amazonaws.com" } },
        {
            action: "kms:Decrypt",
            resource: key,
            context: { ...own, "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
        },
    ];
    for (const asked of allowed) {
        it(`may ${asked.action} ${asked.resource.split(":").at(-1) ?? ""}`, () => {
            const made = decision(asked);
            assert.equal(made.outcome, "Allowed", JSON.stringify(made));
        });
    }

    const denied: [string, Asked][] = [
        [
            "give the relay role to Lambda",
            { action: "iam:PassRole", resource: relayRole, context: { "iam:PassedToService": "lambda.amazonaws.com" } },
        ],
        [
            "give another role to EventBridge",
            {
                action: "iam:PassRole",
                resource: `arn:aws:iam::${account}:role/admin`,
                context: { "iam:PassedToService": "events.amazonaws.com" },
            },
        ],
        [
            "give the notifier's role to another service",
            { action: "iam:PassRole", resource: notifierRole, context: { "iam:PassedToService": "ec2.amazonaws.com" } },
        ],
        [
            "change another function",
            {
                action: "lambda:UpdateFunctionCode",
                resource: `arn:aws:lambda:eu-west-1:${account}:function:payroll`,
            },
        ],
        ["run the notifier", { action: "lambda:InvokeFunction", resource: notifierFunction }],
        [
            "hand another function messages",
            {
                action: "lambda:CreateEventSourceMapping",
                resource: "*",
                context: { ...given, "lambda:FunctionArn": `arn:aws:lambda:eu-west-1:${account}:function:payroll` },
            },
        ],
        [
            "make a mapping without tags",
            {
                action: "lambda:CreateEventSourceMapping",
                resource: "*",
                context: { "lambda:FunctionArn": notifierFunction },
            },
        ],
        [
            "delete another function's mapping",
            {
                action: "lambda:DeleteEventSourceMapping",
                resource: mapping,
                context: { ...own, "lambda:FunctionArn": `arn:aws:lambda:eu-west-1:${account}:function:payroll` },
            },
        ],
        [
            "claim a mapping of another project",
            {
                action: "lambda:TagResource",
                resource: mapping,
                context: { ...given, "aws:ResourceTag/Project": "payroll" },
            },
        ],
        ["take tags from another mapping", { action: "lambda:UntagResource", resource: mapping }],
        [
            "delete another log group",
            {
                action: "logs:DeleteLogGroup",
                resource: `arn:aws:logs:eu-west-1:${account}:log-group:/aws/lambda/payroll:*`,
            },
        ],
        ["delete a key without the stack's tags", { action: "kms:ScheduleKeyDeletion", resource: key }],
        [
            "delete a key of another stack",
            {
                action: "kms:ScheduleKeyDeletion",
                resource: key,
                context: { ...ownKey, "aws:ResourceTag/Stack": "prod" },
            },
        ],
        ["make a key without tags", { action: "kms:CreateKey", resource: "*" }],
        ["decrypt by the key directly", { action: "kms:Decrypt", resource: key, context: own }],
        [
            "switch detection off in another Region",
            {
                action: "guardduty:DeleteDetector",
                resource: `arn:aws:guardduty:eu-central-1:${account}:detector/d2187848`,
                context: { "aws:RequestedRegion": "eu-central-1" },
            },
        ],
        ["touch another bucket", { action: "s3:PutBucketPolicy", resource: "arn:aws:s3:::payroll" }],
        [
            "touch a bucket of that name in another account",
            {
                action: "s3:PutBucketPolicy",
                resource: bucket,
                context: { "aws:ResourceAccount": "999999999999" },
            },
        ],
        ["read findings without the drill's need", { action: "s3:GetObjectVersion", resource: `${bucket}/a` }],
        ["delete another queue", { action: "sqs:DeleteQueue", resource: `arn:aws:sqs:eu-west-1:${account}:orders` }],
        [
            "change rules on the default bus",
            { action: "events:PutRule", resource: `arn:aws:events:eu-west-1:${account}:rule/backup` },
        ],
        [
            "end another instance",
            { action: "ec2:TerminateInstances", resource: `arn:aws:ec2:eu-west-1:${account}:instance/i-2` },
        ],
        [
            "make roles of other services",
            {
                action: "iam:CreateServiceLinkedRole",
                resource: `arn:aws:iam::${account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
                context: { "iam:AWSServiceName": "ecs.amazonaws.com" },
            },
        ],
        [
            "attach administration to the instance's role",
            {
                action: "iam:AttachRolePolicy",
                resource: `arn:aws:iam::${account}:role/vigil-dev-scan-target`,
                context: { "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" },
            },
        ],
        [
            "claim a security group of another project",
            {
                action: "ec2:CreateTags",
                resource: `arn:aws:ec2:eu-west-1:${account}:security-group/sg-1`,
                context: { ...given, "aws:ResourceTag/Project": "payroll" },
            },
        ],
        [
            "give what it makes the tags of another stack",
            {
                action: "ec2:CreateTags",
                resource: `arn:aws:ec2:eu-west-1:${account}:instance/i-3`,
                context: { ...given, "aws:RequestTag/Stack": "prod", "ec2:CreateAction": "RunInstances" },
            },
        ],
        [
            "change a volume",
            { action: "ec2:ModifyVolume", resource: `arn:aws:ec2:eu-west-1:${account}:volume/vol-1`, context: own },
        ],
        ["change another table", { action: "glue:UpdateTable", resource: `${glue}:table/payroll/salaries` }],
        [
            "change another workgroup",
            { action: "athena:UpdateWorkGroup", resource: `arn:aws:athena:eu-west-1:${account}:workgroup/primary` },
        ],
        [
            "give the replication role to EventBridge",
            {
                ...{ action: "iam:PassRole", resource: replicationRole },
                context: { "iam:PassedToService": "events.amazonaws.com" },
            },
        ],
        [
            "lift a lock in the replica",
            { action: "s3:BypassGovernanceRetention", resource: `${replica}/findings/a.gz`, context: inReplicaRegion },
        ],
        ["put events into the stream", { action: "firehose:PutRecord", resource: stream }],
        [
            "change another stream",
            { action: "firehose:UpdateDestination", resource: stream.replace("vigil-dev", "payroll") },
        ],
        [
            "give the delivery role to Lambda",
            {
                ...{ action: "iam:PassRole", resource: deliveryRole },
                context: { "iam:PassedToService": "lambda.amazonaws.com" },
            },
        ],
        ["make users", { action: "iam:CreateUser", resource: `arn:aws:iam::${account}:user/mallory` }],
    ];
    for (const [what, asked] of denied) {
        it(`may not ${what}`, () => {
            assert.equal(decision(asked).outcome, "ImplicitlyDenied");
        });
    }
});

describe("a deployer who does not drill", () => {
    const encrypt = (context: Asked["context"]) =>
        withoutDrill({ action: "kms:GenerateDataKey", resource: key, context: { ...throughArchive, ...context } })
            .outcome;

    it("may encrypt what it writes into the archive, and nothing else", () => {
        assert.equal(encrypt({}), "Allowed");
        assert.equal(encrypt({ "kms:EncryptionContext:aws:s3:arn": `${bucket}/AWSLogs/a.jsonl.gz` }), "Allowed");
        const others: readonly Asked["context"][] = [
            { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" },
            { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::payroll" },
            { "aws:ResourceTag/Component": "AlertTopic" },
            { "aws:ResourceTag/Stack": "prod" },
        ];
        for (const other of others) assert.equal(encrypt(other), "ImplicitlyDenied", JSON.stringify(other));
    });
});

describe("the drill alone", () => {
    const subscribing = async (endpoint: string) =>
        decisionsOf(policiesOf(await deployedWithEverything(), ["drill"]))({
            ...{ action: "sns:Subscribe", resource: topic },
            context: { "sns:Protocol": "sqs", "sns:Endpoint": endpoint },
        }).outcome;

    it("subscribes its own queues of this account, and nobody else's", async () => {
        assert.equal(await subscribing(`arn:aws:sqs:eu-west-1:${account}:vigil-drill-1`), "Allowed");
        for (const other of [`${account}:orders`, "999999999999:vigil-drill-1"])
            assert.equal(await subscribing(`arn:aws:sqs:eu-west-1:${other}`), "ImplicitlyDenied", other);
    });
});
