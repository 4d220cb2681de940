import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mockClient } from "aws-sdk-client-mock";
import { awsClients } from "../../../tools/aws/clients";
import { ArchiveCheck, exportsOf } from "../../../tools/drill/evidence/archive-check";
import { readDepths } from "../../../tools/drill/evidence/depths";
import { peek } from "../../../tools/drill/evidence/dead-letters";
import { lettersIn, likeliestLoss } from "../../../tools/drill/evidence/losses";
import type { Rule } from "../../../tools/simulation/model/stack-model";
import { account, home, outputs } from "./support/stack";

const clientsIn = awsClients(undefined);
const ruleOf = (name: string, bus: string): Rule => ({
    resource: { type: "rule", name },
    region: home,
    name,
    arn: `arn:${name}`,
    bus,
    enabled: true,
    pattern: { refusal: "not asked" },
    patternText: "",
    targets: [],
});
const relay = ruleOf("relay", "default");

describe("the evidence of a drill", () => {
    const sqs = mockClient(SQSClient);
    const s3 = mockClient(S3Client);
    beforeEach(() => {
        for (const mock of [sqs, s3]) mock.reset();
    });
    after(() => {
        for (const mock of [sqs, s3]) mock.restore();
    });

    it("counts what queues hold, and goes by what grew during the drill", async () => {
        sqs.on(GetQueueAttributesCommand).resolves({
            Attributes: { ApproximateNumberOfMessages: "2", ApproximateNumberOfMessagesNotVisible: "1" },
        });
        const after = await readDepths(clientsIn, [{ region: home, url: "q" }]);
        assert.deepEqual(
            [lettersIn({ before: after, after }, "q"), lettersIn({ before: new Map(), after }, "q")],
            [0, 3],
        );
    });

    it("reads dead letters without taking them", async () => {
        const text = (StringValue: string) => ({ DataType: "String", StringValue });
        const MessageAttributes = {
            RULE_ARN: text("arn:alert"),
            ERROR_CODE: text("NO_PERMISSIONS"),
            ERROR_MESSAGE: text("no"),
        };
        sqs.on(ReceiveMessageCommand).resolves({ Messages: [{ MessageId: "1", Body: "{}", MessageAttributes }] });
        assert.deepEqual(await peek(clientsIn(home), "q"), [
            { queueUrl: "q", body: "{}", ruleArn: "arn:alert", errorCode: "NO_PERMISSIONS", errorMessage: "no" },
        ]);
        assert.equal(sqs.calls().length, 2, "it looks until nothing is new, and deletes nothing");
    });

    it("knows no place for a loss without a dead letter", () => {
        assert.equal(likeliestLoss(undefined, [relay]).hop, "subscription");
    });

    for (const [errorCode, ruleArn, hop] of [
        ["NO_PERMISSIONS", "arn:relay", "relay role"],
        ["NO_PERMISSIONS", "arn:alert", "topic policy"],
        ["INVALID_JSON", "arn:alert", "message"],
        ["KMS_ACCESS_DENIED", "arn:alert", "alert key"],
        ["NO_RESOURCE", "arn:alert", "alert rule"],
    ] as const) {
        it(`blames the ${hop} for a dead letter of ${ruleArn} with ${errorCode}`, () => {
            const letter = { queueUrl: "a/letters", body: '{"id":"f1"}', ruleArn, errorCode, errorMessage: "refused" };
            const step = likeliestLoss(letter, [relay]);
            assert.equal(step.hop, hop);
            assert.match(step.reason, /queue letters has it: \w+, "refused"/);
        });
    }

    it("takes an object for wrong that is under the right key, but encrypted in another way", async () => {
        s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key: "k" }] });
        const Body = { transformToByteArray: () => Promise.resolve(gzipSync('{"id":"f1"}\n')) } as never;
        const answer = { Body, SSEKMSKeyId: outputs.findingsKeyArn };
        for (const [ServerSideEncryption, problem] of [
            ["aws:kms", undefined],
            [
                "aws:kms:dsse",
                `The object is encrypted by aws:kms:dsse under ${outputs.findingsKeyArn}, not by aws:kms under ${outputs.findingsKeyArn}.`,
            ],
        ] as const) {
            s3.on(GetObjectCommand).resolves({ ...answer, ServerSideEncryption });
            const check = new ArchiveCheck(clientsIn(home), outputs, exportsOf(outputs, home), 0);
            await check.look(0, false);
            assert.deepEqual(check.with("f1"), { key: "k", line: { id: "f1" }, problem });
        }
    });

    it("finds findings in today's objects, and in the whole folder only when it is thorough", async () => {
        const folder = `AWSLogs/${account}/GuardDuty/${home}/`;
        const LastModified = new Date(Date.UTC(2026, 5, 1));
        const old = { Key: `${folder}old`, LastModified: new Date(0) };
        s3.on(ListObjectsV2Command).resolves({ Contents: [] });
        s3.on(ListObjectsV2Command, { Prefix: folder, ContinuationToken: undefined }).resolves({
            Contents: [{ Key: `${folder}x`, LastModified }, { Key: `${folder}broken`, LastModified }, old],
        });
        const body = (bytes: Uint8Array) => ({ transformToByteArray: () => Promise.resolve(bytes) }) as never;
        s3.on(GetObjectCommand).resolves({ Body: body(Buffer.from("no gzip")) });
        s3.on(GetObjectCommand, { Key: `${folder}x` }).resolves({ Body: body(gzipSync('{"id":"f1"}\n{"id":"f2"}\n')) });
        const check = new ArchiveCheck(clientsIn(home), outputs, exportsOf(outputs, home), LastModified.getTime());
        await check.look(LastModified.getTime(), false);
        assert.equal(check.with("f1"), undefined);
        await check.look(LastModified.getTime(), true);
        await check.look(LastModified.getTime(), true);
        assert.match(check.with("f2")?.problem ?? "", /encrypted by nothing under no key/);
        assert.equal(s3.commandCalls(GetObjectCommand).length, 2, "each new object is opened once");
    });
});
