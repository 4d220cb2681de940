import { alertSettings, tellsSomebody, type AlertSettings } from "./alert-settings";
import {
    decidesForItself,
    memberSettings,
    organizationSettings,
    ownPlans,
    type OrganizationSettings,
} from "./organization-settings";
import { isOptIn, offers, watchedRegions } from "./regions";
import type { Configured } from "./schema";
import { agents, agentWordsOf, planNames, type AgentWord, type PlanName } from "./vocabulary";

/** Everything that varies between stacks, checked, complete and plain. What a setting means stands in `schema.ts`. */
export interface Settings {
    /** The Region of the archive, the bus and the alerts: `aws:region`. It need not be one of `regions`. */
    readonly home: string;
    /** In the order in which they were configured. */
    readonly regions: readonly RegionSettings[];
    readonly organization: OrganizationSettings;
    /** `undefined`: this stack tells nobody, so it makes nothing on the way to people and machines. */
    readonly alerts: AlertSettings | undefined;
    /** `undefined`: this stack keeps nothing. */
    readonly archive: ArchiveSettings | undefined;
    /** For how many days findings can be replayed from the bus. */
    readonly replayDays: number;
    readonly scanTargets: boolean;
}

/** The settings of a stack that tells somebody of findings. */
export interface AlertingSettings extends Settings {
    readonly alerts: AlertSettings;
    readonly archive: ArchiveSettings;
}

/** Whether a stack tells somebody of findings; that of a management account never does, that of a member need not. */
export function isAlerting(settings: Settings): settings is AlertingSettings {
    return settings.alerts !== undefined && settings.archive !== undefined;
}

/**
 * What is on in one Region; holds nothing that AWS does not offer there. Whether this stack switches it on is for its role
 * in the organization to say: in a member, the administrator does.
 */
export type RegionSettings = ReturnType<typeof regionSettings>;

/** A protection plan, on or off. */
export type PlanSettings = RegionSettings["guardDuty"]["plans"][number];

/** What is kept of findings, for how long, and who may read it. */
export interface ArchiveSettings {
    readonly retentionDays: number;
    readonly transitionDays: number;
    readonly nonCurrentDays: number;
    readonly keyDeletionDays: number;
    readonly retain: boolean;
    /** Whether a table, a workgroup and saved queries are made for Athena. */
    readonly queries: boolean;
    /** Accounts (twelve digits) and principals (ARNs) that may assume the reader's role; none: there is no such role. */
    readonly readers: readonly string[];
    /** `undefined`: the archive is in the home Region alone. */
    readonly replica: ReplicaSettings | undefined;
    /** Name of a bucket of the user's that takes the archive's access logs; `undefined`: there are none. */
    readonly accessLogs: string | undefined;
}

export interface ReplicaSettings {
    readonly region: string;
    /** `undefined`: the replica's objects can be deleted. */
    readonly objectLock: { readonly mode: "GOVERNANCE" | "COMPLIANCE"; readonly days: number } | undefined;
}

/** What the program reads, from what the user wrote. */
export function compile(configured: Configured): Settings {
    const { replayDays, scanTargets } = configured;
    const organization = organizationSettings(configured);
    const isManagement = organization.role === "management";
    return {
        home: configured["aws:region"],
        regions: watchedRegions(configured).map((region) => regionSettings(region, configured)),
        organization,
        alerts: isManagement || !tellsSomebody(configured) ? undefined : alertSettings(configured),
        archive: isManagement ? undefined : archiveSettings(configured),
        replayDays,
        scanTargets: scanTargets && !isManagement,
    };
}

function archiveSettings({ archive }: Configured): ArchiveSettings {
    const { replica, objectLock, ...kept } = archive;
    return {
        ...kept,
        retentionDays: retentionOf(kept),
        replica: replica === undefined ? undefined : { region: replica, objectLock },
        accessLogs: kept.accessLogs,
    };
}

function regionSettings(region: string, configured: Configured) {
    const { guardDuty, macie, inspector, suspended, organization } = configured;
    const { scan = [], registryScanning } = inspector && !suspended && offers(region, "Inspector") ? inspector : {};
    const scanned = scan.filter((type) => offers(region, type));
    const decides = decidesForItself(configured);
    const plans = ownPlans(configured);
    return {
        region,
        /** An opt-in Region has service principals of its own. */
        optIn: isOptIn(region),
        guardDuty: {
            enabled: !suspended,
            /** `undefined`: the administrator decides. */
            publishEvery: decides ? guardDuty.publishEvery : undefined,
            /** Every plan that is written down and that the Region has, on or off, in the order of `planNames`. */
            plans: planNames.filter((plan) => offers(region, plan)).flatMap((plan) => planSettings(plan, plans[plan])),
        },
        /** `undefined`: off here. */
        macie:
            macie && offers(region, "Macie")
                ? {
                      status: suspended ? ("PAUSED" as const) : ("ENABLED" as const),
                      /** `undefined`: the administrator decides. */
                      publishEvery: decides ? macie.publishEvery : undefined,
                  }
                : undefined,
        /** `undefined`: off here. */
        inspector: scanned.length > 0 ? { scan: scanned, registryScanning } : undefined,
        /** What the administrator switches on in other accounts; `undefined` in every other role. */
        members: organization.role === "administrator" ? memberSettings(region, configured) : undefined,
    };
}

/** With all agents of the plan, on or off. */
function planSettings(name: PlanName, asked: boolean | { agents: readonly AgentWord[] } | undefined) {
    if (asked === undefined) return [];
    const installed = typeof asked === "object" ? asked.agents : [];
    const enabled = asked !== false;
    const agentFor = (word: AgentWord) => ({ name: agents[word], enabled: installed.includes(word) });
    return [{ name, enabled, agents: agentWordsOf(name).map(agentFor) }];
}

/**
 * Days until a finding is deleted. Unless the stack says: a year; or where findings move only later, the 90 days more
 * for which S3 bills cheaper storage at least.
 */
export function retentionOf({ retentionDays, transitionDays }: Configured["archive"]): number {
    return retentionDays ?? (transitionDays < 365 ? 365 : Math.min(transitionDays + 90, 36500));
}
