import type { Service } from "../../findings/services";
import { severitiesFrom, severitiesOf, type Severity } from "../../findings/severity";
import { typesLike } from "../../findings/finding-types";
import { matchesType } from "../../findings/type-pattern";
import type { JsonObject } from "../evaluators/json";
import { audienceOf, wantedBands } from "./audience";
import { type Case, casesIn } from "./case";
import type { Origin } from "./events/event";
import { guardDutyCoverage, guardDutyFinding } from "./events/guardduty";
import { inspectorCoverage, inspectorFinding } from "./events/inspector";
import { macieFinding } from "./events/macie";
import type { Expectations } from "./expectations";

/**
 * Numbers of each band: its limits, because a threshold that is off by one shows only there, and what a list of numbers
 * with one decimal, or ranges such as AWS's own "7.0 to 8.9", leave out.
 */
const scores: Readonly<Record<Severity, readonly [number, ...number[]]>> = {
    LOW: [1, 1.95, 3.99],
    MEDIUM: [4, 5.95, 6.99],
    HIGH: [7, 7.95, 8.99],
    CRITICAL: [9, 9.05, 10],
};

/** Makes the event of a finding; in no state, it is active. */
type Finding = (origin: Origin, band: Severity, state?: "ARCHIVED" | "CLOSED" | "SUPPRESSED") => JsonObject;

export const findings: Readonly<Record<Service, Finding>> = {
    guardDuty: (origin, band, state) =>
        guardDutyFinding(origin, { band, score: scores[band][0], archived: state === "ARCHIVED" }),
    macie: (origin, band, state) => macieFinding(origin, band, state === "ARCHIVED"),
    inspector: (origin, band, state) => inspectorFinding(origin, band, state === "ARCHIVED" ? "CLOSED" : state),
};

/** In which states a finding is no longer active. */
const inactive = {
    guardDuty: ["ARCHIVED"],
    macie: ["ARCHIVED"],
    inspector: ["CLOSED", "SUPPRESSED"],
} as const satisfies Record<Service, readonly Parameters<Finding>[2][]>;

type Write = ReturnType<typeof casesIn>;

/** What a service raises in a Region. */
export function serviceCases(service: Service, origin: Origin, expectations: Expectations): Case[] {
    const write = casesIn(origin.region, service);
    const event = findings[service];
    const mailed = wantedBands(service, expectations);
    const cases = [
        ...severitiesOf[service].flatMap((band) => {
            const rest = { severity: band };
            const further = service === "guardDuty" ? scores[band].slice(1) : [];
            return [
                write("finding", band, `${band} finding`, event(origin, band), rest),
                ...further.map((score) => {
                    const scored = guardDutyFinding(origin, { band, score });
                    return write("furtherScore", `${band}/${score}`, `${band} finding of ${score}`, scored, rest);
                }),
            ];
        }),
        // Of every band that is mailed while it is active: each has a rule of its own. One is for the archive alone.
        ...inactive[service].flatMap((state) =>
            (mailed.length > 0 ? mailed : severitiesOf[service].slice(-1)).map((band) => {
                const name = state.toLowerCase();
                return write("inactive", `${name}/${band}`, `${name} ${band} finding`, event(origin, band, state));
            }),
        ),
        write("replay", "replay", "LOW finding for replay", event(origin, "LOW")),
        ...mutedCases(service, write, origin, expectations),
        ...routedCases(service, write, origin, expectations),
        ...others[service](write, origin),
    ];
    return cases.flatMap((sent) => {
        if (sent.destination !== "mailboxes") return [sent];
        const told = toldTo(sent, expectations);
        return [told, ...beside(service, told, expectations)];
    });
}

/** The same case, about those who must be told of it by the settings. */
export function toldTo(sent: Case, expectations: Expectations): Case {
    const audience = audienceOf(sent, expectations);
    return { ...sent, audience, expected: audience.length > 0 ? "arrives" : "suppressed" };
}

/** Where the same event has to come, too. */
export function beside(service: Service, sent: Case, expectations: Expectations): Case[] {
    return [
        ...forMachines(service, sent, expectations),
        ...notified(service, sent, expectations),
        ...kept(sent, expectations),
    ];
}

/** The archive gets every finding and lost coverage, whoever is told of it. */
function kept(sent: Case, { stream = false }: Expectations): Case[] {
    if (!stream || !["finding", "inactive", "muted", "member", "coverageLost"].includes(sent.kind)) return [];
    const about = { id: `${sent.id}/stream`, subject: `${sent.subject} for the findings stream` };
    return [{ ...sent, ...about, kind: "kept", destination: "findings stream", audience: [], expected: "arrives" }];
}

