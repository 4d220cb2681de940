import { grouped } from "../../cli/lists";
import type { Result } from "../../proof/report";
import { sourceName } from "../results";

/** An alert rule as the map names it. */
export interface AlertRule {
    readonly key: string;
    readonly name: string;
    readonly note: string;
}

/** The alert rule that an event is for, as far as the event tells. */
export function alertRuleOf({ source, kind, subject, severity }: Result): AlertRule {
    if (source === "alarm") return { key: source, name: "Alarms", note: "of other Regions" };
    if (severity !== undefined)
        return { key: `${source} ${severity}`, name: sourceName(source), note: `${severity} findings` };
    return { key: kind, name: subject.charAt(0).toUpperCase() + subject.slice(1), note: "alert rule" };
}

/** The alert rules that events should come to, and those that let false alerts through; first those of a severity. */
export function alertRulesOf(results: readonly Result[]): readonly AlertRule[] {
    const stopped = ({ steps }: Result) => steps.some(({ hop }) => hop === "alert rule");
    const concerning = results.filter(
        (result) =>
            result.outcome === "falseAlert" ||
            (result.expected === "arrives" && (result.kind === "finding" || stopped(result)) && !isOther(result)),
    );
    const rules = [...grouped(concerning.map(alertRuleOf), ({ key }) => key).values()].map(([first]) => first);
    const isOfBand = ({ note }: AlertRule) => Number(note.endsWith(" findings"));
    return rules.sort((one, other) => isOfBand(other) - isOfBand(one));
}

/** What was made for another purpose comes to a rule that other events show. */
function isOther({ kind }: Result): boolean {
    return kind === "undeliverable" || kind === "replay";
}
