import type { Result, Report } from "../proof/report";
import { count } from "../cli/lists";

export type Tally = Readonly<Record<Result["outcome"], number>>;

/** How many results ended in which way. */
export function tally(results: readonly Result[]): Tally {
    const ended = (outcome: Result["outcome"]) => results.filter((result) => result.outcome === outcome).length;
    return {
        arrives: ended("arrives"),
        suppressed: ended("suppressed"),
        lost: ended("lost"),
        falseAlert: ended("falseAlert"),
    };
}

/** All regions that have something to tell; home has, with its alarms, even where it is not watched itself. */
export function regionsOf({ regions, results }: Report): readonly string[] {
    return [...new Set([...regions, ...results.map(({ region }) => region)])];
}

/** The whole report in one line, for the end of a log. */
export function summaryLine({ stack, regions, results }: Report): string {
    const { arrives, suppressed, lost, falseAlert } = tally(results);
    return (
        `${stack}: ${count(regions.length, "region")}, ${count(results.length, "result")}: ` +
        `${arrives} arrive, ${suppressed} suppressed, ${lost} lost, ${count(falseAlert, "false alert")}`
    );
}
