import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type AlertingSettings, isAlerting, parseSettings, type Settings } from "../../settings";
import { UserError } from "../cli/user-error";
import { onlyAccountOf } from "./allowed-accounts";
import { isStandIn } from "./encrypted-values";
import { inventedAccount } from "./answers";
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
 * @param tell is told what of the settings cannot be read, a line each
 * @param asked the account of the stack; by default the only one that its file allows, else an invented one
 * @throws UserError when a file is missing or the settings have problems
 */
export async function recordStack(
    directory: string,
    stack: string,
    tell: (line: string) => void = () => undefined,
    asked?: string,
): Promise<RecordedStack> {
    const config = readStackConfig(directory, stack);
    const settings = settingsOf(config);
    for (const sentence of config.unread) tell(`${sentence}\n`);
    const account = asked ?? onlyAccountOf(config) ?? inventedAccount;
    const isManagement = settings.organization.role === "management";
    const managementAccount = isManagement ? account : undefined;
    const recording = await record(() => runProgram(directory), { ...config, account, managementAccount });
    const [error] = recording.errors;
    if (error !== undefined) throw asUserError(error);
    return { config, settings, recording };
}

/** @throws UserError when the settings have problems */
export function settingsOf({ config, secretKeys, unread, ...at }: StackConfig): Settings {
    try {
        return parseSettings(config, secretKeys, undefined, at);
    } catch (error) {
        throw asUserError(error, unread);
    }
}

/** @throws UserError when the stack tells nobody, so that there is no way of alerts to prove */
export function alertingSettings(settings: Settings): AlertingSettings {
    if (isAlerting(settings)) return settings;
    const { role } = settings.organization;
    throw new UserError(
        role === "management"
            ? "The stack of a management account makes no alerts: those of the organization are its administrator's. Choose the administrator's stack."
            : "This member's stack tells nobody: its findings are the administrator's to tell of. Choose the administrator's stack, or name somebody in vigil:alerts.emails.",
    );
}

/**
 * What a deployed stack can be held to: its subscribers are real mailboxes, and none is a stand-in.
 *
 * @throws UserError when it tells nobody
 */
export function deployedSettingsOf(config: StackConfig): AlertingSettings {
    const { alerts, ...others } = alertingSettings(settingsOf(config));
    return { ...others, alerts: { ...alerts, emails: alerts.emails.filter((email) => !isStandIn(email)) } };
}

/** The program's own errors are meant for its user; anything else is a defect and keeps its stack trace. */
function asUserError(error: unknown, notes: readonly string[] = []): unknown {
    return pulumi.RunError.isInstance(error) ? new UserError([error.message, ...notes].join("\n\n")) : error;
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
    const { urn, type, custom, id, parent, secretInputs, dependencies, protect, retainOnDelete } = resource;
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
        ...(retainOnDelete ? { retainOnDelete } : {}),
    };
}
