import { CommanderError } from "commander";
import { UserError } from "./user-error";

/**
 * Runs a command and gives its exit code. A mistake of the user is told in one message and ends in the exit code for
 * mistakes; anything else is a defect, and keeps its stack trace.
 */
export async function exitCodeOf(
    run: () => Promise<number>,
    { complain, mistake = 2 }: { readonly complain: (text: string) => void; readonly mistake?: number },
): Promise<number> {
    try {
        return await run();
    } catch (error) {
        // Commander has said what it had to say; asking for help is no mistake.
        if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : mistake;
        if (!(error instanceof UserError)) throw error;
        complain(`${error.message}\n`);
        return mistake;
    }
}

/** A file that cannot be read or written is the user's to mend. */
export function onFile<Result>(verb: "read" | "written", file: string, action: () => Result): Result {
    try {
        return action();
    } catch (error) {
        throw new UserError(`The file ${file} cannot be ${verb}: ${(error as Error).message}.`);
    }
}
