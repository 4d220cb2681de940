import assert from "node:assert/strict";
import { serviceKeys } from "../../findings/services";
import { bandsBelow, severities, severitiesFrom, severitiesOf } from "../../findings/severity";

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

describe("bandsBelow", () => {
    const high = { guardDuty: "HIGH", macie: "HIGH", inspector: "CRITICAL" } as const;

    it("are what others want that is below the minimum, each once", () => {
        const medium = { guardDuty: "MEDIUM", macie: "OFF", inspector: "HIGH" } as const;
        const low = { guardDuty: "LOW", macie: "CRITICAL", inspector: "OFF" } as const;
        assert.deepEqual(bandsBelow(high, [medium, low, medium]), [
            { service: "guardDuty", severity: "LOW" },
            { service: "guardDuty", severity: "MEDIUM" },
            { service: "inspector", severity: "HIGH" },
        ]);
        assert.deepEqual(bandsBelow(high, [high]), []);
        assert.deepEqual(bandsBelow(high, []), []);
    });

    it("are all that others want of a service that is OFF", () => {
        assert.deepEqual(bandsBelow({ ...high, macie: "OFF" }, [high]), [{ service: "macie", severity: "HIGH" }]);
    });
});
