import { coverageServices, type CoverageService } from "../findings/coverage";
import type { Service } from "../findings/services";
import type { Threshold } from "../findings/severity";
import { isOptIn, offers } from "./regions";
import { watchedRegions } from "./rules";
import type { Configured } from "./schema";
import {
    agents,
    agentsOf,
    planNames,
    type AgentName,
    type AgentWord,
    type PlanName,
    type PublishEvery,
    type RegistryScanning,
    type ScanType,
} from "./vocabulary";

/** Everything that varies between stacks, checked, complete and plain. What a setting means stands in `schema.ts`. */
export interface Settings {
    /** The Region of the archive, the bus and the alerts: `aws:region`. It need not be one of `regions`. */
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
        /** Every plan that is written down and that the Region has, on or off, in the order of `planNames`. */
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
    readonly minimumSeverity: Thresholds;
    /** The services whose lost coverage is mailed. */
    readonly coverage: readonly CoverageService[];
    /** The mailboxes of the default route. */
    readonly emails: readonly string[];
    /** URLs with tokens in them: wrap each in `pulumi.secret` before it enters a resource. */
    readonly https: readonly string[];
    /** Finding types, with * for any text, that no mail and no chat tells of. */
    readonly mute: readonly string[];
    /** People that are told beside the default route, in the order of the stack file. */
    readonly routes: readonly RouteSettings[];
    /** Machines that get events as they are; `undefined`: none. */
    readonly events: EventReceivers | undefined;
    /** Whether AWS User Notifications mails what is HIGH or above, too. */
    readonly userNotifications: boolean;
    /** `undefined`: none. */
    readonly weeklyMail: WeeklyMailSettings | undefined;
    /** `undefined`: mailboxes get every alert, as it is. */
    readonly notifier: NotifierSettings | undefined;
}

/** A word for each service. */
export type Thresholds = Readonly<Record<Service, Threshold>>;

/** Who is told, and of which findings. */
export interface RouteSettings {
    /** Never "default". */
    readonly name: string;
    /** OFF for the services that the route does not name. */
    readonly minimumSeverity: Thresholds;
    /** Empty: all Regions. */
    readonly regions: readonly string[];
    /** Account IDs. Empty: all accounts. */
    readonly accounts: readonly string[];
    /** Finding types, with * for any text. Empty: all types, and lost coverage. */
    readonly types: readonly string[];
    readonly emails: readonly string[];
    readonly slack: readonly SlackChannel[];
    readonly teams: readonly TeamsChannel[];
}

/** IDs, as Slack has them. */
export interface SlackChannel {
    readonly workspace: string;
    readonly channel: string;
}

/** IDs, as Microsoft Teams has them. */
export interface TeamsChannel {
    readonly tenant: string;
    readonly team: string;
    readonly channel: string;
}

export interface EventReceivers {
    readonly minimumSeverity: Thresholds;
    /** URLs with tokens in them. */
    readonly https: readonly string[];
    /** ARNs of queues at home. */
    readonly queues: readonly string[];
    /** ARNs of functions at home. */
    readonly functions: readonly string[];
}

export interface WeeklyMailSettings {
    /** As EventBridge Scheduler writes it in cron expressions. */
    readonly day: "MON" | "TUE" | "WED" | "THU" | "FRI" | "SAT" | "SUN";
    /** In the notifier's time zone, 0 to 23. */
    readonly hour: number;
}

type NotifierSettings = Exclude<Configured["alerts"]["notifier"], false> & Pick<Configured, "accountNames">;

type ArchiveSettings = Configured["archive"] & { readonly retentionDays: number };

/** What the program reads, from what the user wrote. */
export function compile(configured: Configured): Settings {
    const { archive, replayDays, scanTargets } = configured;
    return {
        home: configured["aws:region"],
        regions: watchedRegions(configured).map((region) => regionSettings(region, configured)),
        alerts: alertSettings(configured),
        archive: { ...archive, retentionDays: archive.retentionDays ?? defaultRetention(archive.transitionDays) },
        replayDays,
        scanTargets,
    };
}

function regionSettings(region: string, { guardDuty, macie, inspector, suspended }: Configured): RegionSettings {
    const scan = inspector === false || suspended ? [] : inspector.scan.filter((type) => offers(region, type));
    const registryScanning = inspector !== false && inspector.registryScanning !== false && inspector.registryScanning;
    return {
        region,
        optIn: isOptIn(region),
        guardDuty: {
            enabled: !suspended,
            publishEvery: guardDuty.publishEvery,
            plans: planNames
                .filter((plan) => offers(region, plan))
                .flatMap((plan) => planSettings(plan, guardDuty.plans[plan])),
        },
        macie:
            macie !== false && offers(region, "Macie")
                ? { status: suspended ? "PAUSED" : "ENABLED", publishEvery: macie.publishEvery }
                : undefined,
        inspector:
            scan.length > 0 && offers(region, "Inspector")
                ? { scan, registryScanning: registryScanning === false ? undefined : registryScanning }
                : undefined,
    };
}

function planSettings(name: PlanName, asked: boolean | { agents: readonly AgentWord[] } | undefined): PlanSettings[] {
    if (asked === undefined) return [];
    const all: readonly AgentWord[] = name in agentsOf ? agentsOf[name as keyof typeof agentsOf] : [];
    const installed = typeof asked === "object" ? asked.agents : [];
    const enabled = asked !== false;
    return [{ name, enabled, agents: all.map((word) => ({ name: agents[word], enabled: installed.includes(word) })) }];
}

/** A year; or where findings move only later, the 90 days more for which S3 bills cheaper storage at least. */
function defaultRetention(transitionDays: number): number {
    return transitionDays < 365 ? 365 : Math.min(transitionDays + 90, 36500);
}

function alertSettings({ alerts, accountNames }: Configured): AlertSettings {
    const { minimumSeverity, coverage, emails, https, notifier } = alerts;
    const one = minimumSeverity;
    return {
        minimumSeverity: typeof one === "string" ? { guardDuty: one, macie: one, inspector: one } : one,
        coverage: coverageServices.filter((service) =>
            typeof coverage === "boolean" ? coverage : coverage.includes(service),
        ),
        emails,
        https,
        mute: [],
        routes: [],
        events: undefined,
        userNotifications: false,
        weeklyMail: undefined,
        // Without a mailbox there is nobody to write to.
        notifier: notifier === false || emails.length === 0 ? undefined : { ...notifier, accountNames },
    };
}
