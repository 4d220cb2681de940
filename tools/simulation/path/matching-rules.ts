import { mismatchesOf } from "../../evaluators/event-pattern";
import type { JsonObject } from "../../evaluators/json";
import type { Hop, ResourceRef, Step } from "../../proof/report";
import type { Rule } from "../model/stack-model";
import { failed } from "../steps";

/** A bus, by its name in AWS and in words: "the default bus of eu-west-1". */
export interface BusName {
    readonly resource: ResourceRef;
    readonly words: string;
}

/** The rules that an event sets off, or the step at which it stops. */
export type Matching = { readonly rules: readonly [Rule, ...Rule[]] } | { readonly stopped: Step };

/**
 * Holds an event against the rules of a bus.
 *
 * AWS: EventBridge user guide, "Rules in Amazon EventBridge".
 *
 * @param bus the bus as it is known to people
 */
export function matchingRules(hop: Hop, bus: BusName, rules: readonly Rule[], event: JsonObject): Matching {
    const answers = rules.map((rule) => ({ rule, ...answerOf(rule, event) }));
    const [first, ...others] = answers.filter(({ matches }) => matches).map(({ rule }) => rule);
    if (first !== undefined) {
        return { rules: [first, ...others] };
    }
    const near = answers.filter(({ reasons }) => reasons.length > 0);
    if (near.length === 0) {
        const reason = `No rule on ${bus.words} is for such events of ${JSON.stringify(event.source)}.`;
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
    if ("refusal" in pattern) {
        return { matches: false, isDisabled: false, reasons: [`EventBridge refuses its pattern, ${pattern.refusal}`] };
    }
    const mismatches = mismatchesOf(pattern.pattern, event);
    if (mismatches.length === 0) {
        const reasons = enabled ? [] : ["it would match, but it is DISABLED"];
        return { matches: enabled, isDisabled: !enabled, reasons };
    }
    const reasons = mismatches.filter(({ path }) => path !== "source" && path !== "detail-type");
    return { matches: false, isDisabled: false, reasons: reasons.map(({ reason }) => reason) };
}
