import type { Hop, Step } from "../../proof/report";
import type { Rule } from "../../simulation/model/stack-model";
import { failed } from "../../simulation/steps";
import { drillQueue } from "../alert-queue";
import { isAbout } from "../../proof/alert-check";
import type { Counters, RuleMetric } from "./counters";
import type { NotifierEvidence } from "./notifier";
import type { DeadLetter } from "./dead-letters";

/** What was counted and kept during the drill. */
export interface Evidence {
    readonly before: Counters;
    readonly after: Counters;
    readonly deadLetters: readonly DeadLetter[];
    /** Undefined where mailboxes are on the alert topic. */
    readonly notifier: NotifierEvidence | undefined;
}

/** How much a rule's count grew during the drill. */
export function growth({ before, after }: Evidence, { arn }: Rule, metric: RuleMetric): number {
    return (after.rules.get(arn)?.[metric] ?? 0) - (before.rules.get(arn)?.[metric] ?? 0);
}

/** By how many messages a dead-letter queue grew during the drill. */
export function lettersIn({ before, after }: Pick<Evidence, "before" | "after">, url: string): number {
    return (after.depths.get(url) ?? 0) - (before.depths.get(url) ?? 0);
}

/** The dead letter with a finding in it, if any. */
export function letterAbout({ deadLetters }: Evidence, findingId: string | undefined): DeadLetter | undefined {
    return findingId === undefined ? undefined : deadLetters.find(({ body }) => isAbout(body, findingId));
}

/** Says where a dead letter is, and why where it tells: `The dead-letter queue relay-letters has it: NO_PERMISSIONS, "…"`. */
export function letterText({ errorCode, errorMessage, queueUrl }: DeadLetter): string {
    return `The dead-letter queue ${queueUrl.split("/").at(-1) ?? ""} has it${errorCode === "" ? "" : `: ${errorCode}, "${errorMessage}"`}`;
}

/**
 * Where an alert was lost although no document says why: by the dead letter, or by what the rules counted. Counts come
 * minutes late, so a rule that counted nothing is only the likeliest place.
 *
 * @param rules the relay rules of the finding's Region, and all alert rules
 */
export function likeliestLoss(evidence: Evidence, findingId: string | undefined, rules: readonly Rule[]): Step {
    const relays = rules.filter(({ bus }) => bus === "default");
    const alertRules = rules.filter(({ bus }) => bus !== "default");
    const letter = letterAbout(evidence, findingId);
    if (letter !== undefined) {
        const isRelay = relays.some(({ arn }) => arn === letter.ruleArn);
        const resource = { type: "rule", name: letter.ruleArn.split("/").at(-1) ?? "" };
        return failed(isRelay ? "relay role" : refusedHop(letter), resource, `${letterText(letter)}.`);
    }
    const isIdle = (some: readonly Rule[]) => some.every((rule) => growth(evidence, rule, "Invocations") <= 0);
    const named = (some: readonly Rule[]) => ({ type: "rule", name: some.map(({ name }) => name).join(", ") });
    if (isIdle(relays)) {
        const reason = "The relay rule counted no invocation yet, so the event never came or is late.";
        return failed("relay rule", named(relays), reason);
    }
    if (isIdle(alertRules)) {
        const reason = "The relay was invoked, but no alert rule counted an invocation yet.";
        return failed("alert rule", named(alertRules), reason);
    }
    return failed(
        "subscription",
        drillQueue,
        "The alert rules were invoked and nothing failed, but the alert did not arrive in time: try a longer --timeout to " +
            "see whether it is lost or late.",
    );
}

/** AWS: EventBridge user guide, "Using dead-letter queues", error codes. */
function refusedHop({ errorCode, errorMessage }: DeadLetter): Hop {
    if (/json/i.test(errorCode)) return "message";
    if (/kms/i.test(errorCode + errorMessage)) return "alert key";
    return /permission/i.test(errorCode) ? "topic policy" : "alert rule";
}
