import { type Service, serviceKeys } from "./services";

/** The one word for severity that people use, ascending. */
export const severities = ["LOW", "MEDIUM", "HIGH", "CRITICAL"] as const;
export type Severity = (typeof severities)[number];

/** The lowest severity that somebody is told of; OFF: nothing. */
export type Threshold = Severity | "OFF";

/** A word for each service. */
export type Thresholds = Readonly<Record<Service, Threshold>>;

/**
 * The words each service knows, ascending. Macie stops at High.
 *
 * Source: GuardDuty user guide, guardduty_findings-severity; Macie user guide, findings-severity; Inspector user
 * guide, findings-understanding-severity.
 */
export const severitiesOf: Readonly<Record<Service, readonly Severity[]>> = {
    guardDuty: severities,
    macie: ["LOW", "MEDIUM", "HIGH"],
    inspector: severities,
};

/**
 * The words of a service at or above a minimum, ascending; none for OFF.
 *
 * A minimum above the service's highest word means its highest: CRITICAL asks Macie for HIGH. One word for all three
 * must not silence one of them.
 */
export function severitiesFrom(service: Service, minimum: Threshold): readonly Severity[] {
    if (minimum === "OFF") return [];
    const known = severitiesOf[service];
    const atLeast = known.filter((severity) => severities.indexOf(severity) >= severities.indexOf(minimum));
    return atLeast.length > 0 ? atLeast : known.slice(-1);
}

/** A severity of a service that knows it. */
export interface Band {
    readonly service: Service;
    readonly severity: Severity;
}

/** What some want and others do not: the words below a service's minimum that are at or above one of the other minimums. */
export function bandsBelow(minimum: Thresholds, others: readonly Thresholds[]): Band[] {
    return serviceKeys.flatMap((service) => {
        const told = severitiesFrom(service, minimum[service]);
        const wanted = new Set(others.flatMap((other) => severitiesFrom(service, other[service])));
        const below = severitiesOf[service].filter((word) => wanted.has(word) && !told.includes(word));
        return below.map((severity) => ({ service, severity }));
    });
}
