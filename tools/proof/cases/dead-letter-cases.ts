import type { Case } from "./case";

/** What the findings bus refuses must land in the Region's dead-letter queue: one event of a Region tells. */
export function refusedByTheBus(cases: readonly Case[]): Case[] {
    return cases.slice(0, 1).map((one) => refused(one, "relayed", "relay dead letters"));
}

/**
 * What the alert topic refuses must land in the alerts' dead-letter queue: one event of each severity band and of lost
 * coverage tells, from any Region.
 */
export function refusedByTheTopic(cases: readonly Case[]): Case[] {
    const isMailed = ({ expected, destination }: Case) => expected === "arrives" && destination === "mailboxes";
    return cases
        .filter((one) => isMailed(one) && one.kind !== "upperLimit")
        .map((one) => refused(one, "mailed", "alert dead letters"));
}

function refused(one: Case, verb: string, destination: Case["destination"]): Case {
    return {
        ...one,
        kind: "undeliverable",
        id: `${one.id}/not-${verb}`,
        subject: `${one.subject} that cannot be ${verb}`,
        expected: "arrives",
        destination,
    };
}
