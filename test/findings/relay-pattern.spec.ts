import assert from "node:assert/strict";
import { ScanStatusReason } from "@aws-sdk/client-inspector2";
import { coverageServices, scanStatusReasons } from "../../findings/coverage";
import { heartbeat } from "../../findings/heartbeat";
import { alarmPattern, coverageLostPatterns, findingPattern, relayPattern } from "../../findings/patterns";
import { serviceKeys } from "../../findings/services";
import { severitiesOf } from "../../findings/severity";
import { eventNames, matches, matching, readEvent, readEventWith } from "./events";

const ours = "arn:aws:cloudwatch:eu-west-1:444455556666:alarm:vigil-relay-dead-letters-eu-west-1";

const { guardDuty, inspector } = coverageLostPatterns;
const reasons = Object.entries(scanStatusReasons);
const harmless = reasons.filter(([, why]) => why !== "alert").map(([reason]) => reason);
const harmful = reasons.filter(([, why]) => why === "alert").map(([reason]) => reason);

const inactive = (scanStatus: object) =>
    readEventWith("coverage-inspector-lost", { scanStatus: { statusCodeValue: "INACTIVE", ...scanStatus } });

describe("scanStatusReasons", () => {
    it("decides about every reason that Inspector's API knows, and about no other", () => {
        assert.deepEqual(Object.keys(scanStatusReasons).sort(), Object.values(ScanStatusReason).sort());
    });

    it("has no alert for what comes with every instance that starts, stops or has nothing to scan", () => {
        const common = ["UNMANAGED_EC2_INSTANCE", "NO_INVENTORY", "RESOURCE_STOPPED", "NO_RESOURCES_FOUND"];
        assert.deepEqual(
            common.filter((reason) => !harmless.includes(reason)),
            [],
        );
        assert.ok(harmful.includes("STALE_INVENTORY"));
    });
});

describe("coverageLostPatterns", () => {
    it("match lost coverage of their service, and neither good nor ordinary news", () => {
        assert.deepEqual(matching(guardDuty), [
            "coverage-guardduty-cluster",
            "coverage-guardduty-instance",
            "coverage-guardduty-tasks",
        ]);
        assert.deepEqual(matching(inspector), ["coverage-inspector-lost"]);
    });

    for (const reason of harmless) {
        it(`leave ${reason} alone`, () => {
            assert.equal(matches(inspector, inactive({ reason })), false);
        });
    }

    for (const reason of [...harmful, "A_REASON_OF_NEXT_YEAR", undefined]) {
        it(`match ${reason ?? "no reason at all"}`, () => {
            assert.equal(matches(inspector, inactive({ reason })), true);
        });
    }

    it("leave a resource alone that is scanned", () => {
        const scanStatus = { statusCodeValue: "ACTIVE", reason: "STALE_INVENTORY" };
        assert.equal(matches(inspector, readEventWith("coverage-inspector-lost", { scanStatus })), false);
    });
});

describe("alarmPattern", () => {
    it("matches an alarm that goes off and one that is over, but not the first data of a new one", () => {
        assert.deepEqual(matching(alarmPattern), ["alarm-over", "alarm-raised"]);
        const over = readEvent("alarm-over");
        const first = { ...(over.detail as object), previousState: { value: "INSUFFICIENT_DATA" } };
        assert.equal(matches(alarmPattern, { ...over, detail: first }), false);
    });
});

describe("relayPattern", () => {
    it("is the findings of all services, lost coverage, heartbeats and the given alarms", () => {
        assert.deepEqual(relayPattern([ours], "vigil-test"), {
            $or: [
                {
                    source: ["aws.guardduty", "aws.macie", "aws.inspector2"],
                    "detail-type": ["GuardDuty Finding", "Macie Finding", "Inspector2 Finding"],
                },
                { source: ["aws.guardduty"], "detail-type": ["GuardDuty Runtime Protection Unhealthy"] },
                {
                    source: ["aws.inspector2"],
                    "detail-type": ["Inspector2 Coverage"],
                    detail: {
                        scanStatus: {
                            statusCodeValue: ["INACTIVE"],
                            reason: [{ "anything-but": harmless }, { exists: false }],
                        },
                    },
                },
                {
                    source: ["vigil.heartbeat"],
                    "detail-type": ["Vigil Heartbeat"],
                    detail: { stack: ["vigil-test"] },
                },
                {
                    source: ["aws.cloudwatch"],
                    "detail-type": ["CloudWatch Alarm State Change"],
                    detail: {
                        $or: [
                            { state: { value: ["ALARM"] } },
                            { state: { value: ["OK"] }, previousState: { value: ["ALARM"] } },
                        ],
                    },
                    resources: [ours],
                },
            ],
        });
    });

    it("takes findings across whatever their severity and state", () => {
        const findings = eventNames.filter((name) => /^(guardduty|macie|inspector)-/.test(name));
        assert.deepEqual(
            matching(relayPattern([], "vigil-test")),
            [...coverageServices.flatMap((service) => matching(coverageLostPatterns[service])), ...findings].sort(),
        );
    });

    it("takes across whatever an alert rule waits for", () => {
        const rules = [
            ...serviceKeys.flatMap((service) => severitiesOf[service].map((word) => findingPattern(service, word))),
            ...coverageServices.map((service) => coverageLostPatterns[service]),
            alarmPattern,
        ];
        const awaited = new Set(rules.flatMap(matching));
        const across = new Set(matching(relayPattern([ours], "vigil-test")));
        assert.deepEqual(
            [...awaited].filter((name) => !across.has(name)),
            [],
        );
    });

    it("takes the given alarms across, and no other's", () => {
        const raised = readEvent("alarm-raised");
        const theirs = { ...raised, resources: [ours.replace("vigil", "shop")] };
        assert.equal(
            matches(
                relayPattern(["arn:aws:cloudwatch:eu-west-1:444455556666:alarm:other", ours], "vigil-test"),
                raised,
            ),
            true,
        );
        assert.equal(matches(relayPattern([ours], "vigil-test"), theirs), false);
        assert.equal(matches(relayPattern([], "vigil-test"), raised), false);
        assert.equal(matches(relayPattern([ours], "vigil-test"), readEvent("alarm-over")), true);
    });

    it("takes the heartbeats of the stack across, and not those of another in the same account", () => {
        const beat = { source: heartbeat.source, "detail-type": heartbeat.detailType, detail: { stack: "vigil-test" } };
        const event = { ...readEvent("alarm-over"), ...beat };
        assert.equal(matches(relayPattern([], "vigil-test"), event), true);
        assert.equal(matches(relayPattern([], "vigil-dev"), event), false);
        assert.equal(matches(relayPattern([], "vigil-test"), { ...event, source: "vigil.other" }), false);
    });

    it("stays below the 2,048 characters of an event pattern for a stack with a name of 110", () => {
        const longest = [1, 2, 3].map(
            (n) => `arn:aws:cloudwatch:ap-southeast-1:444455556666:alarm:${`${n}`.repeat(150)}`,
        );
        assert.ok(JSON.stringify(relayPattern(longest, "s".repeat(110))).length < 2048);
    });
});
