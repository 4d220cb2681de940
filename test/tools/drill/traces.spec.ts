import assert from "node:assert/strict";
import { TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { awsClients } from "../../../tools/aws/clients";
import type { Rule } from "../../../tools/simulation/model/stack-model";
import type { Evidence } from "../../../tools/drill/evidence/losses";
import { testPatterns } from "../../../tools/drill/inspector";
import type { SampleRun } from "../../../tools/drill/sample-runs";
import { exportTrace, sampleTrace } from "../../../tools/drill/traces";
import { parseEventPattern } from "../../../tools/evaluators/event-pattern";
import { casesOf } from "../../../tools/proof/cases";
import type { Hop, Step } from "../../../tools/proof/report";
import { useFakeAccount } from "./support/drilling";
import { account, expectations, home } from "./support/stack";

const resource = { type: "rule", name: "r" };
const step = (hop: Hop, passed = true): Step => ({ hop, resource, passed, reason: "As documented." });
const hopsOf = (steps: readonly Step[]) => steps.map(({ hop, passed }) => `${passed ? "+" : "-"} ${hop}`);
const nothing: Evidence = {
    before: new Map(),
    after: new Map(),
    deadLetters: [],
    notifier: undefined,
};
const cases = casesOf(expectations, { account, partition: "aws", alarms: [] });

describe("the trace of a sample", () => {
    const sent = cases.find(({ id }) => id === `${home}/guardDuty/HIGH`)!;
    const type = "UnauthorizedAccess:EC2/TorClient";
    const finding = { id: "f1", type, createdAt: 0, updatedAt: 0, archived: false, event: sent.event };
    const runOf = (rest: object = {}) =>
        ({ sent, sampler: {}, type, earlier: [], askedAt: 0, finding, ...rest }) as unknown as SampleRun;
    const path = [step("service"), step("relay rule"), step("findings bus", false), step("message", false)];

    it("lets an alert that arrived outweigh the documents, but not what other subscribers miss", () => {
        const rehearsed = { steps: [...path, step("subscription", false), step("dead-letter queue")] };
        const { steps, latencySeconds } = sampleTrace(
            runOf({ arrival: { text: "{}", seconds: 2 } }),
            rehearsed,
            [],
            nothing,
        );
        assert.deepEqual(hopsOf(steps), [
            ...["+ service", "+ relay rule", "+ findings bus", "- message", "+ subscription", "- subscription"],
        ]);
        assert.equal(steps[2]!.reason, "The alert came through, though: As documented.");
        assert.equal(latencySeconds, 2);
    });

    it("names the dead letter in which a lost alert is kept", () => {
        const letter = {
            queueUrl: "a/q",
            body: '{"detail":{"id":"f1"}}',
            ruleArn: "x",
            errorCode: "E",
            errorMessage: "no",
        };
        const evidence = { ...nothing, deadLetters: [letter] };
        const { steps, deadLetter } = sampleTrace(runOf(), { steps: path, deadLetter: "lost" }, [], evidence);
        assert.equal(deadLetter, "kept");
        assert.match(steps[2]!.reason, /^As documented\. The dead-letter queue q has it: E, "no"\.$/);
    });

    it("says when the sample only updates an earlier one", () => {
        const { steps } = sampleTrace(runOf({ earlier: [finding] }), { steps: path }, [], nothing);
        assert.match(steps[0]!.reason, /was made\. It updates an earlier sample/);
    });
});

describe("the trace of an export", () => {
    it("ends at the object, whatever the documents say", () => {
        const rehearsed = { steps: [step("service"), step("bucket policy", false)] };
        const { steps, arrived } = exportTrace({ key: "k", line: {}, problem: undefined }, rehearsed);
        assert.deepEqual([hopsOf(steps), arrived], [["+ service", "+ bucket policy"], "k"]);
    });
});

describe("testing patterns", () => {
    const fake = useFakeAccount();
    const ruleOf = (name: string, bus: string, patternText: string): Rule => ({
        resource: { type: "rule", name },
        region: home,
        name,
        arn: name,
        bus,
        enabled: true,
        pattern: { pattern: parseEventPattern(patternText) },
        patternText,
        targets: [],
    });
    const [matching, other] = ['{"source":["aws.inspector2"]}', '{"source":["else"]}'] as const;
    const rules = [
        ruleOf("other", "bus", other),
        ruleOf("alert", "bus", matching),
        ruleOf("relay", "default", matching),
    ];
    const sent = cases.find(({ id }) => id === `${home}/inspector/CRITICAL`)!;
    const asked = () =>
        fake.account.mocks.eventBridge
            .commandCalls(TestEventPatternCommand)
            .map(({ args: [{ input }] }) => input.EventPattern);

    it("asks about all rules at home, and names the first hop that EventBridge sees otherwise", async () => {
        fake.account.mocks.eventBridge.on(TestEventPatternCommand).resolves({ Result: false });
        const found = await testPatterns(awsClients(undefined), [sent], rules, home);
        assert.deepEqual(asked().sort(), [other, matching, matching].sort());
        assert.deepEqual([found.get(sent.id)?.hop, found.get(sent.id)?.resource.name], ["relay rule", "relay"]);
    });

    it("asks elsewhere only about the rules that should match", async () => {
        const away = { ...sent, region: "us-east-1" };
        assert.equal((await testPatterns(awsClients(undefined), [away], rules, home)).size, 0);
        assert.deepEqual(asked(), [matching]);
    });
});
