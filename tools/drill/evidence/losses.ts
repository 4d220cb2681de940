import type { Hop, Step } from "../../proof/report";
import type { Rule } from "../../simulation/model/stack-model";
import { failed } from "../../simulation/steps";
import { drillQueue } from "../alert-queue";
import { isAbout } from "../../proof/alert-check";
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

/** By how many messages a dead-letter queue grew during the drill. */
export function lettersIn({ before, after }: Pick<Evidence, "before" | "after">, url: string): number {
    return (after.depths.get(url) ?? 0) - (before.depths.get(url) ?? 0);
}

/** The dead letter with a finding in it, if any. */
export function letterAbout({ deadLetters }: Evidence, findingId: string | undefined): DeadLetter | undefined {
    return findingId === undefined ? undefined : deadLetters.find(({ body }) => isAbout(body, findingId));
}

/** Says where a dead letter is, and why: `The dead-letter queue relay-letters has it: NO_PERMISSIONS, "…"`. */
export function letterText({ errorCode, errorMessage, queueUrl }: DeadLetter): string {
    return `The dead-letter queue ${queueUrl.split("/").at(-1) ?? ""} has it: ${errorCode}, "${errorMessage}"`;
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

const refresh = "`pulumi up --refresh` undoes changes that were made outside of Pulumi";

/** What to do about a broken hop. */
export const fixes = {
    service: `${refresh}, and turns a suspended service on again.`,
    "relay rule": `${refresh}, so that the rule exists, is enabled, and leads to the findings bus.`,
    "relay role": `${refresh}. If it does not help, look for a permissions boundary or a service control policy on the role.`,
    "findings bus": `${refresh}. If it does not help, check the policy of the bus.`,
    "event archive": `${refresh}; events that passed in the meantime cannot be replayed.`,
    "alert rule": `${refresh}, so that the rule exists, is enabled, and leads to the alert topic.`,
    message: `${refresh}. If it does not help, the template does not fit the event: please report that.`,
    "alarm action": `${refresh}.`,
    "topic policy": `${refresh}: EventBridge needs sns:Publish, without a condition.`,
    "alert key": `${refresh}: EventBridge needs kms:GenerateDataKey* and kms:Decrypt, without a condition.`,
    subscription:
        'Confirm it by the link in SNS\'s mail ("Subscription Confirmation"); if it is gone, `pulumi up --refresh` has ' +
        "a new one sent. A filter policy is removed by `aws sns set-subscription-attributes --attribute-name FilterPolicy " +
        "--attribute-value '{}' --subscription-arn ARN`.",
    "publishing destination": `${refresh}. GuardDuty checks it again when it is saved.`,
    "findings key": `${refresh}: GuardDuty and Macie need kms:GenerateDataKey for their detectors and exports.`,
    "bucket policy": `${refresh}: GuardDuty and Macie need s3:GetBucketLocation and s3:PutObject.`,
    "dead-letter queue": `${refresh}: EventBridge needs sqs:SendMessage for the rules, and SNS for the topic.`,
} satisfies Record<Hop, string>;

/** A failed step with what to do, and with what else is known of it. */
export function withFix(step: Step, evidence?: string): Step {
    const reason = evidence === undefined ? step.reason : `${step.reason} ${evidence}.`;
    return { ...step, reason, fix: fixes[step.hop] };
}

/** Steps with what to do where one failed. */
export function withFixes(steps: readonly Step[], evidence?: string): Step[] {
    return steps.map((step) => (step.passed ? step : withFix(step, evidence)));
}
