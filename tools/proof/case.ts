import type { JsonObject } from "../evaluators/json";
import type { CaseKind, Result } from "./report";

/** One event to be sent, and what should become of it: the question to which a `Result` is the answer. */
export interface Case extends Pick<Result, "id" | "kind" | "region" | "source" | "subject" | "severity" | "expected"> {
    readonly destination: Destination;
    /** Who must be told, and nobody else, where the destination is mailboxes. */
    readonly audience: readonly string[];
    /** As the default bus of the Region receives it. */
    readonly event: JsonObject;
}

/**
 * Where an event should end. Events that the findings bus or the alert topic is made to refuse end in dead letters:
 * they must be kept, and an alarm must report them.
 */
export type Destination =
    | "mailboxes"
    | "bucket"
    | "event archive"
    | "findings stream"
    | "replica"
    | "relay dead letters"
    | "alert dead letters"
    | "endpoint dead letters"
    | "notifier dead letters"
    | "stream dead letters"
    /** What the stream cannot write, of which an alarm has to tell. */
    | "unwritten records"
    | "heartbeat rule"
    | "machines"
    | "machine dead letters"
    | "user notifications";

const routes = {
    mailboxes: "alerts",
    bucket: "archive",
    "event archive": "archive",
    "findings stream": "archive",
    replica: "archive",
    "relay dead letters": "alerts",
    "alert dead letters": "alerts",
    "endpoint dead letters": "alerts",
    "notifier dead letters": "alerts",
    "stream dead letters": "alerts",
    "unwritten records": "alerts",
    "heartbeat rule": "others",
    machines: "others",
    "machine dead letters": "others",
    "user notifications": "others",
} as const satisfies Record<Destination, Result["route"]>;

/** The route in the report. */
export function routeTo(destination: Destination): Result["route"] {
    return routes[destination];
}

type Fate = Pick<Case, "expected" | "destination" | "audience">;

/** What should become of a case of each kind, unless the case says otherwise. */
const fates = {
    finding: { expected: "arrives", destination: "mailboxes" },
    muted: { expected: "arrives", destination: "mailboxes" },
    notification: { expected: "arrives", destination: "user notifications" },
    event: { expected: "arrives", destination: "machines" },
    furtherScore: { expected: "arrives", destination: "mailboxes" },
    routed: { expected: "arrives", destination: "mailboxes" },
    member: { expected: "arrives", destination: "mailboxes" },
    inactive: { expected: "suppressed", destination: "mailboxes" },
    coverageLost: { expected: "arrives", destination: "mailboxes" },
    coverageRestored: { expected: "suppressed", destination: "mailboxes" },
    alarm: { expected: "arrives", destination: "mailboxes" },
    alarmOver: { expected: "suppressed", destination: "mailboxes" },
    burst: { expected: "arrives", destination: "mailboxes" },
    undeliverable: { expected: "arrives", destination: "alert dead letters" },
    kept: { expected: "arrives", destination: "findings stream" },
    replay: { expected: "arrives", destination: "event archive" },
    export: { expected: "arrives", destination: "bucket" },
    heartbeat: { expected: "arrives", destination: "heartbeat rule" },
    weekly: { expected: "arrives", destination: "mailboxes" },
    silence: { expected: "arrives", destination: "mailboxes" },
} as const satisfies Record<CaseKind, Omit<Fate, "audience">>;

/** Writes the cases of one source in one Region. */
export function casesIn(region: string, source: Case["source"]) {
    return (
        kind: CaseKind,
        name: string,
        subject: string,
        event: JsonObject,
        rest: Partial<Fate & Pick<Case, "severity">> = {},
    ): Case => ({
        ...{ id: `${region}/${source}/${name}`, kind, region, source, subject, event },
        ...{ ...fates[kind], audience: ["default"] },
        ...rest,
    });
}
