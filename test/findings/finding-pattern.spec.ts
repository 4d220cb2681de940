import assert from "node:assert/strict";
import { findingPattern } from "../../findings/patterns";
import { serviceKeys } from "../../findings/services";
import { severitiesOf, type Severity } from "../../findings/severity";
import type { JsonObject } from "../../tools/evaluators/json";
import { eventNames, matches, matching, readEvent, readEventWith } from "./events";

/** The words of all rules that would mail an event. */
const mailedAs = (event: JsonObject): Severity[] =>
    serviceKeys.flatMap((service) =>
        severitiesOf[service].filter((severity) => matches(findingPattern(service, severity), event)),
    );

describe("findingPattern", () => {
    it("is one half-open range of one source and detail-type for GuardDuty", () => {
        assert.deepEqual(findingPattern("guardDuty", "MEDIUM"), {
            source: ["aws.guardduty"],
            "detail-type": ["GuardDuty Finding"],
            detail: {
                severity: [{ numeric: [">=", 4, "<", 7] }],
                service: { archived: [false, null, { exists: false }] },
            },
        });
    });

    it("is one word for Macie, in Macie's spelling", () => {
        assert.deepEqual(findingPattern("macie", "MEDIUM"), {
            source: ["aws.macie"],
            "detail-type": ["Macie Finding"],
            detail: { severity: { description: ["Medium"] }, archived: [false, null, { exists: false }] },
        });
    });

    it("is one word for Inspector, active only", () => {
        assert.deepEqual(findingPattern("inspector", "MEDIUM"), {
            source: ["aws.inspector2"],
            "detail-type": ["Inspector2 Finding"],
            detail: { severity: ["MEDIUM"], status: ["ACTIVE"] },
        });
    });

    it("is all bands that are asked for, for who wants several at once", () => {
        assert.deepEqual(findingPattern("guardDuty", "HIGH", "CRITICAL").detail, {
            severity: [{ numeric: [">=", 7, "<", 9] }, { numeric: [">=", 9] }],
            service: { archived: [false, null, { exists: false }] },
        });
        assert.deepEqual(findingPattern("macie", "MEDIUM", "HIGH").detail, {
            severity: { description: ["Medium", "High"] },
            archived: [false, null, { exists: false }],
        });
        assert.deepEqual(findingPattern("inspector", "LOW", "MEDIUM").detail, {
            severity: ["LOW", "MEDIUM"],
            status: ["ACTIVE"],
        });
    });

    it("refuses a word that the service does not know", () => {
        assert.throws(
            () => findingPattern("macie", "CRITICAL"),
            new RangeError("Macie has no severity CRITICAL; it knows LOW, MEDIUM, HIGH."),
        );
    });

    it("sorts the sample events into services and bands", () => {
        assert.deepEqual(
            serviceKeys.map((service) =>
                severitiesOf[service].map((severity) => matching(findingPattern(service, severity))),
            ),
            [
                [
                    ["guardduty-low-root"],
                    ["guardduty-medium-cluster-of-tasks", "guardduty-medium-database", "guardduty-medium-instance"],
                    ["guardduty-high-bucket", "guardduty-high-cluster", "guardduty-high-function"],
                    ["guardduty-critical-attack-sequence"],
                ],
                [["macie-low"], ["macie-medium"], ["macie-high"]],
                [
                    ["inspector-low"],
                    ["inspector-medium-port"],
                    ["inspector-high-function"],
                    ["inspector-critical-image", "inspector-critical-instance"],
                ],
            ],
        );
    });

    it("leaves archived, closed, suppressed and unscored findings alone", () => {
        const quiet = eventNames.filter((name) => /archived|closed|suppressed|untriaged/.test(name));
        assert.deepEqual(
            quiet.map((name) => [name, mailedAs(readEvent(name))]),
            [
                ["guardduty-archived", []],
                ["inspector-closed", []],
                ["inspector-suppressed", []],
                ["inspector-untriaged", []],
                ["macie-archived", []],
            ],
        );
    });

    const boundaries: readonly (readonly [number, readonly Severity[]])[] = [
        [0, []],
        [0.9, []],
        [1, ["LOW"]],
        [3.9, ["LOW"]],
        [3.99, ["LOW"]],
        [4, ["MEDIUM"]],
        [6.9, ["MEDIUM"]],
        [6.99, ["MEDIUM"]],
        [7, ["HIGH"]],
        [8.9, ["HIGH"]],
        [8.99, ["HIGH"]],
        [9, ["CRITICAL"]],
        [10, ["CRITICAL"]],
    ];
    for (const [severity, words] of boundaries) {
        it(`mails GuardDuty's ${severity} as ${words.join(" ") || "nothing"}`, () => {
            assert.deepEqual(mailedAs(readEventWith("guardduty-high-function", { severity })), words);
        });
    }

    for (const severity of ["INFORMATIONAL", "UNTRIAGED"]) {
        it(`mails no ${severity} of Inspector`, () => {
            assert.deepEqual(mailedAs(readEventWith("inspector-high-function", { severity })), []);
        });
    }

    const states: readonly (readonly [string, object, readonly Severity[]])[] = [
        ["false", { archived: false }, ["HIGH"]],
        ["null", { archived: null }, ["HIGH"]],
        ["absent", { archived: undefined }, ["HIGH"]],
        ["true", { archived: true }, []],
    ];
    for (const [state, archived, words] of states) {
        it(`mails ${words.join(" ") || "nothing"} when archived is ${state}`, () => {
            const service = { serviceName: "guardduty", ...archived };
            assert.deepEqual(mailedAs(readEventWith("guardduty-high-function", { service })), words, "GuardDuty");
            assert.deepEqual(mailedAs(readEventWith("macie-high", { ...archived })), words, "Macie");
        });
    }

    it("mails a GuardDuty finding that has no service object at all", () => {
        assert.deepEqual(mailedAs(readEventWith("guardduty-high-function", { service: undefined })), ["HIGH"]);
    });
});
