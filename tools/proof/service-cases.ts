import type { CoverageService } from "../../findings/coverage";
import type { Service } from "../../findings/services";
import { severitiesFrom, severitiesOf, type Severity } from "../../findings/severity";
import { type Case, casesIn } from "./case";
import type { Origin } from "./events/event";
import { guardDutyCoverage, guardDutyFinding } from "./events/guardduty";
import { inspectorCoverage, inspectorFinding } from "./events/inspector";
import { macieFinding } from "./events/macie";
import type { Expectations } from "./expectations";

/** What a service raises in a Region. */
export const serviceCases = {
    guardDuty: guardDutyCases,
    macie: macieCases,
    inspector: inspectorCases,
} as const satisfies Record<Service, (origin: Origin, expectations: Expectations) => Case[]>;

/** The limits of each band: a threshold that is off by one shows only there. */
const limits: Readonly<Record<Severity, readonly [number, number]>> = {
    LOW: [1, 3.9],
    MEDIUM: [4, 6.9],
    HIGH: [7, 8.9],
    CRITICAL: [9, 10],
};

function guardDutyCases(origin: Origin, expectations: Expectations): Case[] {
    const write = casesIn(origin.region, "guardDuty");
    const finding = (band: Severity, score: number) => guardDutyFinding(origin, { band, score });
    const archived = guardDutyFinding(origin, { band: "CRITICAL", score: 9, archived: true });
    const lost = guardDutyCoverage(origin, "Unhealthy");
    const restored = guardDutyCoverage(origin, "Healthy");
    return [
        ...severitiesOf.guardDuty.flatMap((band) => {
            const [from, to] = limits[band];
            const rest = bandOf("guardDuty", band, expectations);
            return [
                write("finding", band, `${band} finding`, finding(band, from), rest),
                write("upperLimit", `${band}/${to}`, `${band} finding of ${to}`, finding(band, to), rest),
            ];
        }),
        write("inactive", "archived", "archived finding", archived),
        write("coverageLost", "coverage-lost", "lost coverage", lost, coverageOf("guardDuty", expectations)),
        write("coverageRestored", "coverage-back", "restored coverage", restored),
        write("replay", "replay", "LOW finding for replay", finding("LOW", 1)),
        write("export", "export", "LOW finding", finding("LOW", 1)),
        write("export", "archived/export", "archived finding", archived, { expected: "suppressed" }),
    ];
}

/** Macie writes a discovery result to the bucket for each object it inspects, whether or not it makes a finding of it. */
function macieCases(origin: Origin, expectations: Expectations): Case[] {
    const write = casesIn(origin.region, "macie");
    return [
        ...(["LOW", "MEDIUM", "HIGH"] as const).map((band) =>
            write("finding", band, `${band} finding`, macieFinding(origin, band), bandOf("macie", band, expectations)),
        ),
        write("inactive", "archived", "archived finding", macieFinding(origin, "HIGH", true)),
        write("replay", "replay", "LOW finding for replay", macieFinding(origin, "LOW")),
        write("export", "export", "discovery result", macieFinding(origin, "HIGH")),
    ];
}

function inspectorCases(origin: Origin, expectations: Expectations): Case[] {
    const write = casesIn(origin.region, "inspector");
    const finding = (severity: Parameters<typeof inspectorFinding>[1]) => inspectorFinding(origin, severity);
    const lost = inspectorCoverage(origin, "INACTIVE");
    const critical = (status: "CLOSED" | "SUPPRESSED") => inspectorFinding(origin, "CRITICAL", status);
    return [
        ...severitiesOf.inspector.map((band) =>
            write("finding", band, `${band} finding`, finding(band), bandOf("inspector", band, expectations)),
        ),
        write("inactive", "informational", "INFORMATIONAL finding", finding("INFORMATIONAL")),
        write("inactive", "untriaged", "UNTRIAGED finding", finding("UNTRIAGED")),
        write("inactive", "closed", "closed finding", critical("CLOSED")),
        write("inactive", "suppressed", "suppressed finding", critical("SUPPRESSED")),
        write("coverageLost", "coverage-lost", "lost coverage", lost, coverageOf("inspector", expectations)),
        write("coverageRestored", "coverage-back", "restored coverage", inspectorCoverage(origin, "ACTIVE")),
        write("replay", "replay", "LOW finding for replay", finding("LOW")),
    ];
}

/** A finding of a severity band arrives if the stack was asked to mail it. */
function bandOf(service: Service, severity: Severity, { minimumSeverity }: Expectations) {
    const isMailed = severitiesFrom(service, minimumSeverity[service]).includes(severity);
    return { severity, expected: isMailed ? "arrives" : "suppressed" } as const;
}

function coverageOf(service: CoverageService, { coverage }: Expectations) {
    return { expected: coverage.includes(service) ? "arrives" : "suppressed" } as const;
}
