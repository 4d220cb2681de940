import { severitiesOf, type Severity } from "../../../findings/severity";
import { guardDutyCoverage, guardDutyFinding, type Origin } from "../events";
import type { Expectations } from "../expectations";
import type { Case } from "./case";
import { bandOf, casesIn, suppressed } from "./regional-case";

/** The bands by their limits: a threshold that is off by one shows only there. */
const limits: Readonly<Record<Severity, readonly [number, number]>> = {
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
            const [from, to] = limits[band];
            const rest = bandOf("guardDuty", band, expectations);
            return [
                write("finding", band, `${band} finding`, finding(band, from), rest),
                write("upperLimit", `${band}/${to}`, `${band} finding of ${to}`, finding(band, to), rest),
            ];
        }),
        write("inactive", "archived", "archived finding", archived, suppressed),
        write("coverageLost", "coverage-lost", "lost coverage", guardDutyCoverage(origin, "Unhealthy")),
        write(
            "coverageRestored",
            "coverage-back",
            "coverage that is back",
            guardDutyCoverage(origin, "Healthy"),
            suppressed,
        ),
        write("replay", "replay", "LOW finding for replay", finding("LOW", 1), { destination: "event archive" }),
        write("export", "export", "LOW finding", finding("LOW", 1), { destination: "bucket" }),
        write("export", "archived/export", "archived finding", archived, { ...suppressed, destination: "bucket" }),
    ];
}
