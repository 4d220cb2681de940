import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parseSettings, type Settings } from "../../settings";
import { UserError } from "../cli/user-error";
import { record, type RecordedResource, type Recording } from "./recorder";
import { emptySecret } from "./secrets";
import { readStackConfig, type StackConfig } from "./stack-config";
import type { ExportedResource, StackExport } from "./stack-export";

/** A stack as its files describe it, and what the program makes of it. */
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
export function settingsOf({ config, secretKeys, ...at }: StackConfig): Settings {
    try {
        return parseSettings(config, secretKeys, undefined, at);
    } catch (error) {
        throw asUserError(error);
    }
}

/** The program's own errors are meant for its user; anything else is a defect and keeps its stack trace. */
function asUserError(error: unknown): unknown {
    return pulumi.RunError.isInstance(error) ? new UserError(error.message) : error;
}

/** Runs the Pulumi program of a folder. It runs on being loaded, so its index is loaded anew each time. */
export function runProgram(directory: string): unknown {
    const index = join(directory, "index.ts");
    const require = createRequire(index);
    Reflect.deleteProperty(require.cache, index);
    return require(index);
}

/** The recorded resources as `pulumi stack export` would print them after `pulumi up`, with secrets left out. */
export function exportOf({ resources }: Pick<Recording, "resources">): StackExport {
    return { version: 3, deployment: { resources: resources.map(exported) } };
}

function exported(resource: RecordedResource): ExportedResource {
    const { urn, type, custom, id, parent, secretInputs, dependencies, protect } = resource;
    const withoutSecrets = (properties: RecordedResource["inputs"]) => {
        const secrets = secretInputs.filter((name) => name in properties);
        return { ...properties, ...Object.fromEntries(secrets.map((name) => [name, emptySecret])) };
    };
    return {
        urn,
        type,
        custom,
        ...(custom ? { id } : {}),
        ...(parent === "" ? {} : { parent }),
        inputs: withoutSecrets(resource.inputs),
        outputs: withoutSecrets(resource.outputs),
        dependencies,
        protect,
    };
}
