import { readFileSync, writeFileSync } from "node:fs";
import { version as providerVersion } from "@pulumi/aws/package.json";
import { onFile } from "../../drill/command-line";
import { recordStack } from "../../drill/recording/stack";
import { awsReader } from "./aws/aws-reader";
import { doctorCommand } from "./doctor";
import { progressOn } from "./progress";

void doctorCommand(process.argv.slice(2), {
    readStack: async (stack) => {
        const { settings, recording } = await recordStack(process.cwd(), stack);
        return { settings, program: recording.resources };
    },
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
