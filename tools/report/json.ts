import { isGreen, type Report, verdictOf } from "../proof/report";
import type { Origin } from "./origin";

/** Grows by one with every change that a reader of the previous shape would stumble over. */
const schemaVersion = 5;

/** The report for machines. */
export function reportJson(report: Report, origin: Origin): string {
    return JSON.stringify(
        { schemaVersion, verdict: verdictOf(report), green: isGreen(report), origin, ...report },
        undefined,
        2,
    );
}
