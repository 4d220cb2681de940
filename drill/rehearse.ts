import { processSurroundings, textFiles } from "./command-line";
import { rehearseCommand } from "./presentation/command";
import { rehearseProgram, rehearseState } from "./rehearsal/rehearse";

const directory = process.cwd();

void rehearseCommand(process.argv.slice(2), {
    rehearseProgram: (stack) => rehearseProgram({ directory, stack }),
    rehearseState: (state, stack) => rehearseState({ state, directory, ...(stack === undefined ? {} : { stack }) }),
    ...textFiles,
    ...processSurroundings,
}).then((exitCode) => {
    process.exitCode = exitCode;
});
