import { labelOf, type Result, type Report, type Step } from "../proof/report";
import { UserError } from "../cli/user-error";
import { wentWrong } from "./faults";
import { wrapped, type Terminal } from "../cli/terminal";
import { endings, eventName, outcomeWords } from "./words";

/**
 * Every step of the results whose id is, or begins with, the given one; `list` lists the ids.
 *
 * @throws UserError when there is no such result
 */
export function explanation({ results }: Report, id: string, terminal: Terminal): string {
    if (id === "list") return results.map((result) => `${result.id}  ${outcome(result, terminal)}`).join("\n");
    const exact = results.filter((result) => result.id === id);
    const chosen = exact.length > 0 ? exact : results.filter((result) => result.id.startsWith(id));
    if (chosen.length === 0)
        throw new UserError(`No result begins with "${id}". --explain list shows all ${results.length}.`);
    return chosen.map((result) => resultText(result, terminal)).join("\n\n");
}

function resultText(result: Result, terminal: Terminal): string {
    const { colors, columns } = terminal;
    const lines = [
        `${colors.bold(result.id)}: ${eventName(result)}, ${outcome(result, terminal)}`,
        ...result.steps.map((step, index) => stepText(step, index + 1, wentWrong(result), terminal)),
        ...(result.deadLetter ? [`  ${endings[result.deadLetter]}`] : []),
        ...(result.arrived === undefined ? [] : ["  What arrived:", wrapped(result.arrived, columns, "  │ ")]),
    ];
    return lines.join("\n");
}

/** A step that stops an event on purpose is no failure, and is not painted as one. */
function stepText(
    { hop, resource, passed, reason, fix }: Step,
    number: number,
    wrong: boolean,
    terminal: Terminal,
): string {
    const { colors, columns } = terminal;
    const stopped = wrong ? colors.red("✘ stopped") : "- stopped";
    return [
        `  ${number}. ${colors.bold(hop)} ${passed ? colors.green("✔ passed") : stopped}  ${colors.dim(labelOf(resource))}`,
        wrapped(reason, columns, "     "),
        ...(fix === undefined ? [] : [wrapped(`Fix: ${fix}`, columns, "     ")]),
    ].join("\n");
}

function outcome(result: Result, { colors }: Terminal): string {
    const word = outcomeWords[result.outcome];
    return wentWrong(result) ? colors.red(`✘ ${word}`) : colors.green(`✔ ${word}`);
}
