import { explainMismatch } from "../../evaluators/event-pattern";
import type { JsonObject } from "../../evaluators/json";
import type { Hop, Step } from "../../proof/report";
import type { Rule } from "../model/stack-model";
import { failed } from "../steps";

/** The rules that an event sets off, or the step at which it stops. */
export type Matching = { readonly rules: readonly [Rule, ...Rule[]] } | { readonly stopped: Step };

/**
 * Holds an event against the rules of a bus.
 *
 * AWS: EventBridge user guide, "Rules in Amazon EventBridge".
 *
 * @param bus the bus in words, such as "the default bus of eu-west-1"
 */
export function matchingRules(hop: Hop, bus: string, rules: readonly Rule[], event: JsonObject): Matching {
    const refusals = rules.map((rule) => ({ rule, reasons: refusalsOf(rule, event) }));
    const [first, ...others] = refusals.filter(({ reasons }) => reasons.length === 0).map(({ rule }) => rule);
    if (first !== undefined) return { rules: [first, ...others] };
    const near = refusals
        .map(({ rule, reasons }) => ({ rule, reasons: reasons.filter((reason) => !isAboutSource(reason)) }))
        .filter(({ reasons }) => reasons.length > 0);
    if (near.length === 0)
        return {
            stopped: failed(hop, bus, `No rule on ${bus} is for such events of ${JSON.stringify(event.source)}.`),
        };
    const disabled = near.filter(({ reasons }) => reasons.includes(wouldMatch));
    const meant = disabled.length > 0 ? disabled : near;
    const told = meant.map(({ rule, reasons }) => `rule ${rule.name}: ${reasons.join("; or ")}`).join("; ");
    const labels = meant.map(({ rule }) => rule.label).join(", ");
    return { stopped: failed(hop, labels, `No rule on ${bus} takes this event; ${told}.`) };
}

const wouldMatch = "it would match, but it is DISABLED";

/** Why a rule does not take an event, one reason for each alternative of its pattern; none if it does. */
function refusalsOf({ enabled, pattern }: Rule, event: JsonObject): string[] {
    if ("refusal" in pattern) return [`EventBridge refuses its pattern, ${pattern.refusal.replace(/\.$/, "")}`];
    const mismatch = explainMismatch(pattern.pattern, event);
    if (mismatch === undefined) return enabled ? [] : [wouldMatch];
    return mismatch.replace(/^no alternative of \$or matches: /, "").split("; or ");
}

/** That a rule is for other events is not worth telling. */
function isAboutSource(reason: string): boolean {
    return /^(source|detail-type) /.test(reason);
}
