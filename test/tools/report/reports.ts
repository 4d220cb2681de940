import type { Hop, Journey, Report, Step } from "../../../tools/proof/report";
import { account, journeysOf } from "./journeys";

/** What a breakage does to a journey; `undefined` where it does nothing. */
export type Breakage = (journey: Journey) => Partial<Journey> | undefined;

/** A report of the given regions, home first, in which everything goes well but for the breakage. */
export function reportOf(regions: readonly string[], breakage: Breakage = () => undefined): Report {
    const [home = "eu-west-1"] = regions;
    const journeys = regions.flatMap(journeysOf).map((journey) => ({ ...journey, ...breakage(journey) }));
    return { stack: "dev", cloud: "rehearsal", account, home, regions, journeys, notRehearsed: [], warnings: [] };
}

/** A journey that is lost at a hop. */
export function lostAt(
    journey: Journey,
    hop: Hop,
    reason: string,
    deadLetter?: Journey["deadLetter"],
): Partial<Journey> {
    return {
        outcome: "lost",
        arrived: undefined,
        steps: stoppedAt(journey, hop, reason),
        ...(deadLetter && { deadLetter }),
    };
}

/** A journey that is mailed although it should not be. */
export function leaked({ steps }: Journey): Partial<Journey> {
    const passed = steps.map((step) => ({ ...step, passed: true, reason: "The pattern matches everything." }));
    return { outcome: "leaked", steps: passed, arrived: '{ "alert": "noise" }' };
}

/** The steps of a journey up to a hop, where it stops. */
function stoppedAt({ steps }: Journey, hop: Hop, reason: string): readonly Step[] {
    const stop = steps.findIndex((step) => step.hop === hop);
    return steps.slice(0, stop + 1).map((step, index) => (index === stop ? { ...step, passed: false, reason } : step));
}
