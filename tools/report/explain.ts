import { type Terminal, wrapped } from "../cli/terminal";
import { UserError } from "../cli/user-error";
import type { MarkedStatement } from "../proof/marked-statement";
import { labelOf, type Report, type Result, type Step, wentWrong } from "../proof/report";
import { mailText } from "./mail";
import { endings, eventName, lookOf, looks, outcomeWords } from "./results";

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
    const { colors } = terminal;
    const lines = [
        `${colors.bold(result.id)}: ${eventName(result)}, ${outcome(result, terminal)}`,
        ...(result.audience?.length ? [`  For: ${result.audience.join(", ")}`] : []),
        ...result.steps.map((step, index) => stepText(step, index + 1, wentWrong(result), terminal)),
        ...(result.deadLetter ? [`  ${endings[result.deadLetter]}`] : []),
        ...arrival(result, terminal),
    ];
    return lines.join("\n");
}

function arrival({ arrived, ...result }: Result, terminal: Terminal): string[] {
    if (arrived === undefined) return [];
    if (result.route === "alerts") return ["  The mail:", mailText({ ...result, arrived }, terminal)];
    return ["  What arrived:", wrapped(arrived, terminal.columns, "  │ ")];
}

/** A step that stops an event on purpose is not a failure, and is not coloured as one. */
function stepText(step: Step, number: number, wrong: boolean, { colors, columns }: Terminal): string {
    const { hop, resource, passed, unproven, reason, statement, fix } = step;
    const held = unproven ? colors.yellow(`${looks.unproven.sign} unproven`) : colors.green("✔ passed");
    const stopped = wrong ? colors.red("✘ stopped") : "- stopped";
    const beside = columns < 80 ? "\n     " : "  ";
    return [
        `  ${number}. ${colors.bold(hop)} ${passed ? held : stopped}${beside}${colors.dim(labelOf(resource))}`,
        wrapped(reason, columns, "     "),
        ...statementLines(statement).map((line) => `       ${line}`),
        ...(fix === undefined ? [] : [wrapped(`Fix: ${fix}`, columns, "     ")]),
    ].join("\n");
}

/** A statement as its policy writes it, with a sign where it does not hold. */
export function statementLines(statement: MarkedStatement | undefined): string[] {
    if (statement === undefined) return [];
    const elements = statement.elements.map(({ text, holds }) => `${holds ? " " : looks.failed.sign} ${text}`);
    return [`Statement ${statement.name}:`, ...elements];
}

function outcome(result: Result, { colors }: Terminal): string {
    const { sign, color } = lookOf(result);
    return colors[color](`${sign} ${outcomeWords[result.outcome]}`);
}
