import { serviceFacts, serviceKeys } from "../../findings/services";
import { defaultRoute, rawEvents } from "../proof/audience";
import type { Report, Result } from "../proof/report";

/** The headings of the table, in which the last column has the most text. */
export const toldHeadings = ["Route", ...serviceKeys.map((service) => serviceFacts[service].name), "Told", "Receivers"];

/** A line for each route: its name, its threshold for each service, how many sample findings it got, and who that is. */
export function toldRows({ results, audiences = [] }: Report): readonly (readonly string[])[] {
    return audiences.map(({ name, minimumSeverity }) => {
        const own = results.filter((result) => isFor(name, result));
        const told = own.map(({ steps }) =>
            steps.filter(({ receiver, route }) => receiver !== undefined && (route ?? fallback(name)) === name),
        );
        const reached = told.filter((steps) => steps.length > 0 && steps.every(({ passed }) => passed));
        const receivers = told.flat().flatMap(({ receiver = "" }) => receiver);
        return [
            name,
            ...serviceKeys.map((service) => minimumSeverity[service]),
            own.length === 0 ? "no sample" : `${reached.length} of ${own.length}`,
            [...new Set(receivers)].join(", "),
        ];
    });
}

/** Whose a receiver without a route is: endpoints of the alert topic get what the default route gets. */
function fallback(name: string): string {
    return name === rawEvents ? rawEvents : defaultRoute;
}

/** Whether a result is of a sample finding that a route must be told of. */
function isFor(name: string, { kind, expected, audience = [defaultRoute] }: Result): boolean {
    if (expected !== "arrives") return false;
    if (name === rawEvents) return kind === "event";
    return (kind === "finding" || kind === "routed") && audience.includes(name);
}
