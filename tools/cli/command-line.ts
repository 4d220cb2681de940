import {
    appendFileSync,
    closeSync,
    existsSync,
    mkdirSync,
    openSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { Command, CommanderError } from "commander";
import { refuseSwallowed } from "./npm-options";
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

/** The user's text files; who cannot read or write one throws a UserError. Folders that a new file is in are made. */
export const textFiles = {
    read: (file: string) => onFile("read", file, () => decoded(readFileSync(file))),
    append: (file: string, text: string) => {
        onFile("written", file, () => {
            appendFileSync(file, text);
        });
    },
    write: (file: string, text: string) => {
        onFile("written", file, () => {
            mkdirSync(dirname(file), { recursive: true });
            writeFileSync(file, text);
        });
    },
    /** Fails as writing it would; whatever the file holds stays as it is. */
    checkWritable: (file: string) => {
        onFile("written", file, () => {
            mkdirSync(dirname(file), { recursive: true });
            const isNew = !existsSync(file);
            closeSync(openSync(file, "a"));
            if (isNew) rmSync(file);
        });
    },
};

/** UTF-8, or the UTF-16 that Windows PowerShell redirects output in, which begins with a byte-order mark. */
function decoded(bytes: Buffer): string {
    const mark = bytes.subarray(0, 2).toString("hex");
    const encoding = mark === "fffe" ? "utf-16le" : mark === "feff" ? "utf-16be" : "utf-8";
    return new TextDecoder(encoding).decode(bytes);
}

/** What `sysexits.h` has for an error in the program. It must not be 1, which means that an alert is lost. */
const defectCode = 70;

/** The options that several commands have, each in the same words. */
const sharedOptions = {
    stack: ["--stack <name>", "the stack (default: the one selected in Pulumi, else dev)"],
    json: ["--json", "print JSON instead"],
    junit: ["--junit <file>", "write a test report for a build server"],
    html: ["--html <file>", "write one self-contained page"],
    color: ["--no-color", "print without colours"],
} as const;

/** A command with its name, which prints through the context and throws where Commander would end the process. */
export function newCommand(
    name: string,
    { print, printError }: Pick<ProcessContext, "print" | "printError">,
    shared: readonly (keyof typeof sharedOptions)[] = [],
    help = "",
): Command {
    const command = new Command(`npm run ${name} --`)
        .configureOutput({ writeOut: print, writeErr: printError })
        .exitOverride()
        .addHelpText("after", help)
        .addHelpText("afterAll", `Exit code ${defectCode}: Vigil itself made a mistake; please report it.`);
    for (const option of shared) {
        const [flags, description] = sharedOptions[option];
        command.option(flags, description);
    }
    return command;
}

interface OnMistake extends Pick<ProcessContext, "printError">, Partial<Pick<ProcessContext, "env">> {
    /** @default 2 */
    readonly mistake?: number;
}

/**
 * Parses the arguments, runs the action with the parsed command (`opts` has its options), and gives the exit code. A
 * mistake of the user is explained in one message and ends in the exit code for mistakes; anything else is a defect.
 */
export async function runCommand(
    command: Command,
    args: readonly string[],
    action: (parsed: Command) => Promise<number>,
    { printError, env = {}, mistake = 2 }: OnMistake,
): Promise<number> {
    try {
        refuseSwallowed(command, env);
        return await action(command.parse(args, { from: "user" }));
    } catch (error) {
        // Commander has printed its message already; asking for help is no mistake.
        if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : mistake;
        if (!(error instanceof UserError)) return defect(error, printError);
        printError(`${error.message}\n`);
        return mistake;
    }
}

/** Tells a mistake of ours, with no more of the stack trace than finds it, and gives the exit code. */
function defect(error: unknown, printError: (text: string) => void): number {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const lines = trace.split("\n").slice(0, 6).join("\n");
    printError(
        `Vigil made a mistake, and this says nothing about your alerts. Please report it, with these lines:\n${lines}\n`,
    );
    return defectCode;
}

/**
 * Makes the exit code of a command that of the process, which ends once everything is printed. A reader that stops
 * reading, as `head` does, changes nothing about what the command found out.
 *
 * @param mistake the command's exit code for mistakes of the user, such as output on a full disk
 */
export function exitWith(command: Promise<number>, mistake = 2): void {
    const { stdout, stderr } = process;
    process.on("uncaughtException", (error) => process.exit(defect(error, processContext.printError)));
    stderr.on("error", () => undefined);
    let isWritten = true;
    stdout.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "EPIPE") return;
        if (isWritten) processContext.printError(`The output cannot be written: ${error.message}.\n`);
        isWritten = false;
        process.exitCode = mistake;
    });
    void command.then((exitCode) => {
        if (isWritten) process.exitCode = exitCode;
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
