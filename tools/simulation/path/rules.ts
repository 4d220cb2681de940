import { mismatchesOf } from "../../evaluators/event-pattern";
import type { JsonObject } from "../../evaluators/json";
import type { Trace } from "../../proof/prove";
import type { Hop, ResourceRef, Step } from "../../proof/report";
import type { Rule, Target } from "../model/stack-model";
import { allPassed, failed, passed } from "../steps";

/** A bus, and what people call it: "the default bus of eu-west-1". */
export interface BusName {
    readonly resource: ResourceRef;
    readonly words: string;
}

/** Sends an event on to a target. */
export type Send = (target: Target) => Trace;

/**
 * Sends an event through the rules of a bus to all their targets.
 *
 * @returns the best of the traces: one alert that arrives is enough
 */
export function throughRules(hop: Hop, bus: BusName, rules: readonly Rule[], event: JsonObject, send: Send): Trace {
    const matching = matchingRules(hop, bus, rules, event);
    if ("stopped" in matching) return { steps: [matching.stopped] };
    const names = matching.rules.map(({ name }) => name);
    return best(
        matching.rules.flatMap((rule) => {
            if (rule.targets.length === 0) {
                return [
                    { steps: [failed(hop, rule.resource, `Rule ${rule.name} matches the event, but has no target.`)] },
                ];
            }
            const others = names.filter((name) => name !== rule.name);
            const also = others.length > 0 ? `, and so does ${others.join(" and ")}` : "";
            const step = passed(hop, rule.resource, `Rule ${rule.name} on ${bus.words} matches the event${also}.`);
            return rule.targets.map((target) => after([step], send(target)));
        }),
    );
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

/** The rules that match an event, or the step at which it stops. */
type Matching = { readonly rules: readonly [Rule, ...Rule[]] } | { readonly stopped: Step };

/** AWS: EventBridge user guide, "Rules in Amazon EventBridge". */
function matchingRules(hop: Hop, bus: BusName, rules: readonly Rule[], event: JsonObject): Matching {
    const answers = rules.map((rule) => ({ rule, ...answerOf(rule, event) }));
    const [first, ...others] = answers.filter(({ matches }) => matches).map(({ rule }) => rule);
    if (first !== undefined) return { rules: [first, ...others] };
    const near = answers.filter(({ reasons }) => reasons.length > 0);
    if (near.length === 0) {
        const reason = `No rule on ${bus.words} is for events of this type from ${JSON.stringify(event.source)}.`;
        return { stopped: failed(hop, bus.resource, reason) };
    }
    const disabled = near.filter(({ isDisabled }) => isDisabled);
    const nearest = disabled.length > 0 ? disabled : near;
    const why = nearest.map(({ rule, reasons }) => `rule ${rule.name}: ${reasons.join("; or ")}`).join("; ");
    const [only] = nearest.map(({ rule }) => rule.resource);
    const blamed = nearest.length === 1 && only ? only : bus.resource;
    return { stopped: failed(hop, blamed, `No rule on ${bus.words} matches this event; ${why}.`) };
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
