export { parseSettings } from "./parse";
export { readSettings } from "./read";
export { settingPaths } from "./schema";
export type { SettingPath } from "./notes";
export type { AgentSettings, AlertSettings, ArchiveSettings, PlanSettings, RegionSettings, Settings } from "./settings";
export type { AgentName, PlanName, PublishEvery, RegistryScanning, ScanType } from "./vocabulary";
