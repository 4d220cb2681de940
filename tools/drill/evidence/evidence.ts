import type { Rule } from "../../simulation/model/stack-model";
import type { Hop, Step } from "../../proof/report";
import { failed } from "../../simulation/steps";
import { drillQueue } from "../documents";
import type { Counters, RuleMetric } from "./counters";
import type { DeadLetter } from "./dead-letters";

/** What was counted and kept during the drill. */
export interface Evidence {
    readonly before: Counters;
    readonly after: Counters;
    readonly deadLetters: readonly DeadLetter[];
}

/** How much a rule's count grew during the drill. */
export function growth({ before, after }: Evidence, { arn }: Rule, metric: RuleMetric): number {
    return (after.rules.get(arn)?.[metric] ?? 0) - (before.rules.get(arn)?.[metric] ?? 0);
}

/** Where the letter with a finding in it lies, if any. */
export function letterAbout({ deadLetters }: Evidence, findingId: string): DeadLetter | undefined {
    return deadLetters.find(({ body }) => body.includes(findingId));
}

/** "It lies in the dead letters: NO_PERMISSIONS, …". */
export function letterText({ errorCode, errorMessage, queueUrl }: DeadLetter): string {
    return `The dead-letter queue ${queueUrl.split("/").at(-1) ?? ""} has it: ${errorCode}, "${errorMessage}"`;
}

export interface LossPlace {
    readonly findingId: string | undefined;
    readonly relays: readonly Rule[];
    readonly alertRules: readonly Rule[];
}

/**
 * Where an alert was lost although no document says why: by the letter that was kept, or by what the rules counted.
 * Counts come minutes late, so a rule that counted nothing is only the likeliest place.
 */
export function likeliestLoss(evidence: Evidence, { findingId, relays, alertRules }: LossPlace): Step {
    const letter = findingId === undefined ? undefined : letterAbout(evidence, findingId);
    if (letter !== undefined) {
        const isRelay = relays.some(({ arn }) => arn === letter.ruleArn);
        return failed(
            isRelay ? "relay role" : refusedHop(letter),
            { type: "rule", name: letter.ruleArn.split("/").at(-1) ?? "" },
            `${letterText(letter)}.`,
        );
    }
    const invoked = (rules: readonly Rule[]) => rules.some((rule) => growth(evidence, rule, "Invocations") > 0);
    const named = (rules: readonly Rule[]) => ({ type: "rule", name: rules.map(({ name }) => name).join(", ") });
    if (!invoked(relays))
        return failed(
            "relay rule",
            named(relays),
            "The relay rule counted no invocation yet, so the event never came or is late.",
        );
    if (!invoked(alertRules))
        return failed(
            "alert rule",
            named(alertRules),
            "The relay was invoked, but no alert rule counted an invocation yet.",
        );
    return failed(
        "subscription",
        drillQueue,
        "The alert rules were invoked and nothing failed, but the alert did not come in time: a longer --timeout tells " +
            "whether it is lost or late.",
    );
}

/** AWS: EventBridge user guide, "Using dead-letter queues", error codes. */
function refusedHop({ errorCode, errorMessage }: DeadLetter): Hop {
    if (/json/i.test(errorCode)) return "message";
    if (/kms/i.test(errorCode + errorMessage)) return "alert key";
    return /permission/i.test(errorCode) ? "topic policy" : "alert rule";
}
