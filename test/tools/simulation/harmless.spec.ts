import assert from "node:assert/strict";
import { defaultRegions, regions } from "../../../settings/regions";
import { harmlessRoutes } from "./faults/routes";
import { harmlessNotifications } from "./faults/user-notifications";
import { otherNotifiers } from "./harmless/notifier";
import { otherPolicies } from "./harmless/policies";
import { otherResources } from "./harmless/resources";
import { recordDev, recordNotifier, type Recorded, recordOf, recordRoutes, rehearseOver, wrongIn } from "./stacks";

describe("the rehearsal stays green when", () => {
    let dev: Recorded;

    before(async () => {
        dev = await recordDev();
    });
    for (const { when, edit } of [...otherPolicies, ...otherResources]) {
        it(when, async () => {
            assert.deepEqual(wrongIn(await rehearseOver(dev, edit)), []);
        });
    }
    for (const { when, edit } of otherNotifiers) {
        it(when, async () => {
            assert.deepEqual(wrongIn(await rehearseOver(await recordNotifier(), edit)), []);
        });
    }
    for (const { when, edit } of [...harmlessRoutes, ...harmlessNotifications]) {
        it(when, async () => {
            assert.deepEqual(wrongIn(await rehearseOver(await recordRoutes(), edit)), []);
        });
    }
    for (const settings of [{ mailsPerBatch: 20, mailsPerHour: 1000 }, { timeZone: "Asia/Kathmandu" }]) {
        it(`the notifier has the settings ${JSON.stringify(settings)}`, async () => {
            assert.deepEqual(wrongIn(await rehearseOver(await recordNotifier(settings))), []);
        });
    }

    const watching: readonly [regions: string, config: Readonly<Record<string, string>>][] = [
        ["one Region", { "vigil:regions": '["eu-west-1"]' }],
        ["other Regions than home", { "vigil:regions": '["us-east-1","ap-south-1"]' }],
        ["17 Regions", { "vigil:regions": JSON.stringify(defaultRegions) }],
        ["all 34 Regions", { "vigil:regions": JSON.stringify(regions), "vigil:skipUnavailable": "true" }],
        ["an opt-in Region, as its own home", { "aws:region": "me-south-1", "vigil:regions": '["me-south-1"]' }],
    ];
    for (const [which, config] of watching) {
        it(`it watches ${which}`, async () => {
            assert.deepEqual(wrongIn(await rehearseOver(await recordDev(config))), []);
        });
    }

    for (const minimumSeverity of ["LOW", "MEDIUM", "HIGH", "CRITICAL"]) {
        it(`everything from ${minimumSeverity} on is mailed`, async () => {
            const alerts = JSON.stringify({ minimumSeverity, emails: ["security@example.com"] });
            assert.deepEqual(wrongIn(await rehearseOver(await recordDev({ "vigil:alerts": alerts }))), []);
        });
    }

    for (const coverage of [[], ["guardDuty"], ["inspector"]]) {
        it(`the lost coverage of ${JSON.stringify(coverage)} is mailed`, async () => {
            const alerts = JSON.stringify({ coverage, emails: ["security@example.com"] });
            const { results } = await rehearseOver(await recordDev({ "vigil:alerts": alerts }));
            const lost = results.filter(({ kind }) => kind === "coverageLost");
            assert.deepEqual(
                lost.map(({ source, outcome }) => [source, outcome]),
                lost.map(({ source }) => [source, coverage.includes(source) ? "arrives" : "suppressed"]),
            );
            assert.ok(lost.length > 0);
        });
    }

    it("Macie and Inspector are off", async () => {
        const recorded = await recordOf({
            "aws:region": "eu-west-1",
            "vigil:macie": "false",
            "vigil:inspector": "false",
            "vigil:alerts": '{"emails":["security@example.com"],"https":["https://chat.example.com/hooks/1"]}',
        });
        const report = await rehearseOver(recorded);
        assert.deepEqual(wrongIn(report), []);
        assert.deepEqual([...new Set(report.results.map(({ source }) => source))], ["guardDuty", "alarm", "schedule"]);
    });
});
