import assert from "node:assert/strict";
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribePublishingDestinationCommand, GetDetectorCommand } from "@aws-sdk/client-guardduty";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { type AccountState, BatchGetAccountStatusCommand } from "@aws-sdk/client-inspector2";
import { GetMacieSessionCommand } from "@aws-sdk/client-macie2";
import { GetBucketPolicyCommand } from "@aws-sdk/client-s3";
import { GetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { UserError } from "../../../tools/cli/user-error";
import { startDrill, useFakeAccount } from "./support/drilling";
import { email, expectations, home } from "./support/stack";

describe("the preflight", () => {
    const fake = useFakeAccount();
    afterEach(() => {
        assert.equal(fake.account.mocks.sqs.commandCalls(CreateQueueCommand).length, 0, "something was touched");
    });

    async function refusal(changes: Parameters<typeof startDrill>[1] = {}): Promise<string> {
        const { report, plans } = startDrill(fake.clock, changes);
        const error: unknown = await report.then(assert.ifError, (reason: unknown) => reason);
        assert.ok(error instanceof UserError, String(error));
        assert.deepEqual(plans, []);
        return error.message;
    }

    const denied = (action: string) =>
        Object.assign(
            new Error(`User: arn:aws:iam::1:user/me is not authorized to perform: ${action} on resource: *`),
            {
                name: "AccessDeniedException",
            },
        );

    it("refuses another account", async () => {
        fake.account.mocks.sts.on(GetCallerIdentityCommand).resolves({ Account: "999999999999", Arn: "arn:me" });
        assert.match(await refusal(), /in the account 123456789012, but the credentials are of 999999999999/);
    });

    it("refuses Regions that are not deployed", async () => {
        const regions = [...expectations.regions, { region: "us-east-1", services: ["guardDuty" as const] }];
        assert.match(
            await refusal({ expectations: { ...expectations, regions } }),
            /has nothing in us-east-1; it is in eu/,
        );
    });

    it("names a suspended detector, and Macie that is paused", async () => {
        fake.account.mocks.guardDuty.on(GetDetectorCommand).resolves({ Status: "DISABLED" });
        fake.account.mocks.macie.on(GetMacieSessionCommand).resolves({ status: "PAUSED" });
        const message = await refusal();
        assert.match(
            message,
            new RegExp(`- service: GuardDuty in ${home} is suspended \\(enable: false\\), so it finds`),
        );
        assert.match(message, new RegExp(`- service: Macie in ${home} is paused \\(status: PAUSED\\), so it finds`));
    });

    it("tells once that a service is off, also where that stops its export", async () => {
        fake.account.mocks.guardDuty.on(GetDetectorCommand).resolves({ Status: "DISABLED" });
        fake.account.mocks.guardDuty
            .on(DescribePublishingDestinationCommand)
            .resolves({ Status: "UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY" });
        const [, ...problems] = (await refusal()).split("\n");
        assert.equal(problems.length, 1);
        assert.match(problems[0]!, /service: GuardDuty in eu-west-1 is suspended/);
    });

    it("distinguishes Macie that is off from a missing permission", async () => {
        const off = Object.assign(new Error("Macie is not enabled"), { name: "AccessDeniedException" });
        fake.account.mocks.macie.on(GetMacieSessionCommand).rejects(off);
        assert.match(await refusal(), /service: Macie is not on in eu-west-1/);
    });

    it("says when Inspector is not on yet", async () => {
        const accounts = [{ state: { status: "ENABLING" } }] as AccountState[];
        fake.account.mocks.inspector.on(BatchGetAccountStatusCommand).resolves({ accounts });
        assert.match(await refusal(), /service: Inspector is not on in eu-west-1/);
    });

    it("names the mailboxes that have not confirmed, and how they do", async () => {
        fake.account.subscriptions = [{ SubscriptionArn: "PendingConfirmation", Protocol: "email", Endpoint: email }];
        const message = await refusal();
        assert.match(message, /subscription: security@example\.com has not confirmed/);
        assert.match(message, /link in SNS's mail/);
    });

    it("does not print the URL of an endpoint, which is a secret", async () => {
        fake.account.subscriptions = [
            { SubscriptionArn: "PendingConfirmation", Protocol: "https", Endpoint: "https://hooks.example.com/secret" },
        ];
        const message = await refusal();
        assert.match(message, /An https endpoint has not confirmed/);
        assert.doesNotMatch(message, /hooks/);
    });

    it("lists every missing permission, an action a line", async () => {
        fake.account.mocks.guardDuty.on(GetDetectorCommand).rejects(denied("guardduty:GetDetector"));
        fake.account.mocks.macie.on(GetMacieSessionCommand).rejects(denied("macie2:GetMacieSession"));
        fake.account.mocks.s3
            .on(GetBucketPolicyCommand)
            .rejects(Object.assign(new Error("no"), { name: "AccessDenied" }));
        assert.deepEqual((await refusal()).split("\n").slice(0, 4), [
            "The identity that runs the drill, arn:aws:iam::1:user/me, may not:",
            "  guardduty:GetDetector",
            "  macie2:GetMacieSession",
            "  s3:GetBucketPolicy",
        ]);
    });

    it("lists what is missing for roles, too", async () => {
        fake.account.mocks.iam.on(GetRoleCommand).rejects(denied("iam:GetRole"));
        assert.match(await refusal(), /\n {2}iam:GetRole\n/);
    });

    it("lets an unexpected failure through as it is", async () => {
        fake.account.mocks.cloudWatch.on(DescribeAlarmsCommand).rejects(new Error("AWS is down"));
        await assert.rejects(startDrill(fake.clock).report, /AWS is down/);
    });

    it("says what to do without credentials", async () => {
        const nobody = Object.assign(new Error("no providers"), { name: "CredentialsProviderError" });
        fake.account.mocks.sts.on(GetCallerIdentityCommand).rejects(nobody);
        assert.match(await refusal(), /aws sso login/);
    });

    it("says when the topic is gone", async () => {
        fake.account.mocks.sns
            .on(GetTopicAttributesCommand)
            .rejects(Object.assign(new Error("?"), { name: "NotFound" }));
        assert.match(await refusal(), /topic policy: The topic .*:alerts is gone/);
    });
});
