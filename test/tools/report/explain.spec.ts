import assert from "node:assert/strict";
import { explanation } from "../../../tools/report/explain";
import { terminalOf } from "../../../tools/cli/terminal";
import { UserError } from "../../../tools/cli/user-error";
import { lostAt, mail, reportOf } from "./reports";

const plain = terminalOf({}, {});

describe("the explanation of a result", () => {
    const report = reportOf(["eu-west-1", "us-east-1"], (result) =>
        result.id === "us-east-1/guardDuty/HIGH"
            ? lostAt(result, "relay role", "The role may not put events.", "kept")
            : undefined,
    );

    it("shows every step of what is lost, up to the one that stopped it", () => {
        assert.equal(
            explanation(report, "us-east-1/guardDuty/HIGH", plain),
            `us-east-1/guardDuty/HIGH: GuardDuty HIGH finding, ✘ LOST
  1. relay rule ✔ passed  aws:cloudwatch/eventRule:EventRule relay-us-east-1
     The pattern matches source and detail-type.
  2. relay role ✘ stopped  aws:iam/role:Role findings-bus-relay
     The role may not put events.
  A dead-letter queue keeps the event.`,
        );
    });

    it("marks what does not hold of the statement that stopped it, and has the fix on a line of its own", () => {
        const elements = [
            { text: 'Effect: "Allow"', holds: true },
            { text: 'StringEquals aws:SourceAccount: "1"', holds: false },
        ];
        const broken = reportOf(["eu-west-1"], (result) => {
            const { steps = [], ...lost } = lostAt(result, "relay rule", "It may not.");
            return { ...lost, steps: [{ ...steps[0]!, statement: { name: "Publish", elements }, fix: "Allow it." }] };
        });
        assert.equal(
            explanation(broken, "eu-west-1/guardDuty/HIGH", plain),
            `eu-west-1/guardDuty/HIGH: GuardDuty HIGH finding, ✘ LOST
  1. relay rule ✘ stopped  aws:cloudwatch/eventRule:EventRule relay-eu-west-1
     It may not.
       Statement Publish:
         Effect: "Allow"
       ✘ StringEquals aws:SourceAccount: "1"
     Fix: Allow it.`,
        );
    });

    it("shows what arrived", () => {
        assert.equal(
            explanation(report, "us-east-1/macie/archive", plain),
            `us-east-1/macie/archive: Macie finding for the archive, ✔ arrives
  1. publishing destination ✔ passed  aws:guardduty/publishingDestination:PublishingDestination export-us-east-1
     Publishes to the bucket of the archive, under its key.
  2. findings key ✔ passed  aws:kms/key:Key findings-archive
     Statement "Let macie encrypt" allows it.
  3. bucket policy ✔ passed  aws:s3/bucketPolicy:BucketPolicy findings-archive
     Statement allows s3:PutObject.
  What arrived:
  │ AWSLogs/123456789012/Macie/us-east-1/2025/01/01/finding.jsonl.gz`,
        );
    });

    it("shows an alert as the mail that tells of it", () => {
        const id = "eu-west-1/macie/HIGH";
        const mailed = reportOf(["eu-west-1"], (result) => (result.id === id ? { mail } : undefined));
        const [, shown] = explanation(mailed, id, plain).split("  The mail:\n");
        assert.match(
            shown ?? "",
            /^ {2}From: Vigil <.*\n {2}Subject: \[CRITICAL\] .*\n {2}On a phone: .*\n {2}│ Somebody/,
        );
    });

    it("does not call it a failure where an event is stopped on purpose", () => {
        const lines = explanation(report, "eu-west-1/inspector/LOW", plain).split("\n");
        assert.equal(lines[0], "eu-west-1/inspector/LOW: Inspector LOW finding, ✔ suppressed");
        assert.equal(
            lines.at(-2),
            "  5. alert rule - stopped  aws:cloudwatch/eventRule:EventRule alerts-inspector-low",
        );
    });

    it("explains all results whose id begins with the given text", () => {
        const ids = explanation(report, "us-east-1/inspector/", plain).match(/^us-east-1\S+(?=:)/gm);
        assert.deepEqual(ids, [
            "us-east-1/inspector/LOW",
            "us-east-1/inspector/MEDIUM",
            "us-east-1/inspector/HIGH",
            "us-east-1/inspector/CRITICAL",
            "us-east-1/inspector/archived",
        ]);
    });

    it("explains only the one with exactly the given id", () => {
        const [first] = report.results;
        const longer = { ...report, results: [...report.results, { ...first!, id: `${first!.id}/3.9` }] };
        assert.deepEqual(explanation(longer, first!.id, plain).match(/^eu-west-1\S+(?=:)/gm), [first!.id]);
    });

    it("lists all ids with their outcome", () => {
        const lines = explanation(report, "list", plain).split("\n");
        assert.equal(lines.length, report.results.length);
        assert.equal(lines[0], "eu-west-1/guardDuty/LOW  ✔ suppressed");
        assert.ok(lines.includes("us-east-1/guardDuty/HIGH  ✘ LOST"));
    });

    it("refuses an id with which none begins", () => {
        assert.throws(
            () => explanation(report, "eu-west-9", plain),
            new UserError('No result begins with "eu-west-9". --explain list shows all 35.'),
        );
    });
});
