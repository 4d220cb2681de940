import type { Case } from "../proof/case";
import type { Trace } from "../proof/prove";
import type { Step } from "../proof/report";
import type { Rule } from "../simulation/model/stack-model";
import { failed, passed } from "../simulation/steps";
import { drillQueue } from "./alert-queue";
import { bandOf, differences } from "../proof/alert-check";
import type { Archived } from "./evidence/archive-check";
import type { DeadLetterQueue } from "./evidence/dead-letters";
import { type Evidence, letterAbout, lettersIn, letterText, likeliestLoss } from "./evidence/losses";
import { isBeyondAlertTopic, outweighed } from "./mail-trace";
import { isIdle, isRepeat, type SampleRun } from "./sample-runs";

export const byDocuments = "by the account's documents";

/**
 * The trace of a sample, from what arrived, what the account's documents say, and what was counted and kept.
 *
 * @param isQuiet whether what the alert topic has of it, if anything, is for nobody
 */
export function sampleTrace(
    sampleRun: SampleRun,
    rehearsed: Trace,
    rules: readonly Rule[],
    evidence: Evidence,
    isQuiet = false,
): Trace {
    const { sent, arrival, finding } = sampleRun;
    if (isIdle(sampleRun)) {
        const remark = `${byDocuments}, as the service only updated an archived sample`;
        return { ...documentedTrace(sent, rehearsed), remark };
    }
    const made = madeStep(sampleRun);
    if (!made.passed) return { steps: [made] };
    // The documents' first step is about the service; that the sample was made is stronger.
    const path = rehearsed.steps.slice(1);
    if (isQuiet) return { steps: [made, ...path] };
    if (arrival !== undefined) return arrivedTrace(sampleRun, made, path, arrival);
    if (sent.expected === "suppressed") return { steps: [made, ...path] };
    const relays = rules.filter(({ bus, region }) => bus === "default" && region === sent.region);
    const letter = letterAbout(evidence, finding?.id);
    const kept = letter === undefined ? [] : [`${letterText(letter)}.`];
    const steps = path.some(({ passed }) => !passed)
        ? path.map((step) => (step.passed ? step : { ...step, reason: [step.reason, ...kept].join(" ") }))
        : [...path.slice(0, 1), likeliestLoss(letter, relays)];
    const deadLetter = letter === undefined ? rehearsed.deadLetter : "kept";
    return { steps: [made, ...steps], ...(deadLetter === undefined ? {} : { deadLetter }) };
}

/**
 * The trace of a member's sample that Macie does not show its administrator: AWS documents that for policy findings, and says
 * nothing of samples, so nothing is proven. Undefined for any other.
 */
export function unlistedTrace({ sampler, type, finding }: SampleRun, { expected }: Case): Trace | undefined {
    const { member, service, region } = sampler;
    if (member === undefined || service !== "macie" || finding !== undefined) return undefined;
    const resource = { type: "sample finding", name: `${type} in ${region}` };
    const reason = `Macie made it in the member ${member}, and does not show it to the administrator; AWS does not say whether it shows samples.`;
    const steps = [{ ...passed("service", resource, reason), unproven: true as const }];
    return { steps, ...(expected === "arrives" && { arrived: "nothing" }) };
}

/** Whether the service made what it was asked for. */
export function madeStep(sampleRun: SampleRun): Step {
    const { sent, type, finding, askedAt } = sampleRun;
    const { source, region, severity } = sent;
    const resource = { type: "sample finding", name: `${type} in ${region}` };
    const wrong = (reason: string) => failed("service", resource, reason);
    if (askedAt === undefined || finding === undefined)
        return wrong("The service accepted the request for a sample, but lists no such finding.");
    if (finding.archived) {
        return wrong(
            "A suppression rule (a filter that archives) archived the finding at once, so no event is sent of it.",
        );
    }
    const band = bandOf(source, finding.event);
    if (band !== severity) {
        return wrong(
            `AWS made it a finding of ${band ?? "no severity"}, not of ${severity}, so it tests something else.`,
        );
    }
    const late = " It updates an earlier sample, so its event waits for the publishing frequency.";
    return passed("service", resource, `The sample finding ${finding.id} was made.${isRepeat(sampleRun) ? late : ""}`);
}

