import { isGreen, type Report } from "../proof/report";

/** Grows by one with every change that a reader of the previous shape would stumble over. */
const schemaVersion = 2;

/** The report for machines. */
export function reportJson(report: Report): string {
    return JSON.stringify({ schemaVersion, green: isGreen(report), ...report }, undefined, 2);
}
