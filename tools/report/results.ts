import { serviceFacts } from "../../findings/services";
import { count } from "../cli/lists";
import { type Report, type Result, type Verdict, verdictOf, wentWrong } from "../proof/report";

type Outcome = Result["outcome"];

/** Outcomes as people read them. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
    arrives: "arrives",
    suppressed: "suppressed",
    lost: "LOST",
    falseAlert: "FALSE ALERT",
    unproven: "UNPROVEN",
};

/** A verdict as people see it: a sign, and a colour in the terminal and on the page. */
export const looks = {
    passed: { sign: "✔", color: "green", kind: "good" },
    failed: { sign: "✘", color: "red", kind: "bad" },
    unproven: { sign: "?", color: "yellow", kind: "doubt" },
} as const satisfies Record<Verdict, object>;

/** How these results look together. */
export function lookOf(...results: readonly Result[]): (typeof looks)[Verdict] {
    return looks[verdictOf({ results })];
}

/** What becomes of a lost event. */
export const endings: Readonly<Record<NonNullable<Result["deadLetter"]>, string>> = {
    kept: "A dead-letter queue keeps the event.",
    lost: "The event is gone: no dead-letter queue keeps it, and no alarm reports it.",
};

/** The source of an event, as AWS writes it. */
export function sourceName(source: Result["source"]): string {
    return source === "alarm" ? "CloudWatch" : source === "schedule" ? "Scheduler" : serviceFacts[source].name;
}

/** The event in a sentence, without its Region: "GuardDuty HIGH finding", "CloudWatch alarm". */
export function eventName({ source, subject, remark }: Result): string {
    return `${sourceName(source)} ${subject}${remark === undefined ? "" : ` (${remark})`}`;
}

/** How many results have an outcome. */
export interface Figure {
    readonly outcome: Outcome;
    readonly amount: number;
    /** "arrive", "false alerts". */
    readonly words: string;
}

/** How many results have each outcome; what is unproven is left out where there is none. */
export function figuresOf(results: readonly Result[]): readonly Figure[] {
    const amountOf = (outcome: Outcome) => results.filter((result) => result.outcome === outcome).length;
    const falseAlerts = amountOf("falseAlert");
    const figures: readonly Figure[] = [
        { outcome: "arrives", amount: amountOf("arrives"), words: "arrive" },
        { outcome: "suppressed", amount: amountOf("suppressed"), words: "suppressed" },
        { outcome: "lost", amount: amountOf("lost"), words: "lost" },
        { outcome: "falseAlert", amount: falseAlerts, words: falseAlerts === 1 ? "false alert" : "false alerts" },
        { outcome: "unproven", amount: amountOf("unproven"), words: "unproven" },
    ];
    return figures.filter(({ outcome, amount }) => outcome !== "unproven" || amount > 0);
}

/** "345 arrive, 374 suppressed". */
export function figuresText(figures: readonly Figure[]): string {
    return figures.map(({ amount, words }) => `${amount} ${words}`).join(", ");
}

/** Whether an outcome is one that anybody wants. */
export function isFine(outcome: Outcome): boolean {
    return outcome === "arrives" || outcome === "suppressed";
}

/** What really travelled, as far as the report is about that, and the rest. */
export function headline({ cloud, results }: Report): {
    readonly counted: readonly Result[];
    readonly byDocuments: number;
} {
    const counted = results.filter(
        (result) => cloud === "rehearsal" || result.remark === undefined || wentWrong(result),
    );
    return { counted, byDocuments: results.length - counted.length };
}

/** The whole report in one line, for the end of a log. */
export function summaryLine(report: Report): string {
    const { counted, byDocuments } = headline(report);
    return (
        `${report.stack}: ${count(report.regions.length, "Region")}, ${count(counted.length, "result")}: ` +
        figuresText(figuresOf(counted)) +
        (byDocuments > 0 ? `; ${byDocuments} more only by the account's documents` : "")
    );
}

/** All Regions with results: home has some, those of its alarms, even where it is not watched itself. */
export function regionsOf({ regions, results }: Report): readonly string[] {
    return [...new Set([...regions, ...results.map(({ region }) => region)])];
}
