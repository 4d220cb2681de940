import { stripVTControlCharacters } from "node:util";
import Table from "cli-table3";
import { wrapped } from "./terminal";

export interface Column {
    readonly heading: string;
    readonly width: number;
    readonly align?: "left" | "right";
}

const places = [
    ...["top", "top-mid", "top-left", "top-right", "mid", "left-mid", "mid-mid", "right-mid"],
    ...["bottom", "bottom-mid", "bottom-left", "bottom-right", "left", "right", "middle"],
] as const;
const noLines = Object.fromEntries(places.map((place) => [place, ""]));

/** Columns as wide as what is in them. */
export function fitted(headings: readonly string[], rows: readonly (readonly string[])[]): Column[] {
    return headings.map((heading, index) => {
        const lengths = [headings, ...rows].map((row) => stripVTControlCharacters(row[index] ?? "").length);
        return { heading, width: Math.max(...lengths) + 2 };
    });
}

/**
 * A table without lines, two spaces indented; text that is too long goes on below. Where that would break a word, each
 * row becomes a list of its cells.
 */
export function plainTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
    const cellsOf = (index: number) => rows.map((row) => row[index] ?? "");
    if (columns.some((column, index) => breaksWords(column, cellsOf(index))))
        return rows.map((row) => listed(columns, row)).join("\n");
    const table = new Table({
        head: columns.map(({ heading }) => heading),
        colWidths: columns.map(({ width }) => width),
        colAligns: columns.map(({ align }) => align ?? "left"),
        wordWrap: true,
        chars: noLines,
        style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    });
    table.push(...rows.map((row) => [...row]));
    const lines = table.toString().split("\n");
    return lines.map((line) => `  ${line}`.trimEnd()).join("\n");
}

function breaksWords({ heading, width }: Column, cells: readonly string[]): boolean {
    const words = [heading, ...cells].flatMap((cell) => stripVTControlCharacters(cell).split(/\s+/));
    return words.some((word) => word.length > width - 2);
}

function listed(columns: readonly Column[], [first = "", ...cells]: readonly string[]): string {
    const width = columns.reduce((sum, column) => sum + column.width, 2);
    const lines = cells.flatMap((cell, index) =>
        cell === "" ? [] : [wrapped(`${columns[index + 1]?.heading ?? ""}: ${cell}`, width, "    ")],
    );
    return [...(first === "" ? [] : [`  ${first}`]), ...lines].join("\n");
}
