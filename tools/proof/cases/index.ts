import type { Service } from "../../../findings/services";
import type { Cloud } from "../cloud";
import type { Origin } from "../events";
import type { Expectations } from "../expectations";
import { alarmCases } from "./alarm-cases";
import type { Case } from "./case";
import { refusedByTheBus, refusedByTheTopic } from "./dead-letter-cases";
import { guardDutyCases } from "./guardduty-cases";
import { inspectorCases } from "./inspector-cases";
import { macieCases } from "./macie-cases";

export { type Case, type Destination, routeTo } from "./case";

const casesFrom: Readonly<Record<Service, (origin: Origin, expectations: Expectations) => Case[]>> = {
    guardDuty: guardDutyCases,
    macie: macieCases,
    inspector: inspectorCases,
};

/** Everything that a drill sends, and what should become of it. */
export function casesOf(expectations: Expectations, cloud: Pick<Cloud, "account" | "partition" | "alarms">): Case[] {
    const { home, regions } = expectations;
    const { account, partition, alarms } = cloud;
    const regional = regions.map(({ region, services }) => {
        const origin = { account, partition, region };
        return { region, cases: services.flatMap((service) => casesFrom[service](origin, expectations)) };
    });
    // Alerts are refused at home, whichever Region their event is from.
    const nearest = regional.find(({ region }) => region === home) ?? regional[0];
    return [
        ...regional.flatMap(({ cases }) => [...cases, ...refusedByTheBus(cases)]),
        ...refusedByTheTopic(nearest?.cases ?? []),
        ...alarmCases({ account, partition }, alarms, home),
    ];
}
