import type { Case } from "./cases/case";
import type { Report, Step } from "./report";

/** Where a drill takes place: the rehearsal's model of a stack, or a real account. */
export interface Cloud {
    readonly kind: Report["cloud"];
    readonly account: string;
    readonly partition: string;
    /** The alarms that watch the way of the findings there. */
    readonly alarms: readonly WatchingAlarm[];
    /** Sends every case's event on its way, waits, and says what became of each, in the same order. */
    send(cases: readonly Case[]): Promise<readonly Trace[]>;
}

export interface WatchingAlarm {
    readonly name: string;
    readonly arn: string;
    readonly region: string;
    /** What it says in a mail. */
    readonly description: string;
}

/** What became of one event. It arrived where it should when all steps passed. */
export interface Trace {
    readonly steps: readonly Step[];
    /** What somebody got, be it only one of several mailboxes: see `Result`. */
    readonly arrived?: string;
    readonly deadLetter?: "kept" | "lost";
    /** How long an event that really travelled was on its way. */
    readonly latencySeconds?: number;
    /** What the proof rests on, where no event really travelled although this cloud could let it: for people. */
    readonly remark?: string;
}
