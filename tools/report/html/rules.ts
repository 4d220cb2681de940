import type { Result } from "../../proof/report";
import { grouped } from "../../cli/lists";
import { sourceName } from "../words";

/** An alert rule as the map calls it. */
export interface RuleName {
    readonly key: string;
    readonly name: string;
    readonly note: string;
    /** Whether it is for one severity of one service. */
    readonly isBand: boolean;
}

/** The alert rules that should have mailed something, or did. */
export interface RuleNames {
    readonly rules: readonly RuleName[];
    /** The key of the rule that took a result's event, or, if it did not come so far, that should have. */
    readonly ruleOf: (result: Result) => string;
}

export function ruleNames(results: readonly Result[]): RuleNames {
    // From the end, so that the first, which is the plainest, has the last word.
    const plain = results.filter((result) => !isDetour(result)).reverse();
    const names = new Map(plain.map((result) => [takerOf(result), nameOf(result)]));
    const nameFor = (result: Result) => names.get(takerOf(result) ?? "") ?? nameOf(result);
    const rules = [...grouped(results.filter(isMailed), (result) => nameFor(result).key).values()].map(([first]) =>
        nameFor(first),
    );
    return {
        rules: rules.sort((one, other) => Number(other.isBand) - Number(one.isBand)),
        ruleOf: (result) => nameFor(result).key,
    };
}

function nameOf({ source, subject, severity }: Result): RuleName {
    if (source === "alarm") return { key: source, name: "Alarms", note: "of other regions", isBand: false };
    if (severity === undefined)
        return {
            key: subject,
            name: subject.charAt(0).toUpperCase() + subject.slice(1),
            note: "alert rule",
            isBand: false,
        };
    return { key: `${source} ${severity}`, name: sourceName(source), note: `${severity} findings`, isBand: true };
}

function takerOf({ steps }: Result): string | undefined {
    return steps.find(({ hop, passed }) => hop === "alert rule" && passed)?.resource.name;
}

/** Made to fail: the rule that takes it may be that of the alarm which tells so. */
function isDetour({ steps }: Result): boolean {
    return steps.some(({ hop }) => hop === "alarm action");
}

/** Whether an alert rule has to do with it. What is lost before all rules tells of one if it is a plain finding. */
function isMailed(result: Result): boolean {
    const { expected, outcome, kind, steps } = result;
    if (outcome === "falseAlert" || takerOf(result) !== undefined) return true;
    return expected === "arrives" && (steps.at(-1)?.hop === "alert rule" || kind === "finding");
}
