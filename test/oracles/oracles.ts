import { exitWith, newCommand, type ProcessContext, processContext, runCommand } from "../../tools/cli/command-line";
import type { Result } from "./check-vector";
import { type FileResults, runVectors, VectorsError } from "./run-vectors";

const help = `
Exit code: 0 every vector holds but those reported apart, 1 one does not, or there is nothing to run.`;

/** Holds the evaluators to the vectors of a directory, and gives the exit code. */
export async function oracles(
    args: readonly string[],
    context: Pick<ProcessContext, "print" | "printError">,
): Promise<number> {
    const { print, printError } = context;
    const command = newCommand("oracles", context)
        .description("Holds the evaluators to what independent authorities answered.")
        .argument("<directory>", "where the vectors are, in files that end in .jsonl")
        .addHelpText("after", help);
    const run = ({ args: [directory = ""] }: { readonly args: readonly string[] }) =>
        Promise.resolve(
            holdTo(directory, (line) => {
                print(`${line}\n`);
            }),
        );
    return runCommand(command, args, run, { printError, mistake: 1 });
}

function holdTo(directory: string, print: (line: string) => void): number {
    try {
        const files = runVectors(directory);
        reportOf(files).forEach(print);
        return hasPassed(files) ? 0 : 1;
    } catch (error) {
        // A file that cannot be read is as little a reason for a stack trace as one that is not there.
        if (error instanceof VectorsError || (error instanceof Error && "syscall" in error)) {
            print(error.message);
            return 1;
        }
        throw error;
    }
}

/** Whether no vector failed that is binding. */
function hasPassed(files: readonly FileResults[]): boolean {
    return files.every(({ results }) => results.every(({ binding, passed }) => passed || !binding));
}

/** The lines of the report: for each file how many vectors passed and which failed, and the total. */
function reportOf(files: readonly FileResults[]): string[] {
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

if (require.main === module) exitWith(oracles(process.argv.slice(2), processContext));
