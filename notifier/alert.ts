import type { Service } from "../findings/services";
import type { Severity } from "../findings/severity";
import type { Advice } from "./advice";
import type { Fact } from "./facts";

/** What stands in the brackets of a subject, the most urgent first. */
export const levels = [
    "CRITICAL",
    "UNREADABLE",
    "ALARM",
    "HIGH",
    "COVERAGE LOST",
    "MEDIUM",
    "LOW",
    "ALL CLEAR",
] as const satisfies readonly (Severity | (string & {}))[];
export type Level = (typeof levels)[number];

/** A message of the alert topic, read. All of its texts are cleaned: whatever came from outside is safe to print. */
export interface Alert {
    /** Of the message in the queue. */
    readonly messageId: string;
    readonly level: Level;
    readonly kind: "finding" | "coverage" | "alarm" | "unreadable";
    /** Absent for alarms and what cannot be read. */
    readonly service?: Service;
    /** The service's name, or Vigil. */
    readonly sender: string;
    /** A sample finding: somebody is testing. */
    readonly sample: boolean;
    readonly title: string;
    /** What a digest counts by. */
    readonly type: string;
    readonly account?: string | undefined;
    readonly region?: string | undefined;
    /** How often it was seen; 0 where nobody counts. */
    readonly count: number;
    /** What is only read of those that are shown: of ten thousand alerts it would be most of the work. */
    readonly details: () => Details;
    /** Into the console of AWS. */
    readonly link?: string | undefined;
    /** Of the finding's ID. What is no finding has none, and a sample neither: it was asked for, so it never repeats. */
    readonly hash?: string;
}

export interface Details {
    readonly what: readonly Fact[];
    readonly description: readonly string[];
    readonly where: readonly Fact[];
    readonly when: readonly (readonly [label: string, time: Date])[];
    readonly advice: Partial<Advice>;
}
