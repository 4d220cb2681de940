import { severitiesOf } from "../../../findings/severity";
import { inspectorCoverage, inspectorFinding, type Origin } from "../events";
import type { Expectations } from "../expectations";
import type { Case } from "./case";
import { bandOf, casesIn, suppressed } from "./regional-case";

export function inspectorCases(origin: Origin, expectations: Expectations): Case[] {
    const write = casesIn(origin.region, "inspector");
    const critical = (status: "CLOSED" | "SUPPRESSED") => inspectorFinding(origin, "CRITICAL", status);
    return [
        ...severitiesOf.inspector.map((band) =>
            write(
                "finding",
                band,
                `${band} finding`,
                inspectorFinding(origin, band),
                bandOf("inspector", band, expectations),
            ),
        ),
        write(
            "inactive",
            "informational",
            "INFORMATIONAL finding",
            inspectorFinding(origin, "INFORMATIONAL"),
            suppressed,
        ),
        write("inactive", "untriaged", "UNTRIAGED finding", inspectorFinding(origin, "UNTRIAGED"), suppressed),
        write("inactive", "closed", "closed finding", critical("CLOSED"), suppressed),
        write("inactive", "suppressed", "suppressed finding", critical("SUPPRESSED"), suppressed),
        write("coverageLost", "coverage-lost", "lost coverage", inspectorCoverage(origin, "INACTIVE")),
        write(
            "coverageRestored",
            "coverage-back",
            "coverage that is back",
            inspectorCoverage(origin, "ACTIVE"),
            suppressed,
        ),
        write("replay", "replay", "LOW finding for replay", inspectorFinding(origin, "LOW"), {
            destination: "event archive",
        }),
    ];
}
