import type { JsonObject } from "../../evaluators/json";
import type { Trace } from "../../proof/prove";
import type { Hop, Step } from "../../proof/report";
import type { Rule, Target } from "../model/stack-model";
import { allPassed, failed, passed } from "../steps";
import { type BusName, matchingRules } from "./matching-rules";

/** What becomes of an event behind a target. */
export type Send = (target: Target) => Trace;

/**
 * Lets an event set off the rules of a bus and go to all their targets.
 *
 * @returns the best of what became of it: one alert that arrives is enough
 */
export function throughRules(hop: Hop, bus: BusName, rules: readonly Rule[], event: JsonObject, send: Send): Trace {
    const matching = matchingRules(hop, bus, rules, event);
    if ("stopped" in matching) return { steps: [matching.stopped] };
    const names = matching.rules.map(({ name }) => name);
    return best(
        matching.rules.flatMap((rule) => {
            if (rule.targets.length === 0)
                return [
                    { steps: [failed(hop, rule.resource, `Rule ${rule.name} takes the event, but has no target.`)] },
                ];
            const others = names.filter((name) => name !== rule.name);
            const also = others.length > 0 ? `, and so does ${others.join(" and ")}` : "";
            const step = passed(hop, rule.resource, `Rule ${rule.name} on ${bus.words} takes the event${also}.`);
            return rule.targets.map((target) => after([step], send(target)));
        }),
    );
}

export function after(steps: readonly Step[], trace: Trace): Trace {
    return { ...trace, steps: [...steps, ...trace.steps] };
}

export function best(traces: readonly Trace[]): Trace {
    const complete = traces.find(({ steps, arrived }) => arrived !== undefined && allPassed(steps));
    return complete ?? traces.find(({ arrived }) => arrived !== undefined) ?? traces[0] ?? { steps: [] };
}
