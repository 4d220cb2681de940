import { defaultRoute } from "../proof/audience";
import type { Trace } from "../proof/prove";
import type { Hop, Step } from "../proof/report";
import { failed, passed } from "../simulation/steps";
import { drillQueue } from "./alert-queue";
import { type Evidence, letterAbout, letterText } from "./evidence/losses";
import { likeliestMailLoss } from "./evidence/notifier";
import { digestSize } from "./mails";
import type { Outputs } from "../recording/outputs";
import type { MailArrival, SampleRun } from "./sample-runs";

/** The trace of a sample whose alert arrived, with the way from there to a mail, where a notifier writes one. */
export function withMail(sampleRun: SampleRun, trace: Trace, evidence: Evidence, { notifier }: Outputs): Trace {
    const { sent, finding, mail, arrival } = sampleRun;
    const isAsked = sent.audience.includes(defaultRoute);
    if (!notifier || evidence.notifier === undefined || arrival === undefined || !isAsked) return trace;
    if (mail === undefined) {
        if (trace.steps.some((step) => !step.passed)) return trace;
        const letter = letterAbout(evidence, finding?.id);
        const loss = likeliestMailLoss(evidence.notifier, notifier.queueUrl, letter && letterText(letter));
        return { ...trace, steps: [...trace.steps, loss] };
    }
    const { subject, text, seconds } = mail;
    return {
        ...trace,
        steps: [
            ...trace.steps.map((step) => (isBeyondAlertTopic(step) ? outweighed(step) : step)),
            mailStep(mail),
            passed("mail topic", drillQueue, `The mail arrived after ${seconds.toFixed(1)} s.`),
        ],
        mail: { from: "Vigil", subject, text },
        mailSeconds: seconds,
    };
}

function mailStep({ subject, text, told, difference }: MailArrival): Step {
    const mail = { type: "mail", name: subject };
    if (difference !== undefined)
        return failed("notifier", mail, `It differs from what Vigil's notifier makes of this alert: ${difference}.`);
    const size = digestSize(text);
    const reasons = {
        alone: "It says, word for word, what Vigil's notifier makes of this alert.",
        listed: `A digest of ${size} alerts lists it.`,
        counted: `A digest lists the most urgent of ${size} alerts and only counts the others: there are enough for this one, but its title is not there.`,
    };
    return passed("notifier", mail, reasons[told]);
}

/** What travelled outweighs what documents say. */
export function outweighed(step: Step): Step {
    if (step.passed && !step.unproven) return step;
    return passed(step.hop, step.resource, `The alert came through, though: ${step.reason}`);
}

/** The way from the alert topic to people. */
const mailHops: readonly Hop[] = [
    ...([
        "notifier queue",
        "event source mapping",
        "notifier role",
        "notifier",
        "mail topic",
        "mail key",
        "chat",
    ] as const),
];

export function isBeyondAlertTopic({ hop }: Step): boolean {
    return mailHops.includes(hop);
}
