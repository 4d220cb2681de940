import { serviceKeys } from "../../findings/services";
import { defaultRoute, machines, wantedBands } from "./audience";
import { type Case, routeTo } from "./case";
import { casesOf } from "./cases";
import type { WatchingAlarm } from "./events/alarm";
import type { Expectations } from "./expectations";
import { withFixes } from "./fixes";
import type { Mail, Report, Result, Step } from "./report";

/** Where a drill takes place: the rehearsal's model of a stack, or a real account. */
export interface Cloud {
    readonly kind: Report["cloud"];
    readonly account: string;
    readonly partition: string;
    /** The alarms on the rules and queues that findings pass. */
    readonly alarms: readonly WatchingAlarm[];
    /** Sends the event of every case, waits, and gives the trace of each, in the same order. */
    send(cases: readonly Case[]): Promise<readonly Trace[]>;
}

/**
 * What a cloud saw of one event. It does not know what was expected: `drill` makes a `Result` of it, which is all that
 * reports see.
 */
export interface Trace {
    readonly steps: readonly Step[];
    /** What somebody received, even if it was only one of several mailboxes: see `Result`. */
    readonly arrived?: string;
    readonly mail?: Mail;
    readonly deadLetter?: "kept" | "lost";
    /** How long an event that really travelled took. */
    readonly latencySeconds?: number;
    /** The same to the mail. */
    readonly mailSeconds?: number;
    /** For people: what the proof rests on where this cloud could have sent a real event, but sent none. */
    readonly remark?: string;
}

/** Sends sample events of every kind through a cloud, and compares what became of them with what was asked for. */
export async function drill(
    expectations: Expectations,
    cloud: Cloud,
    cases: readonly Case[] = casesOf(expectations, cloud),
): Promise<Result[]> {
    const traces = await cloud.send(cases);
    return cases.map((sent, index) => {
        const trace = traces[index] ?? { steps: [] };
        return resultOf(
            sent,
            cloud.kind === "rehearsal" ? heard(sent, trace, expectations) : trace,
            expectations,
            cloud,
        );
    });
}

/** What to do about a wrong audience. */
const fixes = {
    routes: "Routes and muted types in the `settings.json` of its archive have to be those of the stack file: `pulumi up` writes it.",
    rule: "A rule for what only routes want has to lead to the notifier's queue: `pulumi up` sets it so.",
} as const;

/** Adds who is told and should not be, or should be and is not, where no step says so. */
function heard(sent: Case, trace: Trace, expectations: Expectations): Trace {
    if (sent.destination !== "mailboxes" || serviceKeys.every((service) => service !== sent.source)) return trace;
    const { steps } = trace;
    const told = new Set(steps.flatMap((step) => (step.passed && step.receiver ? [step.route ?? machines] : [])));
    const isAsked = (one: string) => sent.audience.includes(one);
    const missing = sent.audience.filter(
        (one) => !told.has(one) && (one !== defaultRoute || expectations.emails.length > 0) && one !== machines,
    );
    const stray = [...told].filter((one) => !isAsked(one) && !(one === machines && isAsked(defaultRoute)));
    // Where nobody wants findings of the band, a rule lets it through.
    const decider = steps.filter(({ hop }) => hop === "notifier").at(-1);
    const bands = serviceKeys.flatMap((one) => (one === sent.source ? wantedBands(one, expectations) : []));
    const isWanted = sent.severity === undefined || bands.includes(sent.severity);
    if (!isWanted || steps.some(({ passed }) => !passed)) return trace;
    const rule = steps.filter(({ hop }) => hop === "alert rule").at(-1);
    if (rule !== undefined && stray.includes(machines)) {
        const reason =
            "It leads to the alert topic, so https endpoints get it, which do not ask for it: only routes do.";
        return { ...trace, steps: [...steps, { ...rule, reason, stray: true, fix: fixes.rule }] };
    }
    if (decider === undefined) return trace;
    const say = (reason: string, rest: Partial<Step>): Step => ({ ...decider, reason, fix: fixes.routes, ...rest });
    const added = [
        ...missing.map((one) =>
            say(`It does not tell the route ${one}, which asks for it in the settings.`, { passed: false }),
        ),
        ...stray
            .filter(() => sent.kind !== "inactive")
            .map((one) =>
                say(`It tells the route ${one}, which does not ask for it in the settings.`, { stray: true }),
            ),
    ];
    return { ...trace, steps: [...steps, ...added] };
}

function resultOf(sent: Case, trace: Trace, { routes }: Expectations, { kind: cloud }: Cloud): Result {
    const { id, kind, region, source, subject, severity, expected, destination } = sent;
    const { arrived, mail, deadLetter, latencySeconds, mailSeconds, remark } = trace;
    const outcome = outcomeOf(sent, trace);
    // What stops an event on purpose needs no fix.
    const steps = outcome === "lost" ? withFixes(trace.steps, cloud) : trace.steps;
    return {
        id,
        kind,
        region,
        source,
        subject,
        ...(remark === undefined ? {} : { remark }),
        ...(severity === undefined ? {} : { severity }),
        route: routeTo(destination),
        expected,
        outcome,
        steps,
        ...(routes.length > 0 && destination === "mailboxes" ? { audience: sent.audience } : {}),
        ...(arrived === undefined || outcome === "lost" ? {} : { arrived }),
        ...(mail === undefined || outcome === "lost" ? {} : { mail }),
        ...(outcome === "lost" && deadLetter !== undefined ? { deadLetter } : {}),
        ...(latencySeconds === undefined ? {} : { latencySeconds }),
        ...(mailSeconds === undefined ? {} : { mailSeconds }),
    };
}

/** A mail to one mailbox of three is a false alert if it should be suppressed, and too little if it should arrive. */
function outcomeOf({ expected, destination, audience }: Case, { steps, arrived }: Trace): Result["outcome"] {
    if (expected === "suppressed") return arrived === undefined ? "suppressed" : "falseAlert";
    if (arrived === undefined || steps.some((step) => !step.passed)) return "lost";
    // Of what is for nobody, nobody may be told.
    if (destination === "heartbeat rule" && steps.some((step) => step.receiver !== undefined)) return "falseAlert";
    // Alerts below the default thresholds are not for endpoints.
    const isForMachines = destination !== "mailboxes" || audience.includes(machines) || audience.includes(defaultRoute);
    if (!isForMachines && steps.some((step) => step.passed && step.receiver && !step.route)) return "falseAlert";
    if (destination === "mailboxes" && steps.some((step) => step.stray)) return "falseAlert";
    if (["mailboxes", "machines", "user notifications"].includes(destination) && steps.some((step) => step.duplicate))
        return "falseAlert";
    return steps.some((step) => step.unproven) ? "unproven" : "arrives";
}
