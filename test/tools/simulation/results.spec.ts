import assert from "node:assert/strict";
import type { Report } from "../../../tools/proof/report";
import { rehearseProgram } from "../../../tools/rehearsal/rehearse";
import { fixtures } from "../../support/stacks";
import { faultsOf } from "../../../tools/report/faults";
import { addStatement, set, statement, without } from "./edits";
import { resultIn, recordDev, rehearseOver, wrongIn } from "./stacks";

describe("the rehearsal of the dev stack", () => {
    let report: Report;

    before(async () => {
        report = await rehearseOver(await recordDev());
    });

    it("is green, and says of what", async () => {
        const { report: program } = await rehearseProgram({ directory: fixtures, stack: "dev" });
        const { results, warnings, ...rest } = program;
        assert.deepEqual(wrongIn(program), []);
        assert.deepEqual(
            warnings.filter((warning) => !warning.startsWith("A burst")),
            ["security@example.com is a placeholder: its domain is for examples only, and mail to it reaches nobody."],
        );
        assert.deepEqual(rest, {
            stack: "dev",
            cloud: "rehearsal",
            account: "123456789012",
            accountInvented: true,
            home: "eu-west-1",
            regions: ["eu-west-1", "us-east-1"],
            notRehearsed: [],
        });
        assert.equal(new Set(results.map(({ id }) => id)).size, results.length, "every id is unique");
    });

    it("brings an attack sequence of another Region to the mailbox, line feeds, quotes and all", () => {
        const { steps, arrived, ...result } = resultIn(report, "us-east-1/guardDuty/CRITICAL")!;
        assert.deepEqual(result, {
            id: "us-east-1/guardDuty/CRITICAL",
            kind: "finding",
            region: "us-east-1",
            source: "guardDuty",
            subject: "CRITICAL finding",
            severity: "CRITICAL",
            route: "alerts",
            expected: "arrives",
            outcome: "arrives",
        });
        assert.deepEqual(
            steps.map(({ hop, resource }) => `${hop}: ${resource.type.replace(/^.*:/, "")} ${resource.name}`),
            [
                "service: Detector detection-us-east-1",
                "relay rule: EventRule relay-us-east-1",
                "relay role: Role findings-bus-relay",
                "relay role: RolePolicy findings-bus-relay",
                "findings bus: EventBusPolicy findings-bus",
                "alert rule: EventRule alerts-guardduty-critical",
                "message: EventTarget alerts-guardduty-critical",
                "topic policy: TopicPolicy alert-topic",
                "alert key: Key alert-topic",
                "alert key: Key alert-topic",
                "subscription: TopicSubscription alert-topic-security@example.com",
            ],
        );
        const id = "e230ff72fb81e033aa2967a0d97f9641";
        assert.equal(
            arrived,
            '{ "alert": "CRITICAL GuardDuty finding in us-east-1, account 123456789012", "service": "GuardDuty", ' +
                '"severity": "CRITICAL", "score": 9, "sample": true, "type": "AttackSequence:IAM/CompromisedCredentials", ' +
                '"title": "Somebody uses the stolen credentials of \\"backup-operator\\".", ' +
                '"description": "An attack sequence of 2 signals:\\n1. A key was used from a Tor exit.\\n2. It switched ' +
                'off \\"CloudTrail\\".", "account": "123456789012", "region": "us-east-1", "resource": { ' +
                '"type": "AttackSequence", "instance": "", "user": "", "accessKey": "", "bucket": "", ' +
                '"eksCluster": "", "workload": "", "ecsCluster": "", "container": "", "function": "", ' +
                '"database": "", "shardGroup": "", "volume": "", "snapshot": "", "image": "", "recoveryPoint": "", ' +
                `"sequence": [ "ASIASAMPLETOR", "trail", "" ] }, "firstSeen": "2026-03-14T02:01:00.000Z", ` +
                `"lastSeen": "2026-03-14T02:09:00.000Z", "count": 1, "findingId": "${id}", ` +
                '"time": "2026-03-14T02:17:45Z", "console": "https://us-east-1.console.aws.amazon.com/guardduty/' +
                `home?region=us-east-1#/findings?macros=current&fId=${id}" }`,
        );
    });

    it("writes findings to the archive, over the documents of key and bucket", () => {
        assert.deepEqual(resultIn(report, "eu-west-1/guardDuty/export"), {
            id: "eu-west-1/guardDuty/export",
            kind: "export",
            region: "eu-west-1",
            source: "guardDuty",
            subject: "LOW finding",
            route: "archive",
            expected: "arrives",
            outcome: "arrives",
            steps: [
                {
                    hop: "service",
                    resource: { type: "aws:guardduty/detector:Detector", name: "detection-eu-west-1" },
                    passed: true,
                    reason: "GuardDuty is on in eu-west-1.",
                },
                {
                    hop: "publishing destination",
                    resource: {
                        type: "aws:guardduty/publishingDestination:PublishingDestination",
                        name: "export-eu-west-1",
                    },
                    passed: true,
                    reason: "It exports to arn:aws:s3:::vigil-test-findings-archive-123456789012-eu-west-1 under arn:aws:kms:eu-west-1:123456789012:key/3bb50776-794e-475c-345e-4d4e4df930ba.",
                },
                {
                    hop: "findings key",
                    resource: { type: "aws:kms/keyPolicy:KeyPolicy", name: "findings-archive" },
                    passed: true,
                    reason: "The key policy of aws:kms/key:Key findings-archive: statement GuardDutyEncryptsWhatItExports allows kms:GenerateDataKey for guardduty.amazonaws.com.",
                },
                {
                    hop: "bucket policy",
                    resource: { type: "aws:s3/bucketPolicy:BucketPolicy", name: "findings-archive" },
                    passed: true,
                    reason: "The bucket policy of aws:s3/bucket:Bucket findings-archive: statement GuardDutyWritesItsExports allows s3:GetBucketLocation for guardduty.amazonaws.com.",
                },
                {
                    hop: "bucket policy",
                    resource: { type: "aws:s3/bucketPolicy:BucketPolicy", name: "findings-archive" },
                    passed: true,
                    reason: "The bucket policy of aws:s3/bucket:Bucket findings-archive: statement GuardDutyWritesItsExports allows s3:PutObject for guardduty.amazonaws.com.",
                },
            ],
            arrived:
                "AWSLogs/123456789012/GuardDuty/eu-west-1/2026/03/14/5eed0000-0000-4000-8000-000000000001.jsonl.gz",
        });
    });

    it("keeps what is below the threshold suppressed, and says which rules passed it over", () => {
        const { outcome, steps, arrived } = resultIn(report, "eu-west-1/macie/MEDIUM")!;
        assert.deepEqual([outcome, arrived], ["suppressed", undefined]);
        assert.match(
            steps.at(-1)!.reason,
            /^No rule on the bus vigil-test-findings-bus matches this event, but rule vigil-test-finding-counts-macie-medium, which has no target; rule vigil-test-alerts-macie-high: detail\.severity\.description is "Medium", wanted "High"\.$/,
        );
    });

    it("tells by an alarm of a finding that could not be relayed", () => {
        const { outcome, steps, arrived } = resultIn(report, "us-east-1/guardDuty/LOW/not-relayed")!;
        assert.equal(outcome, "arrives");
        assert.ok(steps.some(({ hop, passed }) => hop === "dead-letter queue" && passed));
        assert.match(arrived!, /"alert": "Vigil alarm in us-east-1, account 123456789012\b/);
    });

    it("is the same in every run", async () => {
        const [one, again] = [0, 1].map(() => rehearseProgram({ directory: fixtures, stack: "dev" }));
        assert.deepEqual(await again, await one);
    });
});

describe("the rehearsal of the prod stack", () => {
    it("is green in all its Regions", async () => {
        const { report } = await rehearseProgram({ directory: fixtures, stack: "prod" });
        assert.deepEqual(wrongIn(report), []);
        assert.equal(report.regions.length, 17);
    });
});

describe("a lost alert", () => {
    it("is told with document, statement and condition, and where the event is now", async () => {
        const dev = await recordDev();
        const policy = {
            Version: "2012-10-17",
            Statement: {
                Sid: "EventBridgePublishesAlerts",
                Effect: "Allow",
                Principal: { Service: "events.amazonaws.com" },
                Action: "sns:Publish",
                Resource: "*",
                Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
            },
        };
        const report = await rehearseOver(dev, set(["topicPolicy"], { policy }));
        const { outcome, deadLetter, steps, arrived } = resultIn(report, "us-east-1/macie/HIGH")!;
        assert.deepEqual([outcome, deadLetter, arrived], ["lost", "kept", undefined]);
        assert.deepEqual(
            steps.find(({ passed }) => !passed),
            {
                hop: "topic policy",
                resource: { type: "aws:sns/topicPolicy:TopicPolicy", name: "alert-topic" },
                passed: false,
                reason: "The topic policy of aws:sns/topic:Topic alert-topic: statement EventBridgePublishesAlerts allows sns:Publish for events.amazonaws.com, but condition aws:SourceAccount: key absent from the request.",
                statement: {
                    name: "EventBridgePublishesAlerts",
                    elements: [
                        { text: 'Effect: "Allow"', holds: true },
                        { text: 'Principal: {"Service":"events.amazonaws.com"}', holds: true },
                        { text: 'Action: "sns:Publish"', holds: true },
                        { text: 'Resource: "*"', holds: true },
                        { text: 'StringEquals aws:SourceAccount: "123456789012"', holds: false },
                    ],
                },
                fix: "EventBridge needs sns:Publish without a condition, CloudWatch for the alarms of this account.",
            },
        );
    });

    it("is told with the part of the statement that does not hold, if a statement is about the caller", async () => {
        const dev = await recordDev();
        const wrongIn = async (...change: Parameters<typeof statement>) => {
            const { steps } = resultIn(await rehearseOver(dev, statement(...change)), "us-east-1/macie/HIGH")!;
            const { name, elements = [] } = steps.find(({ passed }) => !passed)?.statement ?? {};
            return [name, ...elements.filter(({ holds }) => !holds).map(({ text }) => text)];
        };
        const publish = [["topicPolicy"], "EventBridge"] as const;
        const name = "EventBridgePublishesAlerts";
        assert.deepEqual(await wrongIn(...publish, (one) => ({ ...one, Action: "sns:Subscribe" })), [
            name,
            'Action: "sns:Subscribe"',
        ]);
        assert.deepEqual(await wrongIn(...publish, (one) => ({ ...one, Effect: "Deny", Sid: undefined })), [
            "1",
            'Effect: "Deny"',
        ]);
        assert.deepEqual(
            await wrongIn(...publish, (one) => ({ ...one, Principal: { Service: "sqs.amazonaws.com" } })),
            [undefined],
        );
        const relay = await wrongIn(["rolePolicy", "relay"], "Put", (one) => ({
            ...one,
            Resource: "arn:aws:events:::x",
        }));
        assert.deepEqual(relay, ["PutFindings", 'Resource: "arn:aws:events:::x"']);
    });

    it("is one paragraph of the report, when a topic has no policy that anybody could publish by", async () => {
        const deny = { Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: "*" };
        const dev = await recordDev();
        for (const edit of [without("topicPolicy"), addStatement(["topicPolicy"], deny)]) {
            const [fault, ...others] = faultsOf(await rehearseOver(dev, edit));
            assert.deepEqual([fault?.step?.hop, others], ["topic policy", []]);
        }
    });

    it("is told as one that nobody hears of, when the alarm about it goes the same broken way", async () => {
        const report = await rehearseOver(await recordDev(), without("rolePolicy"));
        const endOf = (id: string) => {
            const { deadLetter, steps } = resultIn(report, id)!;
            return [deadLetter, steps.at(-1)!.passed, steps.at(-1)!.reason.replace(/ in .*$/, "")];
        };
        assert.deepEqual(endOf("us-east-1/macie/HIGH"), [
            "kept",
            false,
            "The alarm travels over the same relay, so it does not arrive either.",
        ]);
        assert.deepEqual(endOf("eu-west-1/macie/HIGH"), ["kept", true, "It goes off at the first message"]);
    });
});
