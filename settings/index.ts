import * as pulumi from "@pulumi/pulumi";
import { problemsOf, settingsError } from "./problems";
import { checkedSchema, warnings } from "./rules";
import { compile, type Settings } from "./settings";

export { settingPaths } from "./schema";
export type { SettingPath } from "./notes";
export type { AgentSettings, AlertSettings, ArchiveSettings, PlanSettings, RegionSettings, Settings } from "./settings";
export type { AgentName, PlanName, PublishEvery, RegistryScanning, ScanType } from "./vocabulary";

/**
 * The settings of the stack at hand. Warnings go to Pulumi's log.
 *
 * @throws pulumi.RunError naming every problem, before anything is registered
 */
export function readSettings(): Settings {
    const config = pulumi.runtime.allConfig();
    return parseSettings(config, Object.keys(config).filter(isSecret), (warning) => void pulumi.log.warn(warning));
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
 * @throws pulumi.RunError naming every problem
 */
export function parseSettings(
    config: Readonly<Record<string, string>>,
    secretKeys: readonly string[] = [],
    warn: (warning: string) => void = () => undefined,
): Settings {
    const ours = Object.entries(config)
        .filter(([key]) => key.startsWith(namespace))
        .map(([key, value]) => [key.slice(namespace.length), value] as const);
    const parsed = checkedSchema.safeParse(
        { ...Object.fromEntries(ours), "aws:region": config["aws:region"] },
        { reportInput: true },
    );
    if (!parsed.success) {
        throw settingsError(
            parsed.error.issues.flatMap((issue) => problemsOf(issue, (key) => secretKeys.includes(key))),
        );
    }
    warnings(parsed.data, secretKeys).forEach(warn);
    return compile(parsed.data);
}
