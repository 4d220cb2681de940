import assert from "node:assert/strict";
import { reportSummary } from "../../../tools/report/summary";
import { lostAt, origin, reportOf } from "./reports";

const made =
    "Made: 2026-01-31 12:00:00 UTC · Of: the program · Account: 123456789012 &#40;invented: no account was asked&#41; · " +
    `Vigil: 1.2.3 · Commit: ${origin.commit}`;

describe("the summary of a build", () => {
    it("has the verdict, each cause with its fix, every Region and service, and where it is from", () => {
        const report = reportOf(["eu-west-1", "us-east-1"], (result) => {
            if (result.id !== "us-east-1/macie/HIGH") return undefined;
            const { steps = [], ...lost } = lostAt(result, "topic policy", "No <statement>.", "kept");
            return { ...lost, steps: steps.map((step) => (step.passed ? step : { ...step, fix: "Allow `it`." })) };
        });
        assert.equal(
            reportSummary(report, origin),
            `## ✘ dev: 2 Regions, 35 results: 14 arrive, 20 suppressed, 1 lost, 0 false alerts

- **✘ Lost at the topic policy: aws:sns/topicPolicy:TopicPolicy alert-topic**

  No &#60;statement&#62;.

  1 result in us-east-1: Macie HIGH finding.

  **Fix:** Allow &#96;it&#96;.

  A dead-letter queue keeps the event.

| Region | GuardDuty | Macie | Inspector | CloudWatch |
| --- | --- | --- | --- | --- |
| eu-west-1 | ✔ 7 | ✔ 5 | ✔ 5 | ✔ 1 |
| us-east-1 | ✔ 7 | ✘ 4 of 5 | ✔ 5 |  |

${made}`,
        );
    });

    it("says what it warns of", () => {
        const warnings = ["`a@example.com` is a placeholder."];
        const blocks = reportSummary({ ...reportOf(["eu-west-1"]), warnings }, origin).split("\n\n");
        assert.equal(blocks[2], "**Warning:** &#96;a&#64;example.com&#96; is a placeholder.");
    });

    it("is short where all is well", () => {
        const blocks = reportSummary(reportOf(["eu-west-1"]), origin).split("\n\n");
        assert.deepEqual(
            [blocks.length, blocks[0], blocks[2]],
            [3, "## ✔ dev: 1 Region, 18 results: 8 arrive, 10 suppressed, 0 lost, 0 false alerts", made],
        );
    });
});
