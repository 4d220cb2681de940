import { alertingSettings } from "../../tools/recording/stack";
import { parseSettings } from "../../settings";

/** The settings of a configuration that tells somebody. */
export const alertingSettingsOf = (...args: Parameters<typeof parseSettings>) =>
    alertingSettings(parseSettings(...args));
