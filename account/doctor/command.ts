import { readFileSync, writeFileSync } from "node:fs";
import { version as providerVersion } from "@pulumi/aws/package.json";
import { UserError } from "../../drill/user-error";
import { awsReader } from "./aws/aws-reader";
import { doctorCommand } from "./doctor";
import { progressOn } from "./progress";
import { readStack } from "./stack";

void doctorCommand(process.argv.slice(2), {
    readStack: (stack) => readStack(process.cwd(), stack),
    reader: awsReader,
    progress: (regions) => progressOn(process.stderr, regions),
    providerVersion,
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

/** A file that cannot be read or written is the user's to mend. */
function onFile<Result>(verb: string, file: string, action: () => Result): Result {
    try {
        return action();
    } catch (error) {
        throw new UserError(`The file ${file} cannot be ${verb}: ${(error as Error).message}.`);
    }
}
