import Table from "cli-table3";

export interface Column {
    readonly heading: string;
    readonly width: number;
    readonly align?: "left" | "right";
}

const places = [
    ...["top", "top-mid", "top-left", "top-right", "mid", "left-mid", "mid-mid", "right-mid"],
    ...["bottom", "bottom-mid", "bottom-left", "bottom-right", "left", "right", "middle"],
] as const;
export const noLines = Object.fromEntries(places.map((place) => [place, ""]));

/** A table without lines, two spaces indented; text that is too long goes on below. */
export function plainTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
    const table = new Table({
        head: columns.map(({ heading }) => heading),
        colWidths: columns.map(({ width }) => width),
        colAligns: columns.map(({ align }) => align ?? "left"),
        wordWrap: true,
        chars: noLines,
        style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    });
    table.push(...rows.map((row) => [...row]));
    return table
        .toString()
        .split("\n")
        .map((line) => `  ${line}`.trimEnd())
        .join("\n");
}
