import { type Service, serviceFacts, serviceKeys } from "../../findings/services";
import type { Severity } from "../../findings/severity";
import type { Reading } from "../archive/read-events";
import { type Finding, severityWords } from "./finding";

/** Grows by one with every change that a reader of the previous shape would stumble over. */
const schemaVersion = 1;

export interface Filter {
    /** This one and above. */
    readonly severity?: Severity | undefined;
    readonly service?: Service | undefined;
    /** A name, or a part of an ARN. */
    readonly resource?: string | undefined;
}

/** What the command answers, and in this order prints with `--json`. */
export interface Answer extends Reading {
    readonly stack: string;
    /** ISO 8601; the period ends before `until`. */
    readonly since: string;
    readonly until: string;
    /** What the findings were narrowed to; nothing where all are there. */
    readonly filter: Filter;
    /** Events of the period about no finding, such as lost coverage. */
    readonly otherEvents: number;
    /** The most severe first, of these the newest. */
    readonly findings: readonly Finding[];
}

/** The answer for machines. */
export function answerJson(answer: Answer): string {
    return JSON.stringify({ schemaVersion, ...answer }, undefined, 2);
}

/** How many findings of each severity each service has; severities and services without any are left out. */
export function countsOf(findings: readonly Finding[]) {
    const words = severityWords.filter((word) => findings.some(({ severity }) => severity === word));
    const services = serviceKeys.filter((key) => findings.some(({ service }) => service === key));
    const rows = services.map((key) => {
        const own = findings.filter(({ service }) => service === key);
        const counts = words.map((word) => own.filter(({ severity }) => severity === word).length);
        return { name: serviceFacts[key].name, counts, all: own.length };
    });
    return { words, rows };
}

/** `2026-11-27 14:09`, in UTC. */
export function minuteOf(time: string): string {
    return time.slice(0, 16).replace("T", " ");
}

/** `1 MB`, in the units that S3 bills by. */
export function sizeText(bytes: number): string {
    return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
