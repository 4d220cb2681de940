import { writeFileSync } from "node:fs";
import { systemClock } from "./clock";
import { drillCommand } from "./drill-command";

void drillCommand(process.argv.slice(2), {
    directory: process.cwd(),
    write: (file, text) => {
        writeFileSync(file, text);
    },
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    clock: systemClock,
    signals: process,
}).then((exitCode) => {
    process.exitCode = exitCode;
});
