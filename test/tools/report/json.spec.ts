import assert from "node:assert/strict";
import { reportJson } from "../../../tools/report/json";
import { lostAt, origin, reportOf, unprovenAt } from "./reports";

describe("the report for machines", () => {
    it("is the report as it is, with the version of its shape and the verdict", () => {
        const report = reportOf(["eu-west-1"]);
        assert.deepEqual(JSON.parse(reportJson(report, origin)), {
            schemaVersion: 5,
            verdict: "passed",
            green: true,
            origin,
            ...plain(report),
        });
    });

    it("is neither green nor failed where an alert is unproven", () => {
        const report = reportOf(["eu-west-1"], (result) =>
            result.source === "alarm" ? unprovenAt(result, "alert key", "A key of another kind.") : undefined,
        );
        assert.deepEqual(JSON.parse(reportJson(report, origin)), {
            schemaVersion: 5,
            verdict: "unproven",
            green: false,
            origin,
            ...plain(report),
        });
    });

    it("is not green once anything is lost", () => {
        const report = reportOf(["eu-west-1"], (result) =>
            result.source === "alarm" ? lostAt(result, "alert key", "No statement.") : undefined,
        );
        assert.deepEqual(JSON.parse(reportJson(report, origin)), {
            schemaVersion: 5,
            verdict: "failed",
            green: false,
            origin,
            ...plain(report),
        });
    });
});

/** JSON has no `undefined`. */
function plain(report: object): object {
    return JSON.parse(JSON.stringify(report)) as object;
}
