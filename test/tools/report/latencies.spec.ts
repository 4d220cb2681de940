import assert from "node:assert/strict";
import { terminalOf } from "../../../tools/cli/terminal";
import { latencySection } from "../../../tools/report/html/latency-section";
import { latenciesOf } from "../../../tools/report/latencies";
import { reportText } from "../../../tools/report/text";
import { reportOf } from "./reports";

const seconds: Readonly<Record<string, number>> = {
    "eu-west-1/guardDuty/HIGH": 30,
    "eu-west-1/guardDuty/CRITICAL": 9,
    "eu-west-1/guardDuty/lost-coverage": 12,
    "us-east-1/guardDuty/HIGH": 0.25,
    "us-east-1/guardDuty/CRITICAL": 0.75,
};
const report = reportOf(["eu-west-1", "us-east-1"], ({ id }) => {
    const latencySeconds = seconds[id];
    return latencySeconds === undefined ? undefined : { latencySeconds };
});

describe("the latencies", () => {
    it("have a median and a maximum for each Region and service", () => {
        assert.deepEqual(latenciesOf(report), [
            { region: "eu-west-1", source: "guardDuty", seconds: [9, 12, 30], median: 12, maximum: 30 },
            { region: "us-east-1", source: "guardDuty", seconds: [0.25, 0.75], median: 0.5, maximum: 0.75 },
        ]);
    });

    it("are lines of the report for people", () => {
        const text = reportText(report, terminalOf({}, {}), { allMails: false });
        assert.match(
            text,
            /\n\nFrom the finding to the alert:\n {2}eu-west-1 GuardDuty {2}median 12\.0 s, at most 30\.0 s, 3 alerts\n {2}us-east-1 GuardDuty {2}median 0\.5 s, at most 0\.8 s, 2 alerts\n\n/,
        );
    });

    it("share one scale on the page, which is at least a second long", () => {
        const plot = latencySection(report).text;
        assert.deepEqual(
            [...plot.matchAll(/class="median" x1="(\d+)"/g)].map(([, x]) => x),
            ["438", "239"],
        );
        const fast = { ...report, results: report.results.filter(({ region }) => region === "us-east-1") };
        assert.match(latencySection(fast).text, />1\.0 s</);
    });

    it("have no section where no alert really travelled", () => {
        assert.equal(latencySection(reportOf(["eu-west-1"])).text, "");
    });
});
