import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Command, CommanderError } from "commander";
import { UserError } from "./user-error";
import { visible } from "./visible";

/** What a command touches of its process; tests hand in their own. */
export interface ProcessContext {
    readonly print: (text: string) => void;
    readonly printError: (text: string) => void;
    readonly stdout: { readonly isTTY?: boolean; readonly columns?: number };
    readonly env: NodeJS.ProcessEnv;
}

/** This process. */
export const processContext: ProcessContext = {
    print: (text) => process.stdout.write(text),
    printError: (text) => process.stderr.write(visible(text)),
    stdout: process.stdout,
    env: process.env,
};

/** The user's text files. Folders that a new file is in are made. */
export const textFiles = {
    read: (file: string) => onFile("read", file, () => readFileSync(file, "utf8")),
    write: (file: string, text: string) => {
        onFile("written", file, () => {
            mkdirSync(dirname(file), { recursive: true });
            writeFileSync(file, text);
        });
    },
};

/** A command with its name, which prints through the context and throws where Commander would end the process. */
export function newCommand(name: string, { print, printError }: Pick<ProcessContext, "print" | "printError">): Command {
    return new Command(`npm run ${name} --`).configureOutput({ writeOut: print, writeErr: printError }).exitOverride();
}

interface OnMistake {
    readonly printError: (text: string) => void;
    /** @default 2 */
    readonly mistake?: number;
}

/**
 * Parses the arguments, runs the action with the parsed command (`opts` has its options), and gives the exit code. A
 * mistake of the user is explained in one message and ends in the exit code for mistakes; anything else is a defect, and
 * keeps its stack trace.
 */
export async function runCommand(
    command: Command,
    args: readonly string[],
    action: (parsed: Command) => Promise<number>,
    { printError, mistake = 2 }: OnMistake,
): Promise<number> {
    try {
        return await action(command.parse(args, { from: "user" }));
    } catch (error) {
        // Commander has printed its message already; asking for help is no mistake.
        if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : mistake;
        if (!(error instanceof UserError)) throw error;
        printError(`${error.message}\n`);
        return mistake;
    }
}

/**
 * Makes the exit code of a command that of the process, which ends once everything is printed. A reader that stops
 * reading, as `head` does, changes nothing about what the command found out.
 */
export function exitWith(command: Promise<number>): void {
    for (const stream of [process.stdout, process.stderr]) {
        stream.on("error", (error: NodeJS.ErrnoException) => {
            if (error.code !== "EPIPE") throw error;
        });
    }
    void command.then((exitCode) => {
        process.exitCode = exitCode;
    });
}

/** A file that cannot be read or written is the user's to fix. */
function onFile<Result>(verb: "read" | "written", file: string, action: () => Result): Result {
    try {
        return action();
    } catch (error) {
        throw new UserError(`The file ${file} cannot be ${verb}: ${(error as Error).message}.`);
    }
}
