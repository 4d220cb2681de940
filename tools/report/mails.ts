import { severities } from "../../findings/severity";
import type { Result, Report } from "../proof/report";
import { grouped } from "../cli/lists";

/** A result whose alert reached the mailboxes. */
export type Mailed = Result & { readonly arrived: string };

/** Every alert that reached the mailboxes. */
export function mailsOf({ results }: Report): readonly Mailed[] {
    return results.filter((result): result is Mailed => result.route === "alerts" && result.arrived !== undefined);
}

/** The most severe of each service: enough to see what a mail looks like. */
export function exampleMails(report: Report): readonly Mailed[] {
    return [...grouped(mailsOf(report).filter(isOfFinding), ({ source }) => source).values()].map((mails) =>
        mails.reduce((worst, mail) => (rank(mail) > rank(worst) ? mail : worst)),
    );
}

/** Not of an alarm, nor of the alarm that tells of a dead letter. */
function isOfFinding({ source, steps }: Result): boolean {
    return source !== "alarm" && steps.every(({ hop }) => hop !== "alarm action");
}

function rank({ severity }: Result): number {
    return severity === undefined ? -1 : severities.indexOf(severity);
}
