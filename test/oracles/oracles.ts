import { hasPassed, reportOf } from "./oracle-report";
import { runVectors, VectorsError } from "./run-vectors";

/**
 * Holds the evaluators to the vectors of a directory: `npm run oracles -- DIR`.
 *
 * @param print takes each line of the report
 * @returns the exit code: 0, or 1 when a vector failed that is binding, or there is nothing to run
 */
export function oracles(args: readonly string[], print: (line: string) => void): number {
    const [directory, ...others] = args;
    if (directory === undefined || others.length > 0) {
        print("Give one directory of vectors: npm run oracles -- DIR.");
        return 1;
    }
    try {
        const files = runVectors(directory);
        reportOf(files).forEach(print);
        return hasPassed(files) ? 0 : 1;
    } catch (error) {
        if (error instanceof VectorsError) {
            print(error.message);
            return 1;
        }
        throw error;
    }
}

if (require.main === module) {
    process.exitCode = oracles(process.argv.slice(2), (line) => {
        console.log(line);
    });
}
