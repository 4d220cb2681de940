import { severitiesFrom } from "../../findings/severity";
import type { Case } from "../proof/case";
import type { Expectations } from "../proof/expectations";
import type { Trace } from "../proof/prove";
import type { Step } from "../proof/report";
import { failed, passed } from "../simulation/steps";
import { drillQueue } from "./alert-queue";
import { type Evidence, letterAbout, letterText, likeliestLoss } from "./evidence/losses";
import { likeliestMailLoss } from "./evidence/notifier";
import { isBeyondAlertTopic, outweighed } from "./mail-trace";
import type { Outputs } from "../recording/outputs";
import { isAsked, judgedTopics } from "./route-messages";
import { type Heard, isIdle, isOnTopic, type SampleRun } from "./sample-runs";
import { byDocuments, madeStep } from "./traces";
import type { DrilledTopic } from "./topics";

/** What a drill knows when everything has arrived. */
export interface Known {
    readonly outputs: Outputs;
    readonly expectations: Expectations;
    readonly evidence: Evidence;
}

/** Whether the rules make an alert of it, also where it is of a type that people do not want to hear of. */
export function isAlert({ source, severity }: SampleRun["sent"], { minimumSeverity }: Expectations): boolean {
    return severitiesFrom(source, minimumSeverity[source]).includes(severity);
}

/** The trace of a sample with what the topics of routes had of it, where they should and where they should not. */
export function withRoutes(sampleRun: SampleRun, trace: Trace, rehearsed: Trace, known: Known): Trace {
    const { sent, arrival, finding } = sampleRun;
    if (finding === undefined || finding.archived) return trace;
    const judged = judgedTopics(known.outputs, sent)
        .filter(({ medium }) => medium !== "events")
        .map((topic) => ({
            topic,
            heard: sampleRun.heard?.get(topic.topicArn),
            asked: isAsked(topic, sent, known.expectations),
        }));
    const told = judged.flatMap(({ topic, heard, asked }) => (heard ? [toldStep(topic, heard, asked)] : []));
    const missing = judged.filter(({ heard, asked }) => asked && heard === undefined).map(({ topic }) => topic);
    const isExtra =
        arrival !== undefined && sent.expected === "arrives" && !isOnTopic(sent) && !isAlert(sent, known.expectations);
    const extra = { ...passed("subscription", drillQueue, "The alert topic has it, too."), stray: true as const };
    const [first] = judged.flatMap(({ heard }) => heard ?? []);
    const own = isOnTopic(sent) || missing.length > 0 ? trace.steps : trace.steps.map(cameThrough);
    const isBroken = own.some((step) => !step.passed && step.hop !== "subscription");
    const lost = isBroken ? [] : missing.map((topic) => lostStep(topic, sampleRun, rehearsed, known));
    return {
        ...(first && { arrived: first.text, mail: { from: "Vigil", ...wordsOf(first) }, mailSeconds: first.seconds }),
        ...trace,
        steps: [...own, ...told, ...lost, ...(isExtra ? [extra] : [])],
    };
}

function cameThrough(step: Step): Step {
    return step.hop === "subscription" || step.hop === "service" ? step : outweighed(step);
}

function wordsOf({ subject, text }: Heard) {
    return { subject, text };
}

/** What a topic has, and whether it should have it. */
function toldStep(topic: DrilledTopic, heard: Heard, asked: boolean): Step {
    const { medium, route = "" } = topic;
    const { subject, seconds, copies, difference } = heard;
    const hop = medium === "chat" ? "chat" : "mail topic";
    const about = { receiver: drillQueue.name, route };
    if (!asked) {
        const reason = `The route ${route} is told by ${wordFor(topic)}, and does not ask for it.`;
        return { ...passed(hop, drillQueue, reason), ...about, stray: true };
    }
    if (difference !== undefined) {
        const reason = `It differs from what Vigil's notifier makes of this alert: ${difference}.`;
        return failed("notifier", { type: wordFor(topic), name: subject }, reason);
    }
    const arrived = `The ${wordFor(topic)} of the route ${route} arrived after ${seconds.toFixed(1)} s`;
    if (copies === 1) return { ...passed(hop, drillQueue, `${arrived}.`), ...about };
    return { ...passed(hop, drillQueue, `${arrived}, and ${copies} times.`), ...about, duplicate: true };
}

function wordFor({ medium }: DrilledTopic): string {
    return medium === "chat" ? "chat message" : "mail";
}

/** Where the message of a route was lost: by the account's documents, or else by what the notifier's parts say. */
function lostStep(topic: DrilledTopic, { finding }: SampleRun, { steps }: Trace, { outputs, evidence }: Known): Step {
    const what = `The ${wordFor(topic)} of the route ${topic.route ?? ""} did not arrive`;
    const blamed = steps.find((step) => !step.passed && isBeyondAlertTopic(step));
    if (blamed !== undefined) return { ...blamed, reason: `${what}: ${blamed.reason}` };
    const letter = letterAbout(evidence, finding?.id);
    const { notifier } = outputs;
    if (!notifier || evidence.notifier === undefined) return failed("notifier", drillQueue, `${what}.`);
    const loss = likeliestMailLoss(evidence.notifier, notifier.queueUrl, letter && letterText(letter));
    return { ...loss, reason: `${what}. ${loss.reason}` };
}

/** The id of the case about the event of a sample, for machines. */
export function eventId({ id }: Pick<Case, "id">): string {
    return `${id}/event`;
}

/** The trace of the event of a sample, which machines get as it is. */
export function eventTrace(sampleRun: SampleRun, sent: Case, rehearsed: Trace, { outputs, evidence }: Known): Trace {
    const made = madeStep(sampleRun);
    const { steps: documented, deadLetter } = rehearsed;
    // The result of the finding itself says what is wrong.
    if (isIdle(sampleRun) || !made.passed) return { ...rehearsed, remark: byDocuments };
    const path = documented.slice(1);
    const heard = sampleRun.heard?.get(outputs.eventsTopicArn || "");
    if (heard !== undefined) {
        const { text, seconds } = heard;
        const arrival = passed("subscription", drillQueue, `The event arrived after ${seconds.toFixed(1)} s.`);
        const receivers = path.filter(isAboutReceivers);
        const before = path.filter((step) => !isAboutReceivers(step)).map(outweighed);
        return { steps: [made, ...before, arrival, ...receivers], arrived: text };
    }
    const isLost = sent.expected === "arrives" && path.every(({ passed }) => passed);
    const loss = isLost ? [likeliestLoss(letterAbout(evidence, sampleRun.finding?.id), [])] : [];
    return { steps: [made, ...path, ...loss], ...(deadLetter && { deadLetter }) };
}

function isAboutReceivers({ hop }: Step): boolean {
    return ["subscription", "receiver permission", "dead-letter queue"].includes(hop);
}
