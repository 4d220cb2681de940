import { severities } from "../../findings/severity";
import { grouped } from "../cli/lists";
import { type Terminal, wrapped } from "../cli/terminal";
import type { Mail, Report, Result } from "../proof/report";

/** A result whose alert reached the mailboxes. */
export type Mailed = Result & { readonly arrived: string };

export function mailsOf({ results }: Report): readonly Mailed[] {
    return results.filter((result): result is Mailed => result.route === "alerts" && result.arrived !== undefined);
}

/** The most severe alert of each service, and a digest: enough to see what they look like. */
export function exampleMails(report: Report): readonly Mailed[] {
    const mails = mailsOf(report);
    const worst = [...grouped(mails.filter(isOfFinding), ({ source }) => source).values()].map((own) =>
        own.reduce((first, mail) => (rank(mail) > rank(first) ? mail : first)),
    );
    return [...worst, ...mails.filter(({ kind }) => kind === "burst").slice(0, 1)];
}

/** Neither a digest, nor the alert of an alarm, nor that of a dead letter, which an alarm reports. */
function isOfFinding({ source, kind, steps }: Result): boolean {
    return source !== "alarm" && kind !== "burst" && steps.every(({ hop }) => hop !== "alarm action");
}

function rank({ severity }: Result): number {
    return severity === undefined ? -1 : severities.indexOf(severity);
}

/** The mail that tells of an alert. Without a notifier, SNS mails the alert itself, under a subject of its own. */
export function mailOf({ mail, arrived }: Mailed): Mail {
    return mail ?? { subject: "AWS Notification Message", text: arrived };
}

/** The sender as mail programs show it; the address is the same for every topic. */
export function senderOf({ from = "AWS Notifications" }: Mail): string {
    return `${from} <no-reply@sns.amazonaws.com>`;
}

/** About what a phone's notification shows of a mail: the beginning of its subject, and of its first line. */
export function onPhone({ subject, text }: Mail): { readonly subject: string; readonly line: string } {
    const [line = ""] = text.split("\n", 1);
    return { subject: shortened(subject, 40), line: shortened(line, 80) };
}

/** The mail for a terminal, with the lines that it has. */
export function mailText(mailed: Mailed, { columns }: Terminal): string {
    const mail = mailOf(mailed);
    const { subject, line } = onPhone(mail);
    const border = "  │ ";
    const lines = mail.text
        .split("\n")
        .map((each) => (each.length + border.length > columns ? wrapped(each, columns, border) : border + each));
    const head = [`From: ${senderOf(mail)}`, `Subject: ${mail.subject}`, `On a phone: ${subject} / ${line}`];
    return [...head.map((each) => wrapped(each, columns, "  ")), ...lines.map((each) => each.trimEnd())].join("\n");
}

export function shortened(text: string, most: number): string {
    return text.length > most ? `${text.slice(0, Math.floor(most) - 1)}…` : text;
}
