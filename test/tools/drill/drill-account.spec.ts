import assert from "node:assert/strict";
import { CreateSampleFindingsCommand, DescribePublishingDestinationCommand } from "@aws-sdk/client-guardduty";
import { ListCoverageCommand } from "@aws-sdk/client-inspector2";
import { GetMacieSessionCommand } from "@aws-sdk/client-macie2";
import { GetSubscriptionAttributesCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { isGreen } from "../../../tools/proof/report";
import { startDrill, useFakeAccount, wrong } from "./support/drilling";
import type { FakeFinding } from "./support/fake-findings";
import { email, expectations, home, outputs } from "./support/stack";

describe("drillAccount", () => {
    const fake = useFakeAccount();

    it("is green on a good stack, and says of each result what it rests on", async () => {
        const { report, plans, complaints } = startDrill(fake.clock);
        const { results, cloud, regions, warnings } = await report;
        assert.deepEqual(wrong(await report), []);
        assert.deepEqual([cloud, regions, warnings, complaints], ["aws", [home], [], []]);
        const timed = results.filter(({ latencySeconds }) => latencySeconds !== undefined);
        assert.deepEqual(
            timed.map(({ id }) => id),
            ["HIGH", "CRITICAL"].map((band) => `${home}/guardDuty/${band}`).concat(`${home}/macie/HIGH`),
        );
        assert.equal(fake.account.mocks.macie.commandCalls(GetMacieSessionCommand).length, 1, "asked once a Region");
        assert.match(plans[0]!, /make 7 sample findings in 1 Region/);
        assert.match(plans[0]!, /4 messages to each of 1 subscriber: 3 alerts/);
        const inspector = results.find(({ id }) => id === `${home}/inspector/CRITICAL`);
        assert.equal(inspector?.subject, "CRITICAL finding");
        assert.equal(inspector.remark, "by TestEventPattern and the account's documents");
    });

    it("makes a queue that takes alerts of the topic alone, and nothing over plain HTTP", async () => {
        await startDrill(fake.clock).report;
        const [call] = fake.account.mocks.sqs.commandCalls(CreateQueueCommand);
        const { Statement } = JSON.parse(call!.args[0].input.Attributes!.Policy!) as { Statement: object[] };
        assert.deepEqual(
            Statement.map((one) => ({ ...one, Resource: "" })),
            [
                {
                    Sid: "NobodyComesOverPlainHttp",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "sqs:*",
                    Resource: "",
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
                {
                    Sid: "TheTopicsDeliver",
                    Effect: "Allow",
                    Principal: { Service: "sns.amazonaws.com" },
                    Action: "sqs:SendMessage",
                    Resource: "",
                    Condition: { ArnEquals: { "aws:SourceArn": [outputs.alertTopicArn] } },
                },
            ],
        );
    });

    it("reads where the alerts go that an endpoint does not take, and sees a queue that does not let them in", async () => {
        const SubscriptionArn = `${outputs.alertTopicArn}:endpoint`;
        fake.account.subscriptions.push({ SubscriptionArn, Protocol: "https", Endpoint: "https://pager.example.com" });
        const deadLetterTargetArn = outputs.alertTopicArn.replace("sns", "sqs").replace("alerts", "endpoint-letters");
        fake.account.mocks.sns
            .on(GetSubscriptionAttributesCommand, { SubscriptionArn })
            .resolves({ Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn }) } });
        const endpoints = outputs.deadLetterQueueUrls.alerts.replace("alert-letters", "endpoint-letters");
        const { report } = startDrill(fake.clock, {
            outputs: { ...outputs, deadLetterQueueUrls: { ...outputs.deadLetterQueueUrls, endpoints } },
            expectations: { ...expectations, endpoints: true },
        });
        // The queue is there, but its policy is for EventBridge alone.
        const [broken, ...others] = wrong(await report);
        assert.deepEqual([broken, others], [`${home}/guardDuty/HIGH/not-posted lost: dead-letter queue`, []]);
    });

    it("archives its samples, and leaves neither queue nor subscription", async () => {
        const real: FakeFinding[] = [];
        fake.clock.onSleep = () => {
            if (real.length === 0) {
                const type = "CryptoCurrency:EC2/BitcoinTool.B!DNS";
                real.push(fake.account.findings.add("guardDuty", type, { sample: false }));
            }
        };
        await startDrill(fake.clock).report;
        assert.deepEqual(fake.account.drillQueues, []);
        assert.equal(fake.account.subscriptions.length, 1);
        const made = fake.account.findings.all.filter(({ service, sample }) => service === "guardDuty" && sample);
        assert.ok(made.length === 4 && made.every(({ archived }) => archived));
        assert.deepEqual(
            real.map(({ archived }) => archived),
            [false],
        );
    });

    it("makes one sample a call, those below the threshold first, and never more than five a second", async () => {
        const moments: number[] = [];
        fake.account.mocks.guardDuty.on(CreateSampleFindingsCommand).callsFake(() => {
            moments.push(fake.clock.now());
            return {};
        });
        await startDrill(fake.clock, { timeout: 60_000 }).report;
        const calls = fake.account.mocks.guardDuty.commandCalls(CreateSampleFindingsCommand);
        assert.ok(calls.every(({ args: [command] }) => command.input.FindingTypes?.length === 1));
        assert.ok(moments.slice(1).every((moment, index) => moment - moments[index]! >= 200));
    });

    it("can do it again on the same day, with other types", async () => {
        assert.ok(isGreen(await startDrill(fake.clock).report));
        const first = [...fake.account.findings.asked];
        await fake.clock.sleep(3_600_000);
        assert.ok(isGreen(await startDrill(fake.clock).report));
        const second = fake.account.findings.asked
            .slice(first.length)
            .filter((type) => !/^(SensitiveData|Policy:IAMUser\/S3)/.test(type));
        assert.ok(
            second.every((type) => !first.includes(type)),
            second.join(),
        );
    });

    it("says what Inspector has, and whether it looks at the scan targets", async () => {
        const covered = {
            resourceId: "i-1",
            resourceType: "AWS_EC2_INSTANCE" as const,
            accountId: "1",
            scanType: "PACKAGE" as const,
            scanStatus: { statusCode: "ACTIVE" as const, reason: "SUCCESSFUL" as const },
        };
        fake.account.mocks.inspector
            .on(ListCoverageCommand)
            .resolves({ coveredResources: [], nextToken: "2" })
            .on(ListCoverageCommand, { nextToken: "2" })
            .resolves({ coveredResources: [covered] });
        const scanTargets = { instanceId: "i-1", repositoryUrl: "1.dkr.ecr.eu-west-1.amazonaws.com/scan-target" };
        const { notes = [] } = await startDrill(fake.clock, { outputs: { ...outputs, scanTargets } }).report;
        assert.match(notes[0]!, /scan target i-1 in eu-west-1: ACTIVE \(SUCCESSFUL\)/);
        assert.match(notes[1]!, /does not cover the scan target scan-target/);
    });

    it("drills in spite of unconfirmed mailboxes where that is allowed, and warns of them", async () => {
        fake.account.subscriptions = [{ SubscriptionArn: "PendingConfirmation", Protocol: "email", Endpoint: email }];
        const report = await startDrill(fake.clock, { allowPending: true }).report;
        assert.deepEqual(wrong(report), []);
        assert.deepEqual(report.warnings, [`${email} has not confirmed its subscription, and gets no alert.`]);
    });

    it("leaves out what is not asked for", async () => {
        const only = { ...expectations, regions: [{ region: home, services: ["macie" as const] }] };
        const { results } = await startDrill(fake.clock, { expectations: only }).report;
        assert.ok(results.every(({ source }) => ["macie", "alarm", "schedule"].includes(source)));
    });

    it("keeps everything with --keep, and says what", async () => {
        const { report, complaints } = startDrill(fake.clock, { keep: true });
        await report;
        assert.equal(fake.account.drillQueues.length, 1);
        assert.ok(complaints[0]!.includes(fake.account.drillQueues[0]!));
    });

    it("refuses to begin where an export is broken, before anything is touched", async () => {
        fake.account.mocks.guardDuty.on(DescribePublishingDestinationCommand).resolves({
            Status: "UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY",
            DestinationProperties: { DestinationArn: `arn:aws:s3:::${outputs.findingsBucket}` },
        });
        await assert.rejects(startDrill(fake.clock).report, /publishing destination: .* is UNABLE_TO_PUBLISH/);
        assert.equal(fake.account.mocks.sqs.commandCalls(ReceiveMessageCommand).length, 0);
    });
});
