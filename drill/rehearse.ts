import { readFileSync, writeFileSync } from "node:fs";
import { onFile } from "./command-line";
import { rehearseCommand } from "./presentation/command";
import { rehearseProgram, rehearseState } from "./rehearsal/rehearse";

const directory = process.cwd();

void rehearseCommand(process.argv.slice(2), {
    rehearseProgram: (stack) => rehearseProgram({ directory, stack }),
    rehearseState: (state, stack) => rehearseState({ state, directory, ...(stack === undefined ? {} : { stack }) }),
    read: (file) => onFile("read", file, () => readFileSync(file, "utf8")),
    write: (file, text) => {
        onFile("written", file, () => {
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
