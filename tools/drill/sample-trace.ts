import type { Trace } from "../proof/prove";
import { failed, passed } from "../simulation/steps";
import type { Step } from "../proof/report";
import type { AccountModel } from "./account/account-model";
import { drillQueue } from "./documents";
import { bandOf, differences } from "./evidence/alert-check";
import { type Evidence, letterAbout, letterText, likeliestLoss } from "./evidence/evidence";
import { withFix } from "./evidence/fixes";
import { documentedTrace } from "./other-traces";
import { isIdle, isRepeat, type SampleRun } from "./samples/sample-run";

/** What became of a sample, from what arrived, what the account's documents say, and what was counted and kept. */
export function sampleTrace(sampleRun: SampleRun, walked: Trace, model: AccountModel, evidence: Evidence): Trace {
    const { sent, arrival } = sampleRun;
    if (isIdle(sampleRun)) return { ...documentedTrace(sent, walked, undefined), remark: idleRemark };
    const made = madeStep(sampleRun);
    if (!made.passed) return { steps: [withFix(made)] };
    if (arrival !== undefined) return arrivedTrace(sampleRun, made, walked, arrival);
    if (sent.expected === "suppressed") return { steps: [made, ...walked.steps.slice(1)] };

    const broken = walked.steps.some((step) => !step.passed);
    const relays = model.rules.filter(({ bus, region }) => bus === "default" && region === sent.region);
    const alertRules = model.rules.filter(({ bus }) => bus !== "default");
    const findingId = sampleRun.finding?.id;
    const letter = findingId === undefined ? undefined : letterAbout(evidence, findingId);
    const steps = broken
        ? walked.steps.slice(1).map((step) => (step.passed ? step : withFix(step, letter && letterText(letter))))
        : [...walked.steps.slice(1, 2), withFix(likeliestLoss(evidence, { findingId, relays, alertRules }))];
    const deadLetter = letter === undefined ? walked.deadLetter : "kept";
    return { steps: [made, ...steps], ...(deadLetter === undefined ? {} : { deadLetter }) };
}

const idleRemark = "by the account's documents, as the service only updated an archived sample";

const theAlert = { type: "alert", name: "as it arrived" };

/** Whether the service made what it was asked for. */
function madeStep(sampleRun: SampleRun): Step {
    const { sent, type, sampler, finding, askedAt } = sampleRun;
    const { service, region, severity } = { ...sampler, severity: sent.severity };
    const resource = { type: "sample finding", name: `${type} in ${region}` };
    if (askedAt === undefined || finding === undefined)
        return failed("service", resource, `The service took the request for a sample, but no such finding is listed.`);
    if (finding.archived) {
        const reason =
            "A suppression rule (a filter that archives) archived the finding at once, so no event is sent of it.";
        return failed("service", resource, reason);
    }
    const band = bandOf(service, finding.event);
    if (band !== severity)
        return failed(
            "service",
            resource,
            `AWS made it a finding of ${band ?? "no severity"}, not of ${severity}, so it tries out something else.`,
        );
    const late = isRepeat(sampleRun)
        ? " It updates an earlier sample, so its event waits for the publishing frequency."
        : "";
    return passed("service", resource, `The sample finding ${finding.id} was made.${late}`);
}

/**
 * The documents say by which statements the alert came; that it came is stronger than whatever else they say. Other
 * subscribers are another matter: what a filter keeps from them did not reach the drill's queue either way.
 */
function arrivedTrace(
    { sent, finding }: SampleRun,
    made: Step,
    walked: Trace,
    arrival: NonNullable<SampleRun["arrival"]>,
): Trace {
    const { text, seconds } = arrival;
    const wrong = differences(text, sent.source, sent.severity, finding?.event ?? sent.event);
    const message =
        wrong.length === 0
            ? passed("message", theAlert, "It says, field by field, what Vigil's message says of this finding.")
            : withFix(
                  failed("message", theAlert, `It differs from Vigil's message of this finding: ${wrong.join("; ")}.`),
              );
    const way = walked.steps
        .slice(1)
        .filter(({ hop }) => hop !== "message" && hop !== "subscription" && hop !== "dead-letter queue");
    const others = walked.steps.filter(({ hop }) => hop === "subscription");
    return {
        steps: [
            made,
            ...way.map((step) => (step.passed ? step : provenOtherwise(step))),
            message,
            passed("subscription", drillQueue, `The alert arrived after ${seconds.toFixed(1)} s.`),
            ...others.map((step) => (step.passed ? step : withFix(step))),
        ],
        arrived: text,
        latencySeconds: seconds,
    };
}

function provenOtherwise(step: Step): Step {
    return { ...step, passed: true, reason: `The alert came through, though: ${step.reason}` };
}
