import type { CoverageService } from "../../findings/coverage";
import type { Service } from "../../findings/services";
import { severitiesFrom, severitiesOf, type Severity } from "../../findings/severity";
import type { JsonObject } from "../evaluators/json";
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

/**
 * Numbers of each band: its limits, because a threshold that is off by one shows only there, and what a list of numbers
 * with one decimal, or ranges such as AWS's own "7.0 to 8.9", leave out.
 */
const scores: Readonly<Record<Severity, readonly number[]>> = {
    LOW: [1, 1.95, 3.99],
    MEDIUM: [4, 5.95, 6.99],
    HIGH: [7, 7.95, 8.99],
    CRITICAL: [9, 9.05, 10],
};

function guardDutyCases(origin: Origin, expectations: Expectations): Case[] {
    const write = casesIn(origin.region, "guardDuty");
    const finding = (band: Severity, score: number) => guardDutyFinding(origin, { band, score });
    const archived = (band: Severity) =>
        guardDutyFinding(origin, { band, score: scores[band][0] ?? 0, archived: true });
    const lost = guardDutyCoverage(origin, "Unhealthy");
    const restored = guardDutyCoverage(origin, "Healthy");
    return [
        ...severitiesOf.guardDuty.flatMap((band) => {
            const [from = 0, ...others] = scores[band];
            const rest = bandOf("guardDuty", band, expectations);
            return [
                write("finding", band, `${band} finding`, finding(band, from), rest),
                ...others.map((score) =>
                    write(
                        "furtherScore",
                        `${band}/${score}`,
                        `${band} finding of ${score}`,
                        finding(band, score),
                        rest,
                    ),
                ),
            ];
        }),
        ...inactive("guardDuty", write, "archived", expectations, archived),
        write("coverageLost", "coverage-lost", "lost coverage", lost, coverageOf("guardDuty", expectations)),
        write("coverageRestored", "coverage-back", "restored coverage", restored),
        write("replay", "replay", "LOW finding for replay", finding("LOW", 1)),
        write("export", "export", "LOW finding", finding("LOW", 1)),
        write("export", "archived/export", "archived finding", archived("CRITICAL"), { expected: "suppressed" }),
    ];
}

/** Macie writes a discovery result to the bucket for each object it inspects, whether or not it makes a finding of it. */
function macieCases(origin: Origin, expectations: Expectations): Case[] {
    const write = casesIn(origin.region, "macie");
    return [
        ...(["LOW", "MEDIUM", "HIGH"] as const).map((band) =>
            write("finding", band, `${band} finding`, macieFinding(origin, band), bandOf("macie", band, expectations)),
        ),
        ...inactive("macie", write, "archived", expectations, (band) => macieFinding(origin, band, true)),
        write("replay", "replay", "LOW finding for replay", macieFinding(origin, "LOW")),
        write("export", "export", "discovery result", macieFinding(origin, "HIGH")),
    ];
}

function inspectorCases(origin: Origin, expectations: Expectations): Case[] {
    const write = casesIn(origin.region, "inspector");
    const finding = (severity: Parameters<typeof inspectorFinding>[1]) => inspectorFinding(origin, severity);
    const lost = inspectorCoverage(origin, "INACTIVE");
    return [
        ...severitiesOf.inspector.map((band) =>
            write("finding", band, `${band} finding`, finding(band), bandOf("inspector", band, expectations)),
        ),
        write("inactive", "informational", "INFORMATIONAL finding", finding("INFORMATIONAL")),
        write("inactive", "untriaged", "UNTRIAGED finding", finding("UNTRIAGED")),
        ...inactive("inspector", write, "closed", expectations, (band) => inspectorFinding(origin, band, "CLOSED")),
        ...inactive("inspector", write, "suppressed", expectations, (band) =>
            inspectorFinding(origin, band, "SUPPRESSED"),
        ),
        write("coverageLost", "coverage-lost", "lost coverage", lost, coverageOf("inspector", expectations)),
        write("coverageRestored", "coverage-back", "restored coverage", inspectorCoverage(origin, "ACTIVE")),
        write("replay", "replay", "LOW finding for replay", finding("LOW")),
    ];
}

/** A finding that is no longer active, of every band that is mailed while it is: each band has a rule of its own. */
function inactive(
    service: Service,
    write: ReturnType<typeof casesIn>,
    state: "archived" | "closed" | "suppressed",
    { minimumSeverity }: Expectations,
    event: (band: Severity) => JsonObject,
): Case[] {
    return severitiesFrom(service, minimumSeverity[service]).map((band) =>
        write("inactive", `${state}/${band}`, `${state} ${band} finding`, event(band)),
    );
}

/** A finding of a severity band arrives if the stack was asked to mail it. */
function bandOf(service: Service, severity: Severity, { minimumSeverity }: Expectations) {
    const isMailed = severitiesFrom(service, minimumSeverity[service]).includes(severity);
    return { severity, expected: isMailed ? "arrives" : "suppressed" } as const;
}

function coverageOf(service: CoverageService, { coverage }: Expectations) {
    return { expected: coverage.includes(service) ? "arrives" : "suppressed" } as const;
}
