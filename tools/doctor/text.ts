import { sentence } from "../aws/advice";
import { count, fewOf, grouped } from "../cli/lists";
import { plainTable } from "../cli/table";
import { type Terminal, wrapped } from "../cli/terminal";
import type { Diagnosis, Unanswered } from "./diagnosis";
import { type Fact, type RegionFacts, unknown } from "./facts";
import { type Finding, type Kind, kinds } from "./finding";

const managedBy: Readonly<Record<Diagnosis["managed"], string>> = {
    state: "What the stack has already is known from its state.",
    nothing: "Without --state, what this stack has made itself looks like somebody else's here.",
};

/** How each kind of finding is shown, and under which heading. */
const marks = {
    blocked: { mark: "✘", title: "Blocked: no import helps", color: "red" },
    collision: { mark: "!", title: "In the way: to be imported first", color: "yellow" },
    loss: { mark: "!", title: "Would be lost", color: "yellow" },
    change: { mark: "~", title: "Would change", color: "cyan" },
    note: { mark: "·", title: "Good to know", color: "dim" },
} as const satisfies Record<Kind, object>;

/** The diagnosis for people: every Region in a line, then what `pulumi up` would meet, the worst first. */
export function diagnosisText(diagnosis: Diagnosis, terminal: Terminal): string {
    const { stack, facts, findings, unanswered, managed } = diagnosis;
    const { colors, columns } = terminal;
    const title = `${stack}: account ${facts.accountId}, ${count(facts.regions.length, "Region")}`;
    const blocks = [
        `${colors.bold(title)}\n${wrapped(managedBy[managed], columns)}`,
        regionTable(diagnosis, terminal),
        ...kinds.flatMap((kind) => section(kind, findings, facts.regions.length, terminal)),
        ...unansweredBlocks(unanswered, terminal),
        nextSteps(diagnosis, terminal),
    ];
    return blocks.join("\n\n");
}

/** A line for each Region: what exists there, marked with the worst that `pulumi up` would meet. */
function regionTable({ home, facts, findings }: Diagnosis, { colors, columns }: Terminal): string {
    const rows = facts.regions.map((found) => {
        const { region } = found;
        const isUnread = facts.unread.some((question) => question.region === region);
        const own = findings.filter((finding) => finding.region === region);
        const worst = isUnread ? "blocked" : kinds.find((kind) => own.some((finding) => finding.kind === kind));
        const isFine = worst === undefined || worst === "note";
        const sign = isFine ? colors.green("✔") : colors[marks[worst].color](marks[worst].mark);
        return [`${sign} ${region}${region === home ? " (home)" : ""}`, ...states(found)];
    });
    const widths = { Region: 26, GuardDuty: 28, Macie: 9, Inspector: columns - 2 - 26 - 28 - 9 };
    return plainTable(
        Object.entries(widths).map(([heading, width]) => ({ heading: colors.bold(heading), width })),
        rows,
    );
}

/** GuardDuty, Macie and Inspector as they are, in a few words each. */
function states({ open, detector, macie, inspector }: RegionFacts): [string, string, string] {
    if (open === false) return ["Region is not enabled", "", ""];
    return [
        state(detector, (found) => found && `${found.enabled ? "on" : "suspended"}, ${found.publishEvery}`),
        state(macie, (found) => found && (found.enabled ? "on" : "paused")),
        state(inspector, ({ scan }) => (scan.length === 0 ? undefined : scan.join(", "))),
    ];
}

function state<T>(fact: Fact<T>, words: (value: T) => string | undefined): string {
    return fact === unknown ? "?" : (words(fact) ?? "-");
}

/** Regions in which the same is found share one entry. */
function section(kind: Kind, findings: readonly Finding[], all: number, { colors, columns }: Terminal): string[] {
    const own = findings.filter((finding) => finding.kind === kind);
    if (own.length === 0) return [];
    const { mark, title, color } = marks[kind];
    const entries = [...grouped(own, ({ subject, is, up }) => [subject, is, up].join("\n")).values()].map((same) => {
        const [{ subject, is, up }] = same;
        const regions = same.flatMap(({ region }) => region ?? []);
        const names = regions.length === all && all > 1 ? `all ${count(all, "Region")}` : fewOf(regions, 6);
        const where = regions.length === 0 ? "" : ` in ${names}`;
        return [
            hanging(`  ${mark} `, `${subject}${where}: ${is}`, columns),
            wrapped(`pulumi up: ${up}`, columns, "      "),
        ].join("\n");
    });
    return [[colors[color](colors.bold(title)), ...entries].join("\n")];
}

const unansweredTitles: Readonly<Record<Unanswered["because"], string>> = {
    permission: "Missing permissions: allow these actions, and run the doctor again",
    "organization policy": "Denied by a policy of the organization: only its administrator can allow these",
    failure: "Failed",
};

function unansweredBlocks(unanswered: readonly Unanswered[], { colors, columns }: Terminal): string[] {
    return Object.entries(unansweredTitles).flatMap(([because, title]) => {
        const lines = unanswered
            .filter((one) => one.because === because)
            .map(({ action, regions, message }) => {
                const question = regions.length === 0 ? action : `${action} (${fewOf(regions)})`;
                return wrapped(because === "failure" ? sentence(`${question}: ${message}`) : question, columns, "  ");
            });
        return lines.length === 0 ? [] : [[colors.red(colors.bold(title)), ...lines].join("\n")];
    });
}

/** Whether `pulumi up` may run, and what to do before. */
function nextSteps({ outcome, stack, findings }: Diagnosis, { colors, columns }: Terminal): string {
    if (outcome === "clean") return colors.green(colors.bold("✔ Nothing is in the way of `pulumi up`."));
    if (outcome === "blocked")
        return colors.red(colors.bold("✘ `pulumi up` would fail, or cannot be predicted: fix what is blocked first."));
    if (!findings.some(({ kind }) => kind === "collision"))
        return colors.yellow(colors.bold("! `pulumi up` would succeed, and lose what is named above."));
    const commands = [
        `pulumi stack export --stack ${stack} > state.json`,
        `npm run doctor -- --stack ${stack} --state state.json --write-import import.json`,
        `pulumi import --stack ${stack} --file import.json --generate-code=false --protect=false`,
        `pulumi preview --stack ${stack} --diff`,
    ];
    const title = wrapped("! Import what exists, and read what would change, before `pulumi up`:", columns);
    return [colors.yellow(colors.bold(title)), ...commands.map((command) => `  ${command}`)].join("\n");
}

/** Text whose further lines are aligned with its beginning, not with what leads it. */
function hanging(lead: string, text: string, columns: number): string {
    return lead + wrapped(text, columns, " ".repeat(lead.length)).slice(lead.length);
}
