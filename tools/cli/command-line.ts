import { readFileSync, writeFileSync } from "node:fs";
import { CommanderError } from "commander";
import { UserError } from "./user-error";

/** What a command touches of its process; tests hand in their own. */
export interface ProcessContext {
    readonly print: (text: string) => void;
    readonly printError: (text: string) => void;
    readonly stdout: { readonly isTTY?: boolean; readonly columns?: number };
    readonly env: NodeJS.ProcessEnv;
}

export const processContext: ProcessContext = {
    print: (text) => process.stdout.write(text),
    printError: (text) => process.stderr.write(text),
    stdout: process.stdout,
    env: process.env,
};

/** Text files of the user's. */
export const textFiles = {
    read: (file: string) => onFile("read", file, () => readFileSync(file, "utf8")),
    write: (file: string, text: string) => {
        onFile("written", file, () => {
            writeFileSync(file, text);
        });
    },
};

/**
 * Runs a command and gives its exit code. A mistake of the user is told in one message and ends in the exit code for
 * mistakes; anything else is a defect, and keeps its stack trace.
 */
export async function exitCodeOf(
    run: () => Promise<number>,
    { printError, mistake = 2 }: { readonly printError: (text: string) => void; readonly mistake?: number },
): Promise<number> {
    try {
        return await run();
    } catch (error) {
        // Commander has said what it had to say; asking for help is no mistake.
        if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : mistake;
        if (!(error instanceof UserError)) throw error;
        printError(`${error.message}\n`);
        return mistake;
    }
}

/** A file that cannot be read or written is the user's to mend. */
function onFile<Result>(verb: "read" | "written", file: string, action: () => Result): Result {
    try {
        return action();
    } catch (error) {
        throw new UserError(`The file ${file} cannot be ${verb}: ${(error as Error).message}.`);
    }
}
