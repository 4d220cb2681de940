import assert from "node:assert/strict";
import { serviceKeys } from "../../findings/services";
import { severities, severitiesFrom, severitiesOf } from "../../findings/severity";

describe("severities", () => {
    it("ascend", () => {
        assert.deepEqual(severities, ["LOW", "MEDIUM", "HIGH", "CRITICAL"]);
    });

    it("end at HIGH in Macie", () => {
        assert.deepEqual(severitiesOf, {
            guardDuty: ["LOW", "MEDIUM", "HIGH", "CRITICAL"],
            macie: ["LOW", "MEDIUM", "HIGH"],
            inspector: ["LOW", "MEDIUM", "HIGH", "CRITICAL"],
        });
    });
});

describe("severitiesFrom", () => {
    for (const service of ["guardDuty", "inspector"] as const) {
        it(`takes the minimum and all above it, for ${service}`, () => {
            assert.deepEqual(
                severities.map((minimum) => severitiesFrom(service, minimum)),
                [
                    ["LOW", "MEDIUM", "HIGH", "CRITICAL"],
                    ["MEDIUM", "HIGH", "CRITICAL"],
                    ["HIGH", "CRITICAL"],
                    ["CRITICAL"],
                ],
            );
        });
    }

    it("takes Macie's highest word for a minimum above it", () => {
        assert.deepEqual(
            severities.map((minimum) => severitiesFrom("macie", minimum)),
            [["LOW", "MEDIUM", "HIGH"], ["MEDIUM", "HIGH"], ["HIGH"], ["HIGH"]],
        );
    });

    it("never silences a service", () => {
        const silent = serviceKeys.flatMap((service) =>
            severities.filter((minimum) => severitiesFrom(service, minimum).length === 0),
        );
        assert.deepEqual(silent, []);
    });
});
