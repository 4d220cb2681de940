import assert from "node:assert/strict";
import type { Report } from "../../../tools/proof/report";
import { reportJunit } from "../../../tools/report/junit";
import { falseAlert, lostAt, origin, reportOf, unprovenAt } from "./reports";

describe("the test report", () => {
    it("has a suite for each Region and a case for each result", () => {
        const report = reportOf(["eu-west-1", "us-east-1"]);
        const suites = suitesOf(report);
        assert.deepEqual(
            suites.map(({ name }) => name),
            ["eu-west-1", "us-east-1"],
        );
        assert.deepEqual(
            suites.flatMap(({ cases }) => cases),
            report.results.map(({ id, region }) => `classname="dev.${region}" name="${id}"`),
        );
        assert.match(
            reportJunit(report, origin),
            /<testsuites name="rehearsal of dev" tests="35" failures="0" errors="0" skipped="0">/,
        );
    });

    it("says in each suite when it was made, by what and of what", () => {
        const { properties, timestamps } = originsIn(
            reportJunit({ ...reportOf(["eu-west-1"]), notRehearsed: ["a"] }, origin),
        );
        assert.deepEqual(timestamps, [origin.made, origin.made]);
        const facts = [
            "made=2026-01-31 12:00:00 UTC",
            "of=the program",
            `account=${origin.account}`,
            "vigil=1.2.3",
            `commit=${origin.commit}`,
        ];
        assert.deepEqual(properties, [...facts, ...facts]);
    });

    it("has a suite for home even where home is not watched", () => {
        const report = { ...reportOf(["eu-west-1", "us-east-1"]), regions: ["us-east-1"] };
        assert.deepEqual(
            suitesOf(report).map(({ name }) => name),
            ["us-east-1", "eu-west-1"],
        );
    });

    it("says of each failure where and why, and whether it is a loss or a false alert", () => {
        const report = reportOf(["eu-west-1"], (result) => {
            if (result.id.endsWith("guardDuty/HIGH")) return lostAt(result, "topic policy", 'No "Sid" & no <Allow>.');
            if (result.id.endsWith("macie/LOW")) return falseAlert(result);
            return result.source === "alarm" ? { outcome: "lost", steps: [] } : undefined;
        });
        assert.deepEqual(reportJunit(report, origin).match(/<failure .*>/g), [
            '<failure message="topic policy, aws:sns/topicPolicy:TopicPolicy alert-topic: No &quot;Sid&quot; &amp; no &lt;Allow>." type="lost"/>',
            '<failure message="alert rule, aws:cloudwatch/eventRule:EventRule alerts-macie-low: The pattern matches everything." type="falseAlert"/>',
            '<failure message="Lost at an unknown hop" type="lost"/>',
        ]);
    });

    it("has an alert that is unproven fail under that name: nobody reads what is skipped", () => {
        const report = reportOf(["eu-west-1"], (result) =>
            result.id.endsWith("guardDuty/HIGH") ? unprovenAt(result, "topic policy", "Not known.") : undefined,
        );
        assert.deepEqual(reportJunit(report, origin).match(/<failure .*>/g), [
            '<failure message="topic policy, aws:sns/topicPolicy:TopicPolicy alert-topic: Not known." type="unproven"/>',
        ]);
    });

    it("counts what is not rehearsed as skipped", () => {
        const report = { ...reportOf(["eu-west-1"]), notRehearsed: ["aws:ec2/vpc:Vpc target"] };
        assert.deepEqual(suitesOf(report).at(-1), {
            name: "not rehearsed",
            cases: ['classname="dev.not rehearsed" name="aws:ec2/vpc:Vpc target"'],
        });
        assert.equal(reportJunit(report, origin).match(/<skipped\/>/g)?.length, 1);
    });
});

function suitesOf(report: Report): { name: string; cases: string[] }[] {
    return [...reportJunit(report, origin).matchAll(/<testsuite name="([^"]*)"[^>]*>([^]*?)<\/testsuite>/g)].map(
        ([, name = "", content = ""]) => ({
            name,
            cases: [...content.matchAll(/<testcase (classname="[^"]*" name="[^"]*")/g)].map(
                ([, attributes = ""]) => attributes,
            ),
        }),
    );
}

function originsIn(xml: string) {
    const all = (pattern: RegExp) => [...xml.matchAll(pattern)].map(([, ...groups]) => groups.join("="));
    return {
        timestamps: all(/<testsuite [^>]*timestamp="([^"]*)"/g),
        properties: all(/<property name="([^"]*)" value="([^"]*)"/g),
    };
}
