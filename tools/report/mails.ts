import { severities } from "../../findings/severity";
import type { Journey, Report } from "../proof/report";
import { grouped } from "../cli/grouped";

/** A journey whose alert reached the mailboxes. */
export type Mailed = Journey & { readonly arrived: string };

/** Every alert that reached the mailboxes. */
export function mailsOf({ journeys }: Report): readonly Mailed[] {
    return journeys.filter((journey): journey is Mailed => journey.route === "alerts" && journey.arrived !== undefined);
}

/** The most severe of each service: enough to see what a mail looks like. */
export function exampleMails(report: Report): readonly Mailed[] {
    return [...grouped(mailsOf(report).filter(isOfFinding), ({ source }) => source).values()].map((mails) =>
        mails.reduce((worst, mail) => (rank(mail) > rank(worst) ? mail : worst)),
    );
}

/** Not of an alarm, nor of the alarm that tells of a dead letter. */
function isOfFinding({ source, steps }: Journey): boolean {
    return source !== "alarm" && steps.every(({ hop }) => hop !== "alarm action");
}

function rank({ severity }: Journey): number {
    return severity === undefined ? -1 : severities.indexOf(severity);
}
