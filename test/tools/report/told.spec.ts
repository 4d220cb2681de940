import assert from "node:assert/strict";
import { terminalOf } from "../../../tools/cli/terminal";
import type { Report, Result, Step } from "../../../tools/proof/report";
import { explanation } from "../../../tools/report/explain";
import { toldSection } from "../../../tools/report/html/told-section";
import { reportText } from "../../../tools/report/text";
import { toldHeadings, toldRows } from "../../../tools/report/told";
import { reportOf } from "./reports";

const plain = terminalOf({}, {});
const all = { guardDuty: "LOW", macie: "LOW", inspector: "LOW" } as const;
const audiences = [
    { name: "default", minimumSeverity: { guardDuty: "HIGH", macie: "OFF", inspector: "CRITICAL" } },
    { name: "payments", minimumSeverity: { ...all, macie: "OFF" } },
    { name: "data", minimumSeverity: all },
    { name: "raw events", minimumSeverity: all },
] as const;

function heard(receiver: string, rest: Partial<Step> = {}): Step {
    const resource = { type: "subscription", name: receiver };
    return { hop: "subscription", resource, passed: true, reason: "", receiver, ...rest };
}

/** Two findings for people, of which one does not get to everybody, and one for machines. */
function withRoutes(): Report {
    const report = reportOf(["eu-west-1"]);
    const [first] = report.results.filter(({ severity, expected }) => severity === "HIGH" && expected === "arrives");
    assert.ok(first);
    const security = heard("security@example.com", { route: "default" });
    const pay = heard("pay@example.com", { route: "payments" });
    const result = (id: string, rest: Partial<Result>): Result => ({ ...first, id, ...rest });
    const results = [
        result("one", { audience: ["default", "payments"], steps: [security, heard("https endpoint"), pay] }),
        result("two", {
            audience: ["payments"],
            steps: [pay, heard("channel C1", { route: "payments", passed: false })],
        }),
        result("three", { kind: "event", steps: [heard("a queue")] }),
        result("four", { kind: "event", expected: "suppressed", outcome: "suppressed", steps: [] }),
    ];
    return { ...report, results, audiences };
}

describe("who is told", () => {
    it("is said by route, with thresholds, receivers, and how many findings all of them got", () => {
        assert.deepEqual(toldHeadings, ["Route", "GuardDuty", "Macie", "Inspector", "Told", "Receivers"]);
        assert.deepEqual(toldRows(withRoutes()), [
            ["default", "HIGH", "OFF", "CRITICAL", "1 of 1", "security@example.com, https endpoint"],
            ["payments", "LOW", "OFF", "LOW", "1 of 2", "pay@example.com, channel C1"],
            ["data", "LOW", "LOW", "LOW", "no sample", ""],
            ["raw events", "LOW", "LOW", "LOW", "1 of 1", "a queue"],
        ]);
    });

    it("is a table in the terminal and on the page, where there are routes or machines", () => {
        assert.match(
            reportText(withRoutes(), plain, { allMails: false }),
            /\n\nWho is told, and from which severity:\n {2}Route +GuardDuty +.*\n {2}default +HIGH +OFF +CRITICAL +1 of 1 +security@example\.com/,
        );
        assert.match(
            toldSection(withRoutes()).text,
            /<th scope="row">payments<\/th><td>LOW<\/td><td>OFF<\/td><td>LOW<\/td><td>1 of 2<\/td>/,
        );
    });

    it("is left out where the default route is all there is", () => {
        const report = reportOf(["eu-west-1"]);
        assert.equal(toldSection(report).text, "");
        assert.doesNotMatch(reportText(report, plain, { allMails: false }), /Who is told/);
    });

    it("is explained with each result", () => {
        assert.match(explanation(withRoutes(), "one", plain), /\n {2}For: default, payments\n/);
        assert.doesNotMatch(explanation(withRoutes(), "three", plain), /For:/);
    });
});
