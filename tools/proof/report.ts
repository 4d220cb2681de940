import type { Service } from "../../findings/services";
import type { Severity, Thresholds } from "../../findings/severity";
import type { CaseKind } from "./case-kind";
import type { MarkedStatement } from "./marked-statement";

export type { CaseKind } from "./case-kind";

/** What a drill found out, in the rehearsal's simulation or in the real account. */
export interface Report {
    readonly stack: string;
    readonly cloud: "rehearsal" | "aws";
    readonly account: string;
    /** The number is made up, because the program was run without asking an account. */
    readonly accountInvented?: true;
    readonly home: string;
    readonly regions: readonly string[];
    readonly results: readonly Result[];
    /** Routes and machines, and what they ask for: only where there is more than the default route. */
    readonly audiences?: readonly { readonly name: string; readonly minimumSeverity: Thresholds }[];
    /** Resources whose behaviour the rehearsal does not model, by type and name. */
    readonly notRehearsed: readonly string[];
    readonly warnings: readonly string[];
    /** How to rehearse the same again, as typed in a shell, so that an option can follow. */
    readonly call?: string;
    /** What a drill on a real account adds. */
    readonly notes?: readonly string[];
}

/** What was expected of one event and what became of it, from the service that raised it to where it ended. */
export interface Result {
    /** Unique in the report and the same in every run, for example `eu-west-1/guardDuty/HIGH`; what `--explain` takes. */
    readonly id: string;
    readonly region: string;
    /** The service that raised the event; `alarm` for CloudWatch, `schedule` for EventBridge Scheduler. */
    readonly source: Service | "alarm" | "schedule";
    readonly kind: CaseKind;
    /** What the event is, for people: "HIGH finding", "archived finding", "lost coverage", "alarm". */
    readonly subject: string;
    /** What the proof rests on where no real event was sent, for people: "by the account's documents". */
    readonly remark?: string;
    /** Absent where the event has none, such as a coverage event. */
    readonly severity?: Severity;
    /** `alerts`: through the topic to the mailboxes. `archive`: to the bucket. `others`: to what is no mailbox. */
    readonly route: "alerts" | "archive" | "others";
    /** What should happen: it `arrives` at the end of the route, or is `suppressed`, as a finding below the threshold. */
    readonly expected: "arrives" | "suppressed";
    /**
     * What did happen. `lost`: should have arrived. `falseAlert`: should have been suppressed, or came twice. `unproven`: it
     * should arrive, and nothing is known to stop it, but a step on its path cannot be judged.
     */
    readonly outcome: "arrives" | "suppressed" | "lost" | "falseAlert" | "unproven";
    readonly steps: readonly Step[];
    /** Who must be told, and nobody else: only where the stack has routes. */
    readonly audience?: readonly string[];
    /** The alert exactly as its receivers get it, or the key of the archive object. */
    readonly arrived?: string;
    /** The mail that tells of it; absent where SNS mails `arrived` as it is. */
    readonly mail?: Mail;
    /** Where a lost event ended: in a dead-letter queue, which keeps it and raises an alarm, or nowhere. */
    readonly deadLetter?: "kept" | "lost";
    /** From the request for a sample finding to the alert in the mailbox; only where it really travelled. */
    readonly latencySeconds?: number;
    /** The same to the mail, where the notifier writes one; then `latencySeconds` is to the alert topic. */
    readonly mailSeconds?: number;
}

/** A mail as a topic sends it; below its text, SNS adds how to unsubscribe. */
export interface Mail {
    readonly subject: string;
    readonly text: string;
    /**
     * What mail programs show as the sender: the display name of the topic.
     * @default - "AWS Notifications"
     */
    readonly from?: string;
}

/** The places on the two routes, in order; the first step that did not pass names the broken one. */
export const hops = [
    "service",
    "schedule",
    "schedule role",
    "relay rule",
    "relay role",
    "findings bus",
    "event archive",
    "stream rule",
    "stream role",
    "findings stream",
    "delivery role",
    "heartbeat rule",
    "heartbeat alarm",
    "alert rule",
    "message",
    "alarm action",
    "topic policy",
    "alert key",
    "subscription",
    "receiver permission",
    "notifier queue",
    "event source mapping",
    "notifier role",
    "notifier",
    "mail topic",
    "mail key",
    "chat",
    "publishing destination",
    "findings key",
    "bucket policy",
    "line",
    "replication",
    "notification rule",
    "notification channel",
    "dead-letter queue",
] as const;
export type Hop = (typeof hops)[number];

/** One decision on the path of an event. */
export interface Step {
    readonly hop: Hop;
    /** The resource whose document decided. */
    readonly resource: ResourceRef;
    /** Whom a subscription is for: a mailbox, a queue, or the kind of an endpoint, whose URL is a secret. */
    readonly receiver?: string;
    readonly passed: boolean;
    /** It passed, but whether AWS agrees nobody here can tell; the reason says why. */
    readonly unproven?: true;
    /** The route that the receiver is of; absent for machines. */
    readonly route?: string;
    /** It tells somebody who should not hear of it. */
    readonly stray?: true;
    /** Receivers that have the alert already get it again here. */
    readonly duplicate?: true;
    /** One sentence: what decided (rule pattern, statement by its Sid, missing document) and why. */
    readonly reason: string;
    /** The statement of a policy that refused, or came nearest to allowing it; only where the step did not pass. */
    readonly statement?: MarkedStatement;
    /** What to do about it, in one or more sentences; only where the step did not pass, or is `stray`. */
    readonly fix?: string;
}

/** A resource as reports name it: `aws:sns/topicPolicy:TopicPolicy` and `alert-topic`, or "queue" and its name in AWS. */
export interface ResourceRef {
    readonly type: string;
    readonly name: string;
}

/** Type and name in one string. */
export function labelOf({ type, name }: ResourceRef): string {
    return `${type} ${name}`;
}

export type Verdict = "passed" | "failed" | "unproven";

/** What a report amounts to: one loss or false alert fails it, and where there is none, one doubt leaves it unproven. */
export function verdictOf({ results }: Pick<Report, "results">): Verdict {
    const wrong = results.filter(wentWrong);
    if (wrong.some(({ outcome }) => outcome !== "unproven")) return "failed";
    return wrong.length > 0 ? "unproven" : "passed";
}

/** What a command ends with. 2 is a mistake in the call, for every command. */
export const exitCodes = { passed: 0, failed: 1, unproven: 3 } as const satisfies Record<Verdict, number>;

/** Whether every result is as expected. */
export function isGreen(report: Pick<Report, "results">): boolean {
    return verdictOf(report) === "passed";
}

/** Whether a result is not as expected, or not proven to be. */
export function wentWrong({ outcome, expected }: Result): boolean {
    return outcome !== expected;
}

/** The step that decided: the rule of a false alert, the first that is unproven, else the first that failed, else the last. */
export function decisiveStep({ outcome, steps }: Result): Step | undefined {
    const rule = steps.filter(({ hop }) => hop.endsWith(" rule")).at(-1);
    const sending = steps.find(({ duplicate, stray }) => duplicate ?? stray) ?? rule;
    if (outcome === "falseAlert" && sending !== undefined) return sending;
    if (outcome === "unproven") return steps.find(({ unproven }) => unproven);
    return steps.find(({ passed }) => !passed) ?? steps.at(-1);
}
