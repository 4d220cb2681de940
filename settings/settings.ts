import type { Service } from "../findings/services";
import type { Severity } from "../findings/severity";
import type { AgentName, PlanName, PublishEvery, RegistryScanning, ScanType } from "./vocabulary";

/** Everything that varies between stacks, checked, complete and plain. What a setting means stands in `schema.ts`. */
export interface Settings {
    /** The region of the archive, the bus and the alerts: `aws:region`. It need not be one of `regions`. */
    readonly home: string;
    /** In the order in which they were configured. */
    readonly regions: readonly RegionSettings[];
    readonly alerts: AlertSettings;
    readonly archive: ArchiveSettings;
    /** For how many days findings can be replayed from the bus. */
    readonly replayDays: number;
    readonly scanTargets: boolean;
}

/** What to switch on in one region; holds nothing that AWS does not offer there. */
export interface RegionSettings {
    readonly region: string;
    /** An opt-in region has service principals of its own. */
    readonly optIn: boolean;
    readonly guardDuty: {
        /** False while the stack is suspended. */
        readonly enabled: boolean;
        readonly publishEvery: PublishEvery;
        /** Every plan the region has, on or off, in the order of `planNames`. */
        readonly plans: readonly PlanSettings[];
    };
    /** `undefined`: off here. */
    readonly macie: { readonly status: "ENABLED" | "PAUSED"; readonly publishEvery: PublishEvery } | undefined;
    /** `undefined`: off here. */
    readonly inspector:
        { readonly scan: readonly ScanType[]; readonly registryScanning: RegistryScanning | undefined } | undefined;
}

export interface PlanSettings {
    readonly name: PlanName;
    readonly enabled: boolean;
    /** All agents of the plan, on or off; empty for a plan without agents. */
    readonly agents: readonly AgentSettings[];
}

export interface AgentSettings {
    readonly name: AgentName;
    readonly enabled: boolean;
}

export interface AlertSettings {
    readonly minimumSeverity: Readonly<Record<Service, Severity>>;
    readonly emails: readonly string[];
    /** URLs with tokens in them: wrap each in `pulumi.secret` before it enters a resource. */
    readonly https: readonly string[];
}

export interface ArchiveSettings {
    readonly retentionDays: number;
    /** 0: never. */
    readonly transitionDays: number;
    readonly nonCurrentDays: number;
    readonly keyDeletionDays: number;
    readonly retain: boolean;
}
