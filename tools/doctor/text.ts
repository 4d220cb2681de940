import { count, fewOf, grouped } from "../cli/lists";
import { type Terminal, wrapped } from "../cli/terminal";
import type { Diagnosis, Unanswered } from "./diagnosis";
import { kinds, type Finding, type Kind } from "./finding";
import { marks } from "./marks";
import { nextSteps } from "./next-steps";
import { regionTable } from "./region-table";

const managedBy: Readonly<Record<Diagnosis["managed"], string>> = {
    state: "What the stack has already is known from its state.",
    outputs: "What the stack has already is known from its outputs, region by region; --state is exact.",
    nothing:
        "Neither --state nor --outputs is given: what this stack may have made itself looks like somebody else's here.",
};

/** The diagnosis for people: every region in a line, then what `pulumi up` would meet, the worst first. */
export function diagnosisText(diagnosis: Diagnosis, terminal: Terminal): string {
    const { stack, facts, findings, unanswered, managed } = diagnosis;
    const { colors, columns } = terminal;
    const title = `${stack}: account ${facts.accountId}, ${count(facts.regions.length, "region")}`;
    const blocks = [
        `${colors.bold(title)}\n${wrapped(managedBy[managed], columns)}`,
        regionTable(diagnosis, terminal),
        ...kinds.flatMap((kind) => section(kind, findings, facts.regions.length, terminal)),
        ...unansweredBlock(unanswered, terminal),
        ...nextSteps(diagnosis, terminal),
    ];
    return blocks.join("\n\n");
}

/** Regions in which the same is found share one entry. */
function section(kind: Kind, findings: readonly Finding[], all: number, { colors, columns }: Terminal): string[] {
    const own = findings.filter((finding) => finding.kind === kind);
    if (own.length === 0) return [];
    const { mark, title, color } = marks[kind];
    const entries = [...grouped(own, ({ subject, is, up }) => [subject, is, up].join("\n")).values()].map((same) => {
        const [{ subject, is, up }] = same;
        const regions = same.flatMap(({ region }) => region ?? []);
        const names = regions.length === all && all > 1 ? `all ${count(all, "region")}` : fewOf(regions, 6);
        const where = regions.length === 0 ? "" : ` in ${names}`;
        return [
            hanging(`  ${mark} `, `${subject}${where}: ${is}`, columns),
            wrapped(`pulumi up: ${up}`, columns, "      "),
        ].join("\n");
    });
    return [[color(colors)(colors.bold(title)), ...entries].join("\n")];
}

function unansweredBlock(unanswered: readonly Unanswered[], { colors, columns }: Terminal): string[] {
    const lines = (because: Unanswered["because"], text: (one: Unanswered) => string) =>
        unanswered.filter((one) => one.because === because).map((one) => wrapped(text(one), columns, "  "));
    const where = ({ regions }: Unanswered) => (regions.length === 0 ? "" : ` (${fewOf(regions)})`);
    const blocks: [string, string[]][] = [
        [
            "Missing permissions: allow these actions, and ask again",
            lines("permission", (one) => one.action + where(one)),
        ],
        [
            "Denied by a policy of the organization: only its administrator can allow these",
            lines("organization policy", (one) => one.action + where(one)),
        ],
        ["Failed", lines("failure", (one) => `${one.action}${where(one)}: ${one.message}`)],
    ];
    return blocks
        .filter(([, entries]) => entries.length > 0)
        .map(([title, entries]) => [colors.red(colors.bold(title)), ...entries].join("\n"));
}

/** Text that goes on below its own beginning, not below what leads it. */
function hanging(lead: string, text: string, columns: number): string {
    return lead + wrapped(text, columns, " ".repeat(lead.length)).slice(lead.length);
}
