import * as pulumi from "@pulumi/pulumi";
import { runProgram } from "../../drill/recording/program";
import { record, type RecordedResource } from "../../drill/recording/recorder";
import { readStackConfig } from "../../drill/recording/stack-config";
import { UserError } from "../../drill/user-error";
import { parseSettings, type Settings } from "../../settings";

/** What a stack asks for, and what the program makes of that. */
export interface Stack {
    readonly settings: Settings;
    readonly program: readonly RecordedResource[];
}

/**
 * Reads the settings of a stack, and runs the program in this process.
 *
 * @throws UserError when the settings are wrong
 */
export async function readStack(directory: string, stack: string): Promise<Stack> {
    const config = readStackConfig(directory, stack);
    const settings = settingsOf(config);
    const { resources, errors } = await record(() => runProgram(directory), config);
    const [error] = errors;
    if (error instanceof Error) throw new UserError(error.message);
    return { settings, program: resources };
}

function settingsOf({ config, secretKeys }: ReturnType<typeof readStackConfig>): Settings {
    try {
        return parseSettings(config, secretKeys);
    } catch (error) {
        if (pulumi.RunError.isInstance(error)) throw new UserError(error.message);
        throw error;
    }
}
