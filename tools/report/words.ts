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

/** "1 region", "17 regions". */
export function count(amount: number, noun: string): string {
    return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}

/** "a, b, c and 4 more": enough to recognise a list by. */
export function fewOf(names: readonly string[], most = 3): string {
    const distinct = [...new Set(names)];
    const rest = distinct.length - most;
    return rest > 1 ? `${distinct.slice(0, most).join(", ")} and ${rest} more` : distinct.join(", ");
}

/** What becomes of a lost event. */
export const endings: Readonly<Record<NonNullable<Result["deadLetter"]>, string>> = {
    kept: "A dead-letter queue keeps the event.",
    lost: "The event is gone: no dead-letter queue keeps it, and nobody is told.",
};
