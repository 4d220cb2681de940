import type { Message } from "../../../findings/messages";
import { matchesEvent, mismatchesOf } from "../../evaluators/event-pattern";
import type { JsonObject } from "../../evaluators/json";
import { messageFor } from "../../proof/alert-check";
import type { Trace } from "../../proof/prove";
import { type Hop, labelOf, type ResourceRef, type Step } from "../../proof/report";
import type { Rule, Target } from "../model/stack-model";
import { allPassed, failed, passed } from "../steps";

/** A bus, and what people call it: "the default bus of eu-west-1". */
export interface BusName {
    readonly resource: ResourceRef;
    readonly words: string;
    /** Whether a rule that does not match an event was meant to. */
    readonly isMeant?: (rule: Rule) => boolean;
}

/** Sends an event on to a target. */
export type Send = (target: Target) => Trace;

/**
 * Sends an event through the rules of a bus to all their targets.
 *
 * @returns the best of the traces: one alert that arrives is enough, and two are one too many
 */
export function throughRules(hop: Hop, bus: BusName, rules: readonly Rule[], event: JsonObject, send: Send): Trace {
    const matching = matchingRules(hop, bus, rules, event);
    if ("stopped" in matching) return { steps: [matching.stopped] };
    const names = matching.rules.map(({ name }) => name);
    return together(
        matching.rules.flatMap((rule) => {
            const others = names.filter((name) => name !== rule.name);
            const also = others.length > 0 ? `, and so does ${others.join(" and ")}` : "";
            const step = passed(hop, rule.resource, `Rule ${rule.name} on ${bus.words} matches the event${also}.`);
            return rule.targets.map((target) => after([step], send(target)));
        }),
    );
}

/** The messages of all events that a rule matches; undefined stands for those that are not to be mailed. */
export function messagesOf({ pattern }: Rule, events: readonly JsonObject[]): ReadonlySet<Message | undefined> {
    if ("refusal" in pattern) return new Set();
    return new Set(events.filter((event) => matchesEvent(pattern.pattern, event)).map(messageFor));
}

/** A trace with steps before it. */
export function after(steps: readonly Step[], trace: Trace): Trace {
    return { ...trace, steps: [...steps, ...trace.steps] };
}

/** The trace that comes nearest to an alert that arrives everywhere. */
export function best(traces: readonly Trace[]): Trace {
    const complete = traces.find(({ steps, arrived }) => arrived !== undefined && allPassed(steps));
    return complete ?? traces.find(({ arrived }) => arrived !== undefined) ?? traces[0] ?? { steps: [] };
}

/** The best of several traces; if somebody gets the alert by another of them as well, it ends with a step that says so. */
export function together(traces: readonly Trace[]): Trace {
    const chosen = best(traces);
    const receivers = chosen.steps.filter(isReceived).map(receiverKey);
    const isAgain = (step: Step) => isReceived(step) && receivers.includes(receiverKey(step));
    const other = traces.find((trace) => trace !== chosen && trace.steps.some(isAgain));
    const [first, again] = [chosen.steps[0], other?.steps[0]];
    if (first === undefined || again === undefined) return chosen;
    const whom = other?.steps.find(isAgain)?.receiver ?? "";
    const reason = `${whom} gets the alert twice: ${labelOf(first.resource)} sends it, and so does ${labelOf(again.resource)}.`;
    return { ...chosen, steps: [...chosen.steps, { ...passed(again.hop, again.resource, reason), duplicate: true }] };
}

function isReceived(step: Step): boolean {
    return step.hop === "subscription" && step.passed;
}

/** A mailbox is the same by every subscription; of an endpoint, whose URL is a secret, the subscription is all that is known. */
function receiverKey({ receiver = "", route = "", resource }: Step): string {
    return receiver.includes("@") ? `${route} ${receiver.toLowerCase()}` : labelOf(resource);
}

/** The rules that match an event, or the step at which it stops. */
type Matching = { readonly rules: readonly [Rule, ...Rule[]] } | { readonly stopped: Step };

/** AWS: EventBridge user guide, "Rules in Amazon EventBridge". */
function matchingRules(hop: Hop, bus: BusName, rules: readonly Rule[], event: JsonObject): Matching {
    const answers = rules.map((rule) => ({ rule, ...answerOf(rule, event) }));
    const matching = answers.filter(({ matches }) => matches).map(({ rule }) => rule);
    const [first, ...others] = matching.filter(({ targets }) => targets.length > 0);
    if (first !== undefined) return { rules: [first, ...others] };
    // A rule without a target counts what the others pass over, or has lost it.
    const [counting] = matching;
    const near = answers.filter(({ rule, reasons }) => rule.targets.length > 0 && reasons.length > 0);
    if (near.length === 0) {
        const reason = counting
            ? `Rule ${counting.name} matches the event, but has no target.`
            : `No rule on ${bus.words} is for events of this type from ${JSON.stringify(event.source)}.`;
        return { stopped: failed(hop, (counting ?? bus).resource, reason) };
    }
    const disabled = near.filter(({ isDisabled }) => isDisabled);
    const nearest = disabled.length > 0 ? disabled : near;
    const why = nearest.map(({ rule, reasons }) => `rule ${rule.name}: ${reasons.join("; or ")}`).join("; ");
    const but = counting ? `, but rule ${counting.name}, which has no target` : "";
    const meant = nearest.map(({ rule }) => rule).filter((rule) => bus.isMeant?.(rule) ?? true);
    const [only, more] = meant.length > 0 ? meant : matching;
    const blamed = only && more === undefined ? only.resource : bus.resource;
    return { stopped: failed(hop, blamed, `No rule on ${bus.words} matches this event${but}; ${why}.`) };
}

interface Answer {
    readonly matches: boolean;
    /** It would match, but is switched off. */
    readonly isDisabled: boolean;
    /** Why it does not match, except that it is for other events altogether. */
    readonly reasons: readonly string[];
}

function answerOf({ enabled, pattern }: Rule, event: JsonObject): Answer {
    if ("refusal" in pattern)
        return { matches: false, isDisabled: false, reasons: [`EventBridge refuses its pattern, ${pattern.refusal}`] };
    const mismatches = mismatchesOf(pattern.pattern, event);
    if (mismatches.length === 0) {
        const reasons = enabled ? [] : ["it would match, but it is DISABLED"];
        return { matches: enabled, isDisabled: !enabled, reasons };
    }
    const reasons = mismatches.filter(({ path }) => path !== "source" && path !== "detail-type");
    return { matches: false, isDisabled: false, reasons: reasons.map(({ reason }) => reason) };
}
