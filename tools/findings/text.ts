import { serviceFacts } from "../../findings/services";
import type { Unreadable } from "../archive/read-events";
import { count } from "../cli/lists";
import { plainTable } from "../cli/table";
import type { Terminal } from "../cli/terminal";
import { shortened } from "../report/mail";
import { type Answer, countsOf, minuteOf, sizeText } from "./answer";
import { field, type Finding, resourcesOf } from "./finding";

/** Rows that fit on a screen. */
const mostRows = 25;

/** The answer for people. */
export function answerText(answer: Answer, { colors, columns }: Terminal): string {
    const { findings } = answer;
    const rest = findings.length - mostRows;
    return [
        colors.bold(`${headline(answer)} ${periodText(answer)}`),
        ...(filterText(answer) === "" ? [] : [filterText(answer)]),
        ...(findings.length > 0 ? [countTable(findings), findingTable(findings.slice(0, mostRows), columns)] : []),
        ...(rest > 0 ? [`  and ${rest} more: --json has all`] : []),
        colors.dim(readText(answer)),
    ].join("\n\n");
}

/** `prod: 12 findings`. */
export function headline({ stack, findings }: Answer): string {
    return `${stack}: ${findings.length === 0 ? "no findings" : count(findings.length, "finding")}`;
}

export function periodText({ since, until }: Answer): string {
    return `from ${minuteOf(since)} to ${minuteOf(until)} UTC`;
}

/** Empty where all findings are there. */
export function filterText({ filter: { severity, service, resource } }: Pick<Answer, "filter">): string {
    const parts = [
        ...(severity === undefined ? [] : [`${severity} and above`]),
        ...(service === undefined ? [] : [`of ${serviceFacts[service].name}`]),
        ...(resource === undefined ? [] : [`about ${resource}`]),
    ];
    return parts.length === 0 ? "" : `Only ${parts.join(", ")}.`;
}

export function readText({ objects, bytes, otherEvents, unreadable }: Answer): string {
    const coverage = otherEvents > 0 ? `; ${count(otherEvents, "event")} about no finding, such as lost coverage` : "";
    const broken = unreadable.length > 0 ? `; ${unreadable.length} could not be read in full` : "";
    return `${count(objects, "object")} of the archive read, ${sizeText(bytes)}${coverage}${broken}.`;
}

/** What could not be read, a line each. */
export function unreadableText(unreadable: readonly Unreadable[]): string {
    const named = unreadable
        .slice(0, mostRows)
        .map(({ object, line, reason }) => `  - ${object}${line === undefined ? "" : `, line ${line}`} ${reason}\n`);
    const rest = unreadable.length - mostRows;
    const more = rest > 0 ? [`  and ${rest} more: --json has all\n`] : [];
    return ["Not read, so findings may be missing:\n", ...named, ...more].join("");
}

function countTable(findings: readonly Finding[]): string {
    const { words, rows } = countsOf(findings);
    const numbers = words.map((heading) => ({ heading, width: heading.length + 2, align: "right" as const }));
    return plainTable(
        [{ heading: "Service", width: 11 }, ...numbers],
        rows.map(({ name, counts }) => [name, ...counts.map(String)]),
    );
}

function findingTable(findings: readonly Finding[], columns: number): string {
    const isOneAccount = new Set(findings.map((finding) => field(finding, "account"))).size === 1;
    const longest = Math.max(...findings.map(({ severity }) => severity.length));
    // A column has two spaces behind it; dates and accounts go on below, and so do texts.
    const fixed = [Math.max(longest, 8) + 2, 12, 11, 16];
    const room = columns - 2 - fixed.reduce((sum, width) => sum + width, 0);
    const resource = Math.max(leastWidth + 4, Math.floor(room * 0.4));
    const widths = [...fixed, resource, room - resource];
    const headings = ["Severity", "Last event", "Service", "Region", "Resource", "Finding"];
    const rows = findings.map((finding) => [
        finding.severity,
        minuteOf(field(finding, "time")),
        serviceFacts[finding.service].name,
        [field(finding, "region"), ...(isOneAccount ? [] : [field(finding, "account")])].join(" "),
        fitted(nameIn(resourcesOf(finding)[0] ?? ""), resource),
        fitted(`${finding.active ? "" : "[not active] "}${field(finding, "title")}`, room - resource),
    ]);
    return plainTable(
        headings.map((heading, index) => ({ heading, width: widths[index] ?? 0 })),
        rows,
    );
}

/** Of a narrow terminal's columns this is more, so that a list takes the place of the table. */
const leastWidth = 18;

/** Of an ARN, what follows partition, service, Region and account. */
function nameIn(resource: string): string {
    return resource.replace(/^arn:(?:[^:]*:){4}/, "");
}

/** Two lines of a column at most. */
function fitted(text: string, width: number): string {
    const wide = Math.max(width, leastWidth) - 2;
    const words = text.split(/\s+/).map((word) => shortened(word, wide));
    return shortened(words.join(" "), 2 * wide - 8);
}
