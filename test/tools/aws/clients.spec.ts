import assert from "node:assert/strict";
import { EventBridgeClient, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { DeleteBucketCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { DeleteMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { signInOf } from "../../../tools/aws/credentials";
import { UserError } from "../../../tools/cli/user-error";
import { actionsOf, drillActions } from "../../../tools/aws/actions";
import { itemsOf } from "../../../tools/aws/pages";
import type { MissingPermissions } from "../../../tools/aws/permission";
import { awsClients, type Clients } from "../../../tools/aws/clients";

const names = [
    ...["account", "cloudWatch", "ecr", "eventBridge", "guardDuty", "iam", "inspector"],
    ...["kms", "lambda", "macie", "organizations", "s3", "sns", "sqs", "sts"],
] as const satisfies readonly Exclude<keyof Clients, "region">[];

describe("the clients of a Region", () => {
    const clientsIn = awsClients(undefined);

    it("are made once, each for its service, in that Region", async () => {
        const clients = clientsIn("eu-west-1");
        const all = names.map((name) => clients[name]);
        assert.equal(new Set(all.map(({ config }) => config.serviceId)).size, names.length);
        for (const [index, client] of all.entries()) {
            assert.equal(client, clientsIn("eu-west-1")[names[index]!]);
            assert.equal(await client.config.region(), "eu-west-1");
            assert.equal(await client.config.maxAttempts(), 8);
        }
        assert.notEqual(clients.sns, clientsIn("us-east-1").sns);
    });

    it("name the bucket in the path at an endpoint of one's own, and nowhere else", () => {
        const pathStyle = (endpoint: string | undefined) => awsClients(endpoint)("eu-west-1").s3.config.forcePathStyle;
        assert.deepEqual(
            [pathStyle("http://localhost:4566"), pathStyle(undefined), pathStyle("")],
            [true, false, false],
        );
    });

    it("keep the SDK's notice of coming Node versions from users, and nothing else", () => {
        assert.equal(process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED, "true");
    });
});

describe("a call of a client", () => {
    const denied = Object.assign(new Error("No."), { name: "AccessDenied" });
    const mocked = () => [mockClient(S3Client), mockClient(SQSClient), mockClient(EventBridgeClient)] as const;
    let mocks: ReturnType<typeof mocked>;
    const { s3, sqs, eventBridge } = awsClients(undefined, undefined, actionsOf(drillActions))("eu-west-1");
    const lacks = (action: string) => (error: MissingPermissions) => {
        assert.deepEqual(error.actions, [action]);
        return true;
    };
    before(() => {
        mocks = mocked();
        const [buckets, queues, rules] = mocks;
        buckets.onAnyCommand().rejects(denied);
        queues.onAnyCommand().rejects(denied);
        rules.onAnyCommand().rejects(denied);
    });
    after(() => {
        for (const mock of mocks) mock.restore();
    });

    it("that is denied names the action as IAM calls it, also within a list of pages", async () => {
        await assert.rejects(eventBridge.send(new ListRulesCommand({})), lacks("events:ListRules"));
        const deleting = sqs.send(new DeleteMessageBatchCommand({ QueueUrl: "q", Entries: [] }));
        await assert.rejects(deleting, lacks("sqs:DeleteMessage"));
        const listing = itemsOf(paginateListObjectsV2({ client: s3 }, { Bucket: "b" }), ({ Contents }) => Contents);
        await assert.rejects(listing, lacks("s3:ListBucket"));
    });

    it("is not made when the command's policy does not grant it", () => {
        assert.throws(
            () => s3.send(new DeleteBucketCommand({ Bucket: "b" })),
            new Error("s3:DeleteBucket is not among the actions in tools/aws/actions.ts."),
        );
        assert.equal(mocks[0].commandCalls(DeleteBucketCommand).length, 0);
    });
});

describe("the credentials of a stack's configuration", () => {
    const silent = (text: string) => assert.fail(text);
    const roleArn = "arn:aws:iam::111122223333:role/deployer";

    it("are the standard chain's where it says nothing", () => {
        assert.deepEqual(signInOf({ "aws:region": "eu-west-1" }, silent), { profile: undefined, roles: [] });
    });

    it("are those of its profile", () => {
        const signIn = signInOf({ "aws:profile": "prod" }, silent);
        assert.deepEqual(signIn, { profile: "prod", roles: [] });
        assert.equal(awsClients(undefined, signIn)("eu-west-1").sns.config.profile, "prod");
    });

    describe("are those of its roles,", () => {
        const sts = mockClient(STSClient);
        beforeEach(() => sts.reset());
        after(() => {
            sts.restore();
        });
        const roles = [{ roleArn }, { roleArn: `${roleArn}-2`, sessionName: "drill", externalId: "x" }];
        const signIn = signInOf({ "aws:assumeRoles": JSON.stringify(roles) }, silent);
        const givenFor = (milliseconds: number) => {
            const given = { AccessKeyId: "AK", SecretAccessKey: "SK", SessionToken: "ST" };
            const Expiration = new Date(Date.now() + milliseconds);
            sts.on(AssumeRoleCommand).resolves({ Credentials: { ...given, Expiration } });
        };

        it("assumed one with the other, once for all clients", async () => {
            givenFor(3_600_000);
            const clientsIn = awsClients(undefined, signIn);
            const { accessKeyId, secretAccessKey, sessionToken } =
                await clientsIn("eu-west-1").sns.config.credentials();
            assert.deepEqual([accessKeyId, secretAccessKey, sessionToken], ["AK", "SK", "ST"]);
            await clientsIn("us-east-1").sqs.config.credentials();
            const calls = sts.commandCalls(AssumeRoleCommand);
            assert.deepEqual(
                calls.map(({ args: [{ input }] }) => input),
                [
                    { RoleArn: roleArn, RoleSessionName: "vigil", ExternalId: undefined },
                    { RoleArn: `${roleArn}-2`, RoleSessionName: "drill", ExternalId: "x" },
                ],
            );
            const { config } = calls[1]!.thisValue as STSClient;
            assert.equal((await config.credentials()).accessKeyId, "AK");
        });

        it("assumed again before they expire", async () => {
            givenFor(60_000);
            const clientsIn = awsClients(undefined, signIn);
            await clientsIn("eu-west-1").sns.config.credentials();
            const before = sts.commandCalls(AssumeRoleCommand).length;
            await clientsIn("us-east-1").sqs.config.credentials();
            assert.ok(sts.commandCalls(AssumeRoleCommand).length > before);
        });
    });

    it("take one role as well as a list", () => {
        assert.deepEqual(signInOf({ "aws:assumeRole": JSON.stringify({ roleArn }) }, silent).roles, [
            { roleArn, sessionName: "vigil" },
        ]);
    });

    it("are refused for a role without an ARN", () => {
        for (const wrong of ["{}", "[5]"]) {
            assert.throws(
                () => signInOf({ "aws:assumeRole": wrong }, silent),
                new UserError("aws:assumeRole must have a roleArn, which is the ARN of a role."),
            );
        }
        assert.throws(
            () => signInOf({ "aws:assumeRoles": "deployer" }, silent),
            /^UserError: aws:assumeRoles is not valid JSON/,
        );
    });

    it("that are not read are named", () => {
        const said: string[] = [];
        signInOf({ "aws:accessKey": "AK", "aws:assumeRoleWithWebIdentity": "{}" }, (text) => said.push(text));
        assert.deepEqual(said, [
            "aws:accessKey, aws:assumeRoleWithWebIdentity of the stack's configuration is not used here; the AWS CLI's credentials are.\n",
        ]);
    });
});
