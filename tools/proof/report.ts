import type { Service } from "../../findings/services";
import type { Severity } from "../../findings/severity";

/** What a drill found out, in either cloud: the rehearsal's simulation, or the real account. */
export interface Report {
    readonly stack: string;
    readonly cloud: "rehearsal" | "aws";
    readonly account: string;
    readonly home: string;
    readonly regions: readonly string[];
    readonly results: readonly Result[];
    /** Resources on whose behaviour the drill says nothing, by type and name. */
    readonly notRehearsed: readonly string[];
    readonly warnings: readonly string[];
    /** What else a drill on a real account has to say. */
    readonly notes?: readonly string[];
}

/** One event on its way, from the service that raised it to where it should end, or to where it was lost. */
export interface Result {
    /** Unique in the report and the same in every run, for example `eu-west-1/guardDuty/HIGH`; what `--explain` takes. */
    readonly id: string;
    readonly region: string;
    /** The service that raised the event; `alarm` for CloudWatch. */
    readonly source: Service | "alarm";
    readonly kind: CaseKind;
    /** What the event is, for people: "HIGH finding", "archived finding", "lost coverage", "alarm". */
    readonly subject: string;
    /** Absent where the event has none, as a coverage event. */
    readonly severity?: Severity;
    /** `alerts`: through the topic to the mailboxes. `archive`: to the bucket. */
    readonly route: "alerts" | "archive";
    /** What should happen: `arrives` at the end of the route, or is kept `quiet` on purpose, as a finding below the threshold. */
    readonly expected: "arrives" | "suppressed";
    /** What did happen. `lost`: should have arrived. `leaked`: should have been suppressed. */
    readonly outcome: "arrives" | "suppressed" | "lost" | "falseAlert";
    readonly steps: readonly Step[];
    /** The alert exactly as the mailbox gets it, or the key of the archive object. */
    readonly arrived?: string;
    /** Where a lost event ended: in a dead-letter queue, which keeps it and raises an alarm, or nowhere. */
    readonly deadLetter?: "kept" | "lost";
    /** From the asking for the finding to the alert in the mailbox, where it really travelled. */
    readonly latencySeconds?: number;
}

/** What a case is about. */
export const caseKinds = [
    /** A finding of a severity band, at the lower limit of the band. */
    "finding",
    /** A finding at the upper limit of its band. */
    "upperLimit",
    /** A finding that is archived, closed or suppressed, or has no severity that is mailed. */
    "inactive",
    "coverageLost",
    "coverageRestored",
    "alarm",
    "alarmOver",
    /** Something that the findings bus or the alert topic is made to refuse. */
    "undeliverable",
    "replay",
    "export",
] as const;
export type CaseKind = (typeof caseKinds)[number];

/** The places on the two routes, in order; the first step that did not pass names the broken one. */
export const hops = [
    "service",
    "relay rule",
    "relay role",
    "findings bus",
    "event archive",
    "alert rule",
    "message",
    "alarm action",
    "topic policy",
    "alert key",
    "subscription",
    "publishing destination",
    "findings key",
    "bucket policy",
    "dead-letter queue",
] as const;
export type Hop = (typeof hops)[number];

/** One decision on the way. */
export interface Step {
    readonly hop: Hop;
    /** The resource whose document decided. */
    readonly resource: ResourceRef;
    readonly passed: boolean;
    /** One sentence: what decided (rule pattern, statement by its Sid, missing document) and why. */
    readonly reason: string;
    /** What to do about it, in one or more sentences; only where the step did not pass. */
    readonly fix?: string;
}

/** A resource as reports name it: `aws:sns/topicPolicy:TopicPolicy` and `alert-topic`, or "queue" and its name in AWS. */
export interface ResourceRef {
    readonly type: string;
    readonly name: string;
}

/** Type and name in one text. */
export function labelOf({ type, name }: ResourceRef): string {
    return `${type} ${name}`;
}

/** Whether everything happened as it should. */
export function isGreen({ results }: Report): boolean {
    return results.every(({ outcome, expected }) => outcome === expected);
}

/** The step that decided a result's outcome: the rule that let a false alert through, the first that did not pass, else the last. */
export function decisiveStep({ outcome, steps }: Result): Step | undefined {
    const rule = steps.filter(({ hop }) => hop === "relay rule" || hop === "alert rule").at(-1);
    if (outcome === "falseAlert" && rule !== undefined) return rule;
    return steps.find(({ passed }) => !passed) ?? steps.at(-1);
}
