import { readFileSync } from "node:fs";
import { processContext } from "../cli/command-line";
import { UserError } from "../cli/user-error";
import { costCommand } from "./cost-command";
import { readStackResources } from "./stack-resources";

void costCommand(process.argv.slice(2), {
    readStack: (stack) => readStackResources(process.cwd(), stack),
    read,
    ...processContext,
}).then((exitCode) => {
    process.exitCode = exitCode;
});

function read(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch {
        throw new UserError(`The usage file ${file} cannot be read. Name one that --print-usage has made.`);
    }
}
