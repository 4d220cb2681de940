import { readFileSync, writeFileSync } from "node:fs";
import { rehearseCommand } from "./presentation/command";
import { rehearseProgram, rehearseState } from "./rehearsal/rehearse";
import { UserError } from "./user-error";

const directory = process.cwd();

void rehearseCommand(process.argv.slice(2), {
    rehearseProgram: (stack) => rehearseProgram({ directory, stack }),
    rehearseState: (state, stack) => rehearseState({ state, directory, ...(stack === undefined ? {} : { stack }) }),
    read: (file) => onFile("read", file, () => readFileSync(file, "utf8")),
    write: (file, text) => {
        onFile("write", file, () => {
            writeFileSync(file, text);
        });
    },
    print: (text) => process.stdout.write(text),
    complain: (text) => process.stderr.write(text),
    stdout: process.stdout,
    env: process.env,
}).then((exitCode) => {
    process.exitCode = exitCode;
});

/** A file that cannot be read or written is the user's to mend. */
function onFile<Result>(verb: string, file: string, action: () => Result): Result {
    try {
        return action();
    } catch (error) {
        throw new UserError(`Cannot ${verb} ${file}: ${(error as Error).message}`);
    }
}