/** Machines get every active finding from their own threshold on, as it is. */
function forMachines(service: Service, sent: Case, { events }: Expectations): Case[] {
    if (events === undefined || sent.kind.startsWith("coverage")) return [];
    const isWanted = severitiesFrom(service, events.minimumSeverity[service]).some((band) => band === sent.severity);
    const expected = isWanted && sent.kind !== "inactive" ? "arrives" : "suppressed";
    const about = { id: `${sent.id}/event`, subject: `${sent.subject} for machines` };
    return [{ ...sent, ...about, kind: "event", destination: "machines", audience: [], expected }];
}

/** AWS User Notifications has a threshold of its own, and nothing is muted there. */
function notified(service: Service, sent: Case, { userNotifications = false }: Expectations): Case[] {
    if (!userNotifications || sent.kind.startsWith("coverage")) return [];
    const isWanted = severitiesFrom(service, "HIGH").some((band) => band === sent.severity);
    const about = { id: `${sent.id}/notification`, subject: `${sent.subject} for User Notifications` };
    const fate = { destination: "user notifications", expected: isWanted ? "arrives" : "suppressed" } as const;
    return [{ ...sent, ...about, ...fate, kind: "notification", audience: [] }];
}

/** For each pattern of muted types, a finding of the highest band that it fits. */
function mutedCases(service: Service, write: Write, origin: Origin, { mute }: Expectations): Case[] {
    const [band = "LOW"] = severitiesOf[service].slice(-1);
    return mute.flatMap((pattern) => {
        const type = typesLike(pattern).find((one) => one.service === service)?.type;
        if (type === undefined) return [];
        const event = findings[service](origin, band);
        const muted = { ...event, detail: { ...(event.detail as JsonObject), type } };
        const made = write("muted", `muted/${pattern}`, `muted ${band} finding (${pattern})`, muted, {
            severity: band,
        });
        return [made, { ...made, kind: "replay", id: `${made.id}/replay`, destination: "event archive" }];
    });
}

/** For each route with types or accounts, which other findings may not fit, one of its lowest band that does. */
function routedCases(service: Service, write: Write, origin: Origin, { routes, mute }: Expectations): Case[] {
    const isMuted = (type: string) => mute.some((pattern) => matchesType(pattern, type));
    return routes.flatMap(({ name, minimumSeverity, regions, accounts, types }) => {
        const [band] = severitiesFrom(service, minimumSeverity[service]);
        const isHere = regions.length === 0 || regions.includes(origin.region);
        const known = types.flatMap(typesLike).filter((one) => one.service === service && !isMuted(one.type));
        const [type] = known.map((one) => one.type);
        const isSpecial = types.length > 0 ? type !== undefined : accounts.length > 0;
        if (band === undefined || !isHere || !isSpecial) return [];
        const [account = origin.account] = accounts;
        const event = findings[service]({ ...origin, account }, band);
        const detail = { ...(event.detail as JsonObject), ...(type !== undefined && { type }) };
        const fitting = { ...event, account: origin.account, detail };
        return [write("routed", `route/${name}`, `${band} finding for route ${name}`, fitting, { severity: band })];
    });
}

/** What only some services raise. */
const others: Readonly<Record<Service, (write: Write, origin: Origin) => Case[]>> = {
    guardDuty: (write, origin) => [
        ...coverageCases(write, {
            lost: guardDutyCoverage(origin, "Unhealthy"),
            restored: guardDutyCoverage(origin, "Healthy"),
        }),
        write("export", "export", "LOW finding", findings.guardDuty(origin, "LOW")),
        write("export", "archived/export", "archived finding", findings.guardDuty(origin, "CRITICAL", "ARCHIVED"), {
            expected: "suppressed",
        }),
    ],
    // Macie writes a discovery result for each object that it inspects, whether or not it makes a finding of it.
    macie: (write, origin) => [write("export", "export", "discovery result", findings.macie(origin, "HIGH"))],
    inspector: (write, origin) => [
        write("inactive", "informational", "INFORMATIONAL finding", inspectorFinding(origin, "INFORMATIONAL")),
        write("inactive", "untriaged", "UNTRIAGED finding", inspectorFinding(origin, "UNTRIAGED")),
        ...coverageCases(write, {
            lost: inspectorCoverage(origin, "INACTIVE"),
            restored: inspectorCoverage(origin, "ACTIVE"),
        }),
    ],
};

function coverageCases(write: Write, { lost, restored }: Record<"lost" | "restored", JsonObject>) {
    return [
        write("coverageLost", "coverage-lost", "lost coverage", lost),
        write("coverageRestored", "coverage-back", "restored coverage", restored),
    ];
}
