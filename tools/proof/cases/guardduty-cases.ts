import { severitiesOf, type Severity } from "../../../findings/severity";
import { guardDutyCoverage, guardDutyFinding, type Origin } from "../events";
import type { Expectations } from "../expectations";
import type { Case } from "./case";
import { bandOf, casesIn, suppressed } from "./regional-case";

/** The bands by their edges: a threshold that is off by one shows only there. */
const edges: Readonly<Record<Severity, readonly [number, number]>> = {
    LOW: [1, 3.9],
    MEDIUM: [4, 6.9],
    HIGH: [7, 8.9],
    CRITICAL: [9, 10],
};

export function guardDutyCases(origin: Origin, expectations: Expectations): Case[] {
    const write = casesIn(origin.region, "guardDuty");
    const finding = (band: Severity, score: number) => guardDutyFinding(origin, { band, score });
    const archived = guardDutyFinding(origin, { band: "CRITICAL", score: 9, archived: true });
    return [
        ...severitiesOf.guardDuty.flatMap((band) => {
            const [from, to] = edges[band];
            const rest = bandOf("guardDuty", band, expectations);
            return [
                write(band, `${band} finding`, finding(band, from), rest),
                write(`${band}/${to}`, `${band} finding of ${to}`, finding(band, to), rest),
            ];
        }),
        write("archived", "archived finding", archived, suppressed),
        write("coverage-lost", "lost coverage", guardDutyCoverage(origin, "Unhealthy")),
        write("coverage-back", "coverage that is back", guardDutyCoverage(origin, "Healthy"), suppressed),
        write("replay", "LOW finding for replay", finding("LOW", 1), { destination: "event archive" }),
        write("export", "LOW finding", finding("LOW", 1), { destination: "bucket" }),
        write("archived/export", "archived finding", archived, { ...suppressed, destination: "bucket" }),
    ];
}
