import { grouped } from "../../cli/lists";
import type { Result } from "../../proof/report";
import { sourceName } from "../results";

/** An alert rule as the map names it. */
export interface AlertRule {
    readonly key: string;
    readonly name: string;
    readonly note: string;
    /** Whether it is for one severity of one service. */
    readonly isBand: boolean;
}

/** The alert rules that matched an event or should have, and finds the key of the one that a result is about. */
export function alertRulesOf(results: readonly Result[]): {
    readonly rules: readonly AlertRule[];
    readonly ruleOf: (result: Result) => string;
} {
    // The last one names the rule: the first, and so the plainest, of those that it should have matched.
    const direct = results
        .filter((result) => result.kind !== "undeliverable" && matchedRule(result) !== undefined)
        .reverse();
    direct.sort((one, other) => Number(shouldArrive(one)) - Number(shouldArrive(other)));
    const named = new Map(
        direct.map((result) => [matchedRule(result), shouldArrive(result) ? expectedRule(result) : strayRule(result)]),
    );
    const ruleOf = (result: Result) => named.get(matchedRule(result) ?? "") ?? expectedRule(result);
    const rules = [...grouped(results.filter(concernsRule).map(ruleOf), ({ key }) => key).values()]
        .map(([first]) => first)
        .sort((one, other) => Number(other.isBand) - Number(one.isBand));
    return { rules, ruleOf: (result) => ruleOf(result).key };
}

function shouldArrive({ expected }: Result): boolean {
    return expected === "arrives";
}

/** The rule that should match, as far as the event tells. */
function expectedRule({ source, kind, subject, severity }: Result): AlertRule {
    if (source === "alarm") return { key: source, name: "Alarms", note: "of other Regions", isBand: false };
    if (severity !== undefined)
        return { key: `${source} ${severity}`, name: sourceName(source), note: `${severity} findings`, isBand: true };
    const name = subject.charAt(0).toUpperCase() + subject.slice(1);
    return { key: kind, name, note: "alert rule", isBand: false };
}

/** A rule that matches only what it should not: nothing but its own name tells what it is for. */
function strayRule(result: Result): AlertRule {
    const name = matchedRule(result) ?? "";
    return { key: name, name: sourceName(result.source), note: name, isBand: true };
}

/** The name of the rule that did match the event itself, and not the alarm on a queue that has it. */
function matchedRule({ steps }: Result): string | undefined {
    const end = steps.findIndex(({ hop }) => hop === "dead-letter queue" || hop === "alarm action");
    const own = end < 0 ? steps : steps.slice(0, end);
    return own.find(({ hop, passed }) => hop === "alert rule" && passed)?.resource.name;
}

/** Whether a rule matched, or should have. What is lost before all rules counts if it is a plain finding. */
function concernsRule(result: Result): boolean {
    const { expected, outcome, kind, steps } = result;
    if (outcome === "falseAlert" || matchedRule(result) !== undefined) return true;
    return expected === "arrives" && (steps.at(-1)?.hop === "alert rule" || kind === "finding");
}
