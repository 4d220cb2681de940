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
    const direct = results.filter((result) => !isReportedByAlarm(result)).reverse();
    direct.sort((one, other) => Number(shouldArrive(one)) - Number(shouldArrive(other)));
    const named = new Map(direct.map((result) => [matchedRule(result), expectedRule(result)]));
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

/** The name of the rule that did match. */
function matchedRule({ steps }: Result): string | undefined {
    return steps.find(({ hop, passed }) => hop === "alert rule" && passed)?.resource.name;
}

/** Made to fail on purpose: the rule that matches may be that of the alarm on the dead-letter queue. */
function isReportedByAlarm({ steps }: Result): boolean {
    return steps.some(({ hop }) => hop === "alarm action");
}

/** Whether a rule matched, or should have. What is lost before all rules counts if it is a plain finding. */
function concernsRule(result: Result): boolean {
    const { expected, outcome, kind, steps } = result;
    if (outcome === "falseAlert" || matchedRule(result) !== undefined) return true;
    return expected === "arrives" && (steps.at(-1)?.hop === "alert rule" || kind === "finding");
}
