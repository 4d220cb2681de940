import type { Result } from "./check-vector";
import type { FileResults } from "./run-vectors";

/** Whether no vector failed that is binding. */
export function hasPassed(files: readonly FileResults[]): boolean {
    return files.every(({ results }) => results.every(({ binding, passed }) => passed || !binding));
}

/** The lines of the report: for each file how many vectors passed and which failed, and the total. */
export function reportOf(files: readonly FileResults[]): string[] {
    const perFile = files.flatMap(({ name, results }) => [
        `${name}: ${countsOf(results)}`,
        ...results.filter(({ passed }) => !passed).map(failureOf),
    ]);
    return [...perFile, `total: ${countsOf(files.flatMap(({ results }) => results))}`];
}

function countsOf(results: readonly Result[]): string {
    const apart = results.filter(({ binding }) => !binding);
    const counts = countOf(results.filter(({ binding }) => binding));
    return apart.length === 0 ? counts : `${counts}; quirks, apart: ${countOf(apart)}`;
}

function countOf(results: readonly Result[]): string {
    const passed = results.filter((result) => result.passed).length;
    return `${passed} passed, ${results.length - passed} failed`;
}

function failureOf({ id, binding, expected, got }: Result): string {
    return `  ${binding ? "failed" : "failed, apart"} ${id}: expected ${expected}, got ${got.replaceAll("\n", " ")}`;
}
