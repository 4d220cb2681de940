import { explainMismatch } from "../../evaluators/event-pattern";
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
    const refusals = rules.map((rule) => ({ rule, reasons: refusalsOf(rule, event) }));
    const [first, ...others] = refusals.filter(({ reasons }) => reasons.length === 0).map(({ rule }) => rule);
    if (first !== undefined) return { rules: [first, ...others] };
    const near = refusals
        .map(({ rule, reasons }) => ({ rule, reasons: reasons.filter((reason) => !isAboutSource(reason)) }))
        .filter(({ reasons }) => reasons.length > 0);
    if (near.length === 0)
        return {
            stopped: failed(
                hop,
                bus.resource,
                `No rule on ${bus.words} is for such events of ${JSON.stringify(event.source)}.`,
            ),
        };
    const disabled = near.filter(({ reasons }) => reasons.includes(wouldMatch));
    const meant = disabled.length > 0 ? disabled : near;
    const told = meant.map(({ rule, reasons }) => `rule ${rule.name}: ${reasons.join("; or ")}`).join("; ");
    const [only] = meant.map(({ rule }) => rule.resource);
    return {
        stopped: failed(
            hop,
            meant.length === 1 && only ? only : bus.resource,
            `No rule on ${bus.words} takes this event; ${told}.`,
        ),
    };
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
