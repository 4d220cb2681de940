import assert from "node:assert/strict";
import { alarmPattern, coverageHealthPattern, findingPattern, relayPattern } from "../../findings/patterns";
import { serviceKeys } from "../../findings/services";
import { severitiesOf } from "../../findings/severity";
import { eventNames, matches, matching, readEvent, readEventWith } from "./events";

const ours = "arn:aws:cloudwatch:eu-west-1:444455556666:alarm:vigil-relay-dead-letters-eu-west-1";

/** All values of `reason`, sorted by whether somebody has to act. Source: Inspector API reference, ScanStatus. */
const harmless = [
    "SUCCESSFUL",
    "PENDING_INITIAL_SCAN",
    "PENDING_REVIVAL_SCAN",
    "SCAN_IN_PROGRESS",
    "EC2_INSTANCE_STOPPED",
    "RESOURCE_TERMINATED",
    "PENDING_DISABLE",
    "EXCLUDED_BY_TAG",
    "SCAN_ELIGIBILITY_EXPIRED",
    "SCAN_FREQUENCY_MANUAL",
    "SCAN_FREQUENCY_SCAN_ON_PUSH",
    "IMAGE_ARCHIVED",
    "NO_SCAN_CONFIGURATION_ASSOCIATED",
    "UNSUPPORTED_OS",
    "UNSUPPORTED_RUNTIME",
    "UNSUPPORTED_MEDIA_TYPE",
    "UNSUPPORTED_LANGUAGE",
    "UNSUPPORTED_CODE_ARTIFACTS",
];
const harmful = [
    "ACCESS_DENIED",
    "ACCESS_DENIED_TO_ENCRYPTION_KEY",
    "INTERNAL_ERROR",
    "UNMANAGED_EC2_INSTANCE",
    "NO_INVENTORY",
    "STALE_INVENTORY",
    "DEEP_INSPECTION_NO_INVENTORY",
    "DEEP_INSPECTION_COLLECTION_TIME_LIMIT_EXCEEDED",
    "DEEP_INSPECTION_DAILY_SSM_INVENTORY_LIMIT_EXCEEDED",
    "DEEP_INSPECTION_PACKAGE_COLLECTION_LIMIT_EXCEEDED",
    "AGENTLESS_INSTANCE_STORAGE_LIMIT_EXCEEDED",
    "AGENTLESS_INSTANCE_COLLECTION_TIME_LIMIT_EXCEEDED",
    "INTEGRATION_CONNECTION_LOST",
];

const inactive = (scanStatus: object) =>
    readEventWith("coverage-inspector-lost", { scanStatus: { statusCodeValue: "INACTIVE", ...scanStatus } });

describe("coverageHealthPattern", () => {
    it("matches lost coverage of both services, and neither good nor ordinary news", () => {
        assert.deepEqual(matching(coverageHealthPattern), [
            "coverage-guardduty-cluster",
            "coverage-guardduty-instance",
            "coverage-guardduty-tasks",
            "coverage-inspector-lost",
        ]);
    });

    for (const reason of harmless) {
        it(`leaves ${reason} alone`, () => {
            assert.equal(matches(coverageHealthPattern, inactive({ reason })), false);
        });
    }

    for (const reason of [...harmful, "A_REASON_OF_NEXT_YEAR", undefined]) {
        it(`matches ${reason ?? "no reason at all"}`, () => {
            assert.equal(matches(coverageHealthPattern, inactive({ reason })), true);
        });
    }

    it("leaves a resource alone that is scanned", () => {
        const scanStatus = { statusCodeValue: "ACTIVE", reason: "DEEP_INSPECTION_NO_INVENTORY" };
        assert.equal(matches(coverageHealthPattern, readEventWith("coverage-inspector-lost", { scanStatus })), false);
    });
});

describe("alarmPattern", () => {
    it("matches an alarm that goes off, and none that is over", () => {
        assert.deepEqual(matching(alarmPattern), ["alarm-raised"]);
    });
});

describe("relayPattern", () => {
    it("is the findings of all services, lost coverage and the given alarms", () => {
        assert.deepEqual(relayPattern([ours]), {
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
                    source: ["aws.cloudwatch"],
                    "detail-type": ["CloudWatch Alarm State Change"],
                    detail: { state: { value: ["ALARM"] } },
                    resources: [ours],
                },
            ],
        });
    });

    it("takes findings across whatever their severity and state", () => {
        const findings = eventNames.filter((name) => /^(guardduty|macie|inspector)-/.test(name));
        assert.deepEqual(matching(relayPattern([])), [...matching(coverageHealthPattern), ...findings].sort());
    });

    it("takes across whatever an alert rule waits for", () => {
        const rules = [
            ...serviceKeys.flatMap((service) => severitiesOf[service].map((word) => findingPattern(service, word))),
            coverageHealthPattern,
            alarmPattern,
        ];
        const awaited = new Set(rules.flatMap(matching));
        const across = new Set(matching(relayPattern([ours])));
        assert.deepEqual(
            [...awaited].filter((name) => !across.has(name)),
            [],
        );
    });

    it("takes the given alarms across, and no other's", () => {
        const raised = readEvent("alarm-raised");
        const theirs = { ...raised, resources: [ours.replace("vigil", "shop")] };
        assert.equal(
            matches(relayPattern(["arn:aws:cloudwatch:eu-west-1:444455556666:alarm:other", ours]), raised),
            true,
        );
        assert.equal(matches(relayPattern([ours]), theirs), false);
        assert.equal(matches(relayPattern([]), raised), false);
        assert.equal(matches(relayPattern([ours]), readEvent("alarm-over")), false);
    });

    it("stays below the 2,048 characters of an event pattern with three alarms of the longest names", () => {
        const longest = [1, 2, 3].map(
            (n) => `arn:aws:cloudwatch:ap-southeast-1:444455556666:alarm:${`${n}`.repeat(200)}`,
        );
        assert.ok(JSON.stringify(relayPattern(longest)).length < 2048);
    });
});
