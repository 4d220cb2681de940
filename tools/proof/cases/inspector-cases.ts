import { severitiesOf } from "../../../findings/severity";
import { inspectorCoverage, inspectorFinding, type Origin } from "../events";
import type { Expectations } from "../expectations";
import type { Case } from "./case";
import { bandOf, casesIn, quiet } from "./regional-case";

export function inspectorCases(origin: Origin, expectations: Expectations): Case[] {
    const write = casesIn(origin.region, "inspector");
    const critical = (status: "CLOSED" | "SUPPRESSED") => inspectorFinding(origin, "CRITICAL", status);
    return [
        ...severitiesOf.inspector.map((band) =>
            write(band, `${band} finding`, inspectorFinding(origin, band), bandOf("inspector", band, expectations)),
        ),
        write("informational", "INFORMATIONAL finding", inspectorFinding(origin, "INFORMATIONAL"), quiet),
        write("untriaged", "UNTRIAGED finding", inspectorFinding(origin, "UNTRIAGED"), quiet),
        write("closed", "closed finding", critical("CLOSED"), quiet),
        write("suppressed", "suppressed finding", critical("SUPPRESSED"), quiet),
        write("coverage-lost", "lost coverage", inspectorCoverage(origin, "INACTIVE")),
        write("coverage-back", "coverage that is back", inspectorCoverage(origin, "ACTIVE"), quiet),
        write("replay", "LOW finding for replay", inspectorFinding(origin, "LOW"), { destination: "event archive" }),
    ];
}
