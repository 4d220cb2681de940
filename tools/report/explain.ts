import type { Journey, Report, Step } from "../proof/report";
import { UserError } from "../cli/user-error";
import { wentWrong } from "./faults";
import { wrapped, type Terminal } from "../cli/terminal";
import { endings, eventName, outcomeWords } from "./words";

/**
 * Every step of the journeys whose id is, or begins with, the given one; `list` lists the ids.
 *
 * @throws UserError when there is no such journey
 */
export function explanation({ journeys }: Report, id: string, terminal: Terminal): string {
    if (id === "list") return journeys.map((journey) => `${journey.id}  ${outcome(journey, terminal)}`).join("\n");
    const exact = journeys.filter((journey) => journey.id === id);
    const chosen = exact.length > 0 ? exact : journeys.filter((journey) => journey.id.startsWith(id));
    if (chosen.length === 0)
        throw new UserError(`No journey begins with "${id}". --explain list shows all ${journeys.length}.`);
    return chosen.map((journey) => journeyText(journey, terminal)).join("\n\n");
}

function journeyText(journey: Journey, terminal: Terminal): string {
    const { colors, columns } = terminal;
    const lines = [
        `${colors.bold(journey.id)}: ${eventName(journey)}, ${outcome(journey, terminal)}`,
        ...journey.steps.map((step, index) => stepText(step, index + 1, wentWrong(journey), terminal)),
        ...(journey.deadLetter ? [`  ${endings[journey.deadLetter]}`] : []),
        ...(journey.arrived === undefined ? [] : ["  What arrived:", wrapped(journey.arrived, columns, "  │ ")]),
    ];
    return lines.join("\n");
}

/** A step that stops an event on purpose is no failure, and is not painted as one. */
function stepText({ hop, resource, passed, reason }: Step, number: number, wrong: boolean, terminal: Terminal): string {
    const { colors, columns } = terminal;
    const stopped = wrong ? colors.red("✘ stopped") : "- stopped";
    return [
        `  ${number}. ${colors.bold(hop)} ${passed ? colors.green("✔ passed") : stopped}  ${colors.dim(resource)}`,
        wrapped(reason, columns, "     "),
    ].join("\n");
}

function outcome(journey: Journey, { colors }: Terminal): string {
    const word = outcomeWords[journey.outcome];
    return wentWrong(journey) ? colors.red(`✘ ${word}`) : colors.green(`✔ ${word}`);
}
