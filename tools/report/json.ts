import { isGreen, type Report } from "../proof/report";

/** Grows by one whenever a reader of the old shape would stumble. */
const schemaVersion = 1;

/** The report for machines. */
export function reportJson(report: Report): string {
    return JSON.stringify({ schemaVersion, green: isGreen(report), ...report }, undefined, 2);
}
