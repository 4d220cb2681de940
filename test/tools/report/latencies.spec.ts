import assert from "node:assert/strict";
import { terminalOf } from "../../../tools/cli/terminal";
import { reportPage } from "../../../tools/report/html/page";
import { latenciesOf } from "../../../tools/report/latencies";
import { reportText } from "../../../tools/report/text";
import { origin, reportOf } from "./reports";

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
            ["eu-west-1 GuardDuty", "median 12.0 s, at most 30.0 s, 3 alerts"],
            ["us-east-1 GuardDuty", "median 0.5 s, at most 0.8 s, 2 alerts"],
        ]);
    });

    it("are lines of the report for people", () => {
        const text = reportText(report, terminalOf({}, {}), { allMails: false });
        assert.match(
            text,
            /\n\nFrom the finding to the alert:\n {2}eu-west-1 GuardDuty {2}median 12\.0 s, at most 30\.0 s, 3 alerts\n {2}us-east-1 GuardDuty {2}median 0\.5 s, at most 0\.8 s, 2 alerts\n\n/,
        );
    });

    it("are on the page", () => {
        assert.match(
            reportPage(report, origin),
            /<h2>From the finding to the alert<\/h2>\n<ul><li>eu-west-1 GuardDuty: median 12\.0 s, at most 30\.0 s, 3 alerts<\/li>/,
        );
    });

    it("have no section where no alert really travelled", () => {
        assert.doesNotMatch(reportPage(reportOf(["eu-west-1"]), origin), /From the finding/);
    });
});
