import { processContext, textFiles } from "../cli/command-line";
import { rehearseCommand } from "./rehearse-command";
import { rehearseProgram, rehearseState } from "./rehearse";

const directory = process.cwd();

void rehearseCommand(process.argv.slice(2), {
    rehearseProgram: (stack) => rehearseProgram({ directory, stack }),
    rehearseState: (state, stack) => rehearseState({ state, directory, ...(stack === undefined ? {} : { stack }) }),
    ...textFiles,
    ...processContext,
}).then((exitCode) => {
    process.exitCode = exitCode;
});