/**
 * The documents say which statements let the alert through; that it arrived outweighs whatever else they say. Other
 * subscribers are different: a filter that keeps alerts from them does not concern the drill's queue.
 */
function arrivedTrace(
    { sent, finding }: SampleRun,
    made: Step,
    path: readonly Step[],
    { text, seconds }: NonNullable<SampleRun["arrival"]>,
): Trace {
    const wrong = differences(text, finding?.event ?? sent.event);
    const alert = { type: "alert", name: "as it arrived" };
    const message =
        wrong.length === 0
            ? passed("message", alert, "It says, field by field, what Vigil's message says of this finding.")
            : failed("message", alert, `It differs from Vigil's message of this finding: ${wrong.join("; ")}.`);
    const beyond = path.filter(isBeyondAlertTopic);
    const before = path.filter(
        (step) => !beyond.includes(step) && !["message", "subscription", "dead-letter queue"].includes(step.hop),
    );
    return {
        steps: [
            made,
            ...before.map(outweighed),
            message,
            passed("subscription", drillQueue, `The alert arrived after ${seconds.toFixed(1)} s.`),
            ...path.filter(({ hop }) => hop === "subscription"),
            ...beyond,
        ],
        arrived: text,
        latencySeconds: seconds,
    };
}

/** The trace of GuardDuty's export of a Region. */
export function exportTrace(archived: Archived | undefined, { steps }: Trace): Trace {
    if (archived === undefined) {
        if (steps.some(({ passed }) => !passed)) return { steps };
        const destination = { type: "publishing destination", name: "GuardDuty" };
        const reason =
            "No object with a finding of this drill arrived, though every document allows it: try a longer --timeout to see " +
            "whether it is late.";
        return { steps: [...steps, failed("publishing destination", destination, reason)] };
    }
    const { key, problem } = archived;
    const object = { type: "object", name: key };
    if (problem !== undefined) return { steps: [...steps, failed("findings key", object, problem)] };
    const found = passed("bucket policy", object, "The object holds the finding, encrypted under the findings key.");
    return { steps: [...steps.filter(({ passed }) => passed), found], arrived: key };
}

/**
 * The path to a dead-letter queue is open and no sample takes it. Events that failed although every sample arrived are
 * somebody's loss as well.
 *
 * @param isLossKnown whether the loss of a sample reports the failure already
 */
export function deadLetterTrace(
    rehearsed: Trace,
    { url }: DeadLetterQueue,
    evidence: Evidence,
    isLossKnown: boolean,
): Trace {
    const letters = lettersIn(evidence, url);
    const trace = { ...rehearsed, remark: byDocuments };
    if (letters <= 0 || isLossKnown) return trace;
    const queue = { type: "queue", name: url.split("/").at(-1) ?? "" };
    const step = failed("dead-letter queue", queue, `During the drill ${letters} events were lost to the queue.`);
    const fix = "Read them in the queue: ERROR_CODE says why.";
    return { ...trace, steps: [...trace.steps, { ...step, fix }] };
}

/**
 * The trace of a case for which there are only the account's documents, and EventBridge's answer about its patterns.
 *
 * @param tested whether EventBridge was asked
 * @param disagreement where it decided otherwise than the documents
 */
export function documentedTrace(sent: Case, rehearsed: Trace, tested = false, disagreement?: Step): Trace {
    const remark = tested ? "by TestEventPattern and the account's documents" : byDocuments;
    const steps = disagreement === undefined ? rehearsed.steps : [...rehearsed.steps, disagreement];
    const isFalse = sent.expected === "suppressed" && disagreement !== undefined;
    return { ...rehearsed, steps, remark, ...(isFalse ? { arrived: disagreement.reason } : {}) };
}
