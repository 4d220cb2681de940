import { version as providerVersion } from "@pulumi/aws/package.json";
import { processContext, textFiles } from "../cli/command-line";
import { recordStack } from "../recording/stack";
import { awsReader } from "./aws/aws-reader";
import { doctorCommand } from "./doctor-command";
import { progressOn } from "./progress";

void doctorCommand(process.argv.slice(2), {
    readStack: async (stack) => {
        const { settings, recording } = await recordStack(process.cwd(), stack);
        return { settings, program: recording.resources };
    },
    reader: awsReader,
    progress: (regions) => progressOn(process.stderr, regions),
    providerVersion,
    ...textFiles,
    ...processContext,
}).then((exitCode) => {
    process.exitCode = exitCode;
});
