import type { Terminal } from "../cli/terminal";
import { plainTable } from "../cli/table";
import type { Diagnosis } from "./diagnosis";
import { unknown, type Fact, type RegionFacts } from "./facts";
import { kinds, type Kind } from "./finding";
import { marks } from "./marks";

/** A line for each region: what exists there, marked with the worst that `pulumi up` would meet. */
export function regionTable({ home, facts, findings }: Diagnosis, { colors, columns }: Terminal): string {
    const rows = facts.regions.map((found) => {
        const { region } = found;
        const blind = facts.unread.some((question) => question.region === region);
        const worst = kinds.find((kind) =>
            findings.some((finding) => finding.region === region && finding.kind === kind),
        );
        const name = region === home ? `${region} (home)` : region;
        return [`${sign(blind ? "blocked" : worst, colors)} ${name}`, ...states(found)];
    });
    return plainTable(
        [
            { heading: colors.bold("Region"), width: 26 },
            { heading: colors.bold("GuardDuty"), width: 28 },
            { heading: colors.bold("Macie"), width: 9 },
            { heading: colors.bold("Inspector"), width: columns - 2 - 26 - 28 - 9 },
        ],
        rows,
    );
}

function sign(worst: Kind | undefined, colors: Terminal["colors"]): string {
    if (worst === undefined || worst === "note") return colors.green("✔");
    return marks[worst].color(colors)(marks[worst].mark);
}

/** GuardDuty, Macie and Inspector as they are, in a few words each. */
function states({ open, detector, macie, inspector }: RegionFacts): [string, string, string] {
    if (open === false) return ["Region is not switched on", "", ""];
    return [
        said(detector, (found) => found && `${found.enabled ? "on" : "suspended"}, ${found.publishEvery}`),
        said(macie, (found) => found && (found.enabled ? "on" : "paused")),
        said(inspector, ({ scan }) => (scan.length === 0 ? undefined : scan.join(", "))),
    ];
}

function said<T>(fact: Fact<T>, words: (value: T) => string | undefined): string {
    return fact === unknown ? "?" : (words(fact) ?? "-");
}
