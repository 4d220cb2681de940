import * as pulumi from "@pulumi/pulumi";
import { check } from "./check";
import { strayKeys } from "./namespaces";
import { overriddenTags } from "./default-tags";
import { problemsOf, settingsError } from "./problems";
import { compile, type Settings } from "./settings";
import { warnings } from "./warnings";

export type { AlertSettings, EventReceivers, RouteSettings } from "./alert-settings";
export type { OrganizationSettings, Role } from "./organization-settings";
export { isAlerting } from "./settings";
export type { AlertingSettings, ArchiveSettings, PlanSettings, RegionSettings, Settings } from "./settings";
export type { PlanName, ScanType } from "./vocabulary";

/**
 * The settings of the stack at hand. Warnings go to Pulumi's log.
 *
 * @throws pulumi.RunError naming every problem, before anything is registered
 */
export function readSettings(): Settings {
    const config = pulumi.runtime.allConfig();
    const at = { project: pulumi.getProject(), stack: pulumi.getStack() };
    return parseSettings(config, Object.keys(config).filter(isSecret), (warning) => void pulumi.log.warn(warning), at);
}

/** The SDK knows which keys are secret but does not declare its answer; without one, every key counts as secret. */
function isSecret(key: string): boolean {
    const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };
    return isConfigSecret?.(key) ?? true;
}

/** The namespace in every stack file, whatever the project is called. */
const namespace = "vigil:";

/**
 * The settings in a Pulumi configuration, as `pulumi.runtime.allConfig()` gives it.
 *
 * @param secretKeys keys of `config` of whose values nothing may be printed
 * @param warn is told what is allowed, but should be known
 * @param at the stack of the configuration, for the commands that fix it
 * @throws pulumi.RunError naming every problem
 */
export function parseSettings(
    config: Readonly<Record<string, string>>,
    secretKeys: readonly string[] = [],
    warn: (warning: string) => void = () => undefined,
    at: { readonly project?: string; readonly stack?: string } = {},
): Settings {
    const ours = Object.entries(config)
        .filter(([key]) => key.startsWith(namespace))
        .map(([key, value]) => [key.slice(namespace.length), value] as const);
    const input = { ...Object.fromEntries(ours), "aws:region": config["aws:region"] };
    const checked = check(input);
    const strays = strayKeys(Object.keys(config), at);
    if ("issues" in checked) {
        const origin = { input, stack: at.stack, isSecret: (key: string) => secretKeys.includes(key) };
        throw settingsError([...checked.issues.flatMap((issue) => problemsOf(issue, origin)), ...strays]);
    }
    for (const { path, wrong, fix } of strays) warn(`${path}: ${wrong} To have it read: ${fix}.`);
    const told = [...warnings(checked.configured, secretKeys, at), ...overriddenTags(config["aws:defaultTags"])];
    told.forEach(warn);
    return compile(checked.configured);
}
