import type { Case } from "../proof/case";
import type { Trace } from "../proof/prove";
import { failed, passed } from "../simulation/steps";
import type { Step } from "../proof/report";
import type { Archived } from "./evidence/archive-check";
import type { DeadLetterPlace } from "./evidence/dead-letter-place";
import { type Evidence, growth } from "./evidence/evidence";
import { withFix } from "./evidence/fixes";

/** What became of GuardDuty's export of a Region. */
export function exportTrace(archived: Archived | undefined, walked: Trace): Trace {
    if (archived === undefined) {
        const broken = walked.steps.some((step) => !step.passed);
        const late = failed(
            "publishing destination",
            { type: "publishing destination", name: "GuardDuty" },
            "No object with a finding of this drill came, though every document allows it: a longer --timeout tells whether it is late.",
        );
        return {
            steps: broken
                ? walked.steps.map((step) => (step.passed ? step : withFix(step)))
                : [...walked.steps, withFix(late)],
        };
    }
    const { key, problem } = archived;
    const object = { type: "object", name: key };
    if (problem !== undefined) return { steps: [...walked.steps, withFix(failed("findings key", object, problem))] };
    return {
        steps: [
            ...walked.steps.filter((step) => step.passed),
            passed("bucket policy", object, "The object holds the finding, encrypted under the findings key."),
        ],
        arrived: key,
    };
}

/**
 * A way to the dead letters that is open, and that nothing took: events that went there although every sample arrived are
 * somebody's loss as well.
 *
 * @param isLossKnown whether samples were lost here, which tells of it already
 */
export function deadLetterTrace(
    walked: Trace,
    { url, rules }: DeadLetterPlace,
    evidence: Evidence,
    isLossKnown: boolean,
): Trace {
    const failures = rules.flatMap((rule) => {
        const most = Math.max(...failureMetrics.map((metric) => growth(evidence, rule, metric)));
        return most > 0 ? [`${most} of the rule ${rule.name} failed`] : [];
    });
    const letters = (evidence.after.depths.get(url) ?? 0) - (evidence.before.depths.get(url) ?? 0);
    const astray = [...failures, ...(letters > 0 ? [`${letters} came to lie in the queue`] : [])];
    const steps = walked.steps.map((step) => (step.passed ? step : withFix(step)));
    if (astray.length === 0 || isLossKnown) return { ...walked, steps };
    const reason = `During the drill events went astray: ${astray.join(", ")}.`;
    return {
        ...walked,
        steps: [
            ...steps,
            {
                ...failed("dead-letter queue", { type: "queue", name: url.split("/").at(-1) ?? "" }, reason),
                fix: "Read them in the queue: ERROR_CODE says why.",
            },
        ],
    };
}

const failureMetrics = ["FailedInvocations", "InvocationsSentToDlq", "InvocationsFailedToBeSentToDlq"] as const;

/** A case of which there is nothing but what the documents say. */
export function documentedTrace(sent: Case, walked: Trace, disagreement: Step | undefined): Trace {
    const steps = disagreement === undefined ? walked.steps : [...walked.steps, disagreement];
    if (sent.expected === "suppressed")
        return { ...walked, steps, ...(disagreement === undefined ? {} : { arrived: disagreement.reason }) };
    return { ...walked, steps: steps.map((step) => (step.passed ? step : withFix(step))) };
}
