import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { processContext } from "../cli/command-line";
import { iamPolicyCommand } from "./iam-policy-command";
import { readDeployedStack } from "./read-stack";

void iamPolicyCommand(process.argv.slice(2), {
    readStack: (stack, account) => readDeployedStack(process.cwd(), stack, account),
    write: (directory, file, text) => {
        mkdirSync(directory, { recursive: true });
        writeFileSync(join(directory, file), text);
    },
    ...processContext,
}).then((exitCode) => {
    process.exitCode = exitCode;
});
