import assert from "node:assert/strict";
import type { EventPattern } from "../../findings/patterns";
import { eventNames, matches, matching, readEventWith } from "../findings/events";
import { policyOf } from "../support/policies";
import { record, type Recorded } from "../support/record";
import { home, newBus, newCounts, newRules, newTopic } from "../support/upstream";

const tags = { Project: "vigil", Stack: "test", Component: "FindingCounts" };
const rule = "aws:cloudwatch/eventRule:EventRule";

/** Beside alert rules for what is CRITICAL, Macie's HIGH. */
const countsOf = (mute: readonly string[] = []) =>
    record(() => {
        const bus = newBus();
        return { rules: newCounts(bus, newRules(bus, newTopic()), mute).rules };
    });
const patternOf = (made: Recorded, key: string) =>
    policyOf(made.one(rule, `counts-${key}`), "eventPattern") as unknown as EventPattern;
const keysOf = (made: Recorded) => made.childrenOf("counts").map((child) => child.replace(`${rule} counts-`, ""));

const countedBands = [
    ["guardDuty", "LOW", "GuardDuty"],
    ["guardDuty", "MEDIUM", "GuardDuty"],
    ["guardDuty", "HIGH", "GuardDuty"],
    ["macie", "LOW", "Macie"],
    ["macie", "MEDIUM", "Macie"],
    ["inspector", "LOW", "Inspector"],
    ["inspector", "MEDIUM", "Inspector"],
    ["inspector", "HIGH", "Inspector"],
] as const;

describe("FindingCounts", () => {
    let recorded: Recorded;

    before(async () => {
        recorded = await countsOf();
    });

    it("is a rule for each band without an alert rule, and one for each state that is never mailed", () => {
        assert.deepEqual(keysOf(recorded), [
            ...["guardduty-high", "guardduty-low", "guardduty-medium"],
            ...["inspector-high", "inspector-low", "inspector-medium"],
            ...["macie-low", "macie-medium", "settled", "unrated"],
        ]);
    });

    it("has rules at home, on the findings bus", () => {
        const made = recorded.one(rule, "counts-macie-low");
        assert.deepEqual(
            { ...made.inputs, eventPattern: policyOf(made, "eventPattern") },
            {
                region: home,
                name: "vigil-test-counts-macie-low",
                eventBusName: "vigil-test-bus",
                description: "Counts findings that nobody is told of: Macie LOW. It needs no target for that.",
                eventPattern: {
                    source: ["aws.macie"],
                    "detail-type": ["Macie Finding"],
                    detail: { severity: { description: ["Low"] }, archived: [false, null, { exists: false }] },
                },
                tags,
            },
        );
    });

    it("counts each finding once, by an alert rule or here: in its band, or by what it is never mailed for", () => {
        const alerted = ["alerts-guardduty-critical", "alerts-macie-high", "alerts-inspector-critical"];
        const counting = keysOf(recorded).map((key) => `counts-${key}`);
        const counted = [...alerted, ...counting].flatMap((name) =>
            matching(policyOf(recorded.one(rule, name), "eventPattern") as unknown as EventPattern),
        );
        assert.deepEqual(
            counted.sort(),
            eventNames.filter((name) => !/^(alarm|coverage)-/.test(name)),
        );
        assert.deepEqual(matching(patternOf(recorded, "inspector-low")), ["inspector-low"]);
        assert.deepEqual(matching(patternOf(recorded, "unrated")), ["inspector-untriaged"]);
        assert.deepEqual(matching(patternOf(recorded, "settled")), [
            ...["guardduty-archived", "inspector-closed", "inspector-suppressed", "macie-archived"],
        ]);
        const informational = readEventWith("inspector-untriaged", { severity: "INFORMATIONAL" });
        assert.ok(matches(patternOf(recorded, "unrated"), informational));
        const closed = readEventWith("inspector-untriaged", { status: "CLOSED" });
        assert.ok(!matches(patternOf(recorded, "unrated"), closed));
    });

    it("counts muted types in the bands that are mailed, where a service has such types", async () => {
        const muted = await countsOf(["AttackSequence:*", "PACKAGE_VULNERABILITY"]);
        assert.deepEqual(
            keysOf(muted).filter((key) => key.startsWith("muted")),
            ["muted-guardduty", "muted-inspector"],
        );
        assert.deepEqual(matching(patternOf(muted, "muted-guardduty")), ["guardduty-critical-attack-sequence"]);
        assert.deepEqual(matching(patternOf(muted, "muted-inspector")), [
            ...["inspector-critical-image", "inspector-critical-instance"],
        ]);
        assert.equal(
            muted.one(rule, "counts-muted-guardduty").inputs.description,
            "Counts findings that nobody is told of: GuardDuty, muted. It needs no target for that.",
        );
    });

    it("says which band a rule counts, and of all what", () => {
        assert.deepEqual(recorded.outputs.rules, [
            ...countedBands.map(([service, severity, title]) => ({
                title: `${title} ${severity}`,
                band: { service, severity },
                ruleName: `vigil-test-counts-${service.toLowerCase()}-${severity.toLowerCase()}`,
            })),
            { title: "archived, closed or suppressed", band: undefined, ruleName: "vigil-test-counts-settled" },
            { title: "without a severity", band: undefined, ruleName: "vigil-test-counts-unrated" },
        ]);
    });
});
