import type { Journey, Report } from "../proof/report";
import { count } from "./words";

export type Tally = Readonly<Record<Journey["outcome"], number>>;

/** How many journeys ended in which way. */
export function tally(journeys: readonly Journey[]): Tally {
    const ended = (outcome: Journey["outcome"]) => journeys.filter((journey) => journey.outcome === outcome).length;
    return { arrives: ended("arrives"), quiet: ended("quiet"), lost: ended("lost"), leaked: ended("leaked") };
}

/** All regions that have something to tell; home has, with its alarms, even where it is not watched itself. */
export function regionsOf({ regions, journeys }: Report): readonly string[] {
    return [...new Set([...regions, ...journeys.map(({ region }) => region)])];
}

/** The whole report in one line, for the end of a log. */
export function summaryLine({ stack, regions, journeys }: Report): string {
    const { arrives, quiet, lost, leaked } = tally(journeys);
    return (
        `${stack}: ${count(regions.length, "region")}, ${count(journeys.length, "journey")}: ` +
        `${arrives} arrive, ${quiet} kept quiet, ${lost} lost, ${leaked} leaked`
    );
}
