import { grouped } from "../cli/lists";
import type { AccountFacts } from "./facts";
import { outcomeOf, type Finding, type Outcome } from "./finding";
import type { Managed } from "./managed";
import type { Unread } from "./unreadable";
import { verdictOn, type Case } from "./verdict/verdict";

/** All that the doctor has to say about a stack and an account. */
export interface Diagnosis {
    readonly stack: string;
    readonly home: string;
    /** How it is known what is the stack's own. */
    readonly managed: Managed["source"];
    readonly outcome: Outcome;
    readonly facts: AccountFacts;
    readonly findings: readonly Finding[];
    readonly unanswered: readonly Unanswered[];
}

/** One question that AWS did not answer, in one region or in many. */
export interface Unanswered extends Pick<Unread, "action" | "because"> {
    /** Empty for a question about the whole account. */
    readonly regions: readonly string[];
    /** What AWS said the first time. */
    readonly message: string;
}

export function diagnose(stack: string, about: Case): Diagnosis {
    const { facts, settings, managed } = about;
    const findings = verdictOn(about);
    const unanswered = [...grouped(facts.unread, ({ action, because }) => `${because} ${action}`).values()].map(
        (same): Unanswered => {
            const [{ action, because, message }] = same;
            return { action, because, message, regions: same.flatMap(({ region }) => region ?? []) };
        },
    );
    return {
        stack,
        home: settings.home,
        managed: managed.source,
        // Nothing is clean that nobody could look at.
        outcome: unanswered.length > 0 ? "blocked" : outcomeOf(findings),
        facts,
        findings,
        unanswered,
    };
}
