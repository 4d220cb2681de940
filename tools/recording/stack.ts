import * as pulumi from "@pulumi/pulumi";
import { parseSettings, type Settings } from "../../settings";
import { UserError } from "../cli/user-error";
import { runProgram } from "./program";
import { record, type Recording } from "./recorder";
import { readStackConfig, type StackConfig } from "./stack-config";

/** A stack as its files say it, and what the program makes of them. */
export interface RecordedStack {
    readonly config: StackConfig;
    readonly settings: Settings;
    readonly recording: Recording;
}

/**
 * Reads the settings of a stack and runs the program of the folder for it, in this process.
 *
 * @throws UserError when a file is missing or the settings have problems
 */
export async function recordStack(directory: string, stack: string): Promise<RecordedStack> {
    const config = readStackConfig(directory, stack);
    const settings = settingsOf(config);
    const recording = await record(() => runProgram(directory), config);
    const [error] = recording.errors;
    if (error !== undefined) throw asUserError(error);
    return { config, settings, recording };
}

/** @throws UserError when the settings have problems */
export function settingsOf({ config, secretKeys }: StackConfig): Settings {
    try {
        return parseSettings(config, secretKeys);
    } catch (error) {
        throw asUserError(error);
    }
}

/** The program's own complaints are meant for its user; anything else is a defect, and needs its stack trace. */
function asUserError(error: unknown): unknown {
    return pulumi.RunError.isInstance(error) ? new UserError(error.message) : error;
}
