import { serviceFacts } from "../../findings/services";
import type { Result } from "../proof/report";

/** Outcomes as people say them. */
export const outcomeWords: Readonly<Record<Result["outcome"], string>> = {
    arrives: "arrives",
    suppressed: "suppressed",
    lost: "LOST",
    falseAlert: "FALSE ALERT",
};

/** Who raised the event, as AWS writes it. */
export function sourceName(source: Result["source"]): string {
    return source === "alarm" ? "CloudWatch" : serviceFacts[source].name;
}

/** The event in a sentence, without its region: "GuardDuty HIGH finding", "CloudWatch alarm". */
export function eventName({ source, subject }: Result): string {
    return `${sourceName(source)} ${subject}`;
}

/** What becomes of a lost event. */
export const endings: Readonly<Record<NonNullable<Result["deadLetter"]>, string>> = {
    kept: "A dead-letter queue keeps the event.",
    lost: "The event is gone: no dead-letter queue keeps it, and nobody is told.",
};
