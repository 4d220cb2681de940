import * as pulumi from "@pulumi/pulumi";
import { parseSettings } from "./parse";
import type { Settings } from "./settings";

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
