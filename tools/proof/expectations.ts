import type { CoverageService } from "../../findings/coverage";
import { serviceKeys, type Service } from "../../findings/services";
import type { Thresholds } from "../../findings/severity";
import type { Settings as MailSettings } from "../../notifier/settings";
import {
    type AlertingSettings,
    type EventReceivers,
    isAlerting,
    parseSettings,
    type RouteSettings,
} from "../../settings";
import { mailRoutes } from "../../findings/routes";

/** What a stack is held to: its settings, because its resources must not be their own judge. */
export interface Expectations {
    readonly home: string;
    readonly minimumSeverity: Thresholds;
    /** The services whose lost coverage must be mailed. */
    readonly coverage: readonly CoverageService[];
    readonly regions: readonly WatchedRegion[];
    /** The Regions that must send heartbeats; empty where nobody judges them. */
    readonly heartbeats: readonly string[];
    /** Mailboxes that must receive alerts. */
    readonly emails: readonly string[];
    /** Who is told beside these mailboxes, and of what. */
    readonly routes: readonly RouteSettings[];
    /** Finding types that no mail and no chat tells of. */
    readonly mute: readonly string[];
    /** Machines that get events as they are; undefined: none. */
    readonly events?: EventReceivers | undefined;
    /** Whether AWS User Notifications has to mail to `emails`, too, of HIGH and above. */
    readonly userNotifications?: boolean;
    /** When the weekly mail must come, in the notifier's time zone; undefined: never, or nobody judges it. */
    readonly weeklyMail?: AlertingSettings["alerts"]["weeklyMail"];
    /** Whether the archive must have every finding; undefined where nobody judges that. */
    readonly stream?: boolean;
    /** Where the archive's copy must be, and how it is locked. */
    readonly replica?: AlertingSettings["archive"]["replica"];
    /** Of an administrator: the accounts whose findings must be told of, too, as far as the settings name any. */
    readonly members?: readonly string[] | undefined;
    /** Whether another account has switched the services on, so that the stack does not. */
    readonly isMember?: boolean;
    /** Whether there are endpoints, and so must be dead letters for them. */
    readonly endpoints: boolean;
    /**
     * What the notifier's mails say of the settings.
     * @default - the mailboxes are on the alert topic, and get what it has
     */
    readonly notifier?: MailSettings | undefined;
}

export interface WatchedRegion {
    readonly region: string;
    readonly services: readonly Service[];
}

export function expectationsOf(settings: AlertingSettings): Expectations {
    const { home, regions, alerts, archive, organization } = settings;
    return {
        home,
        minimumSeverity: alerts.minimumSeverity,
        coverage: alerts.coverage,
        regions: regions.map(({ region, guardDuty, macie, inspector }) => {
            const isOn = {
                guardDuty: guardDuty.enabled,
                macie: macie?.status === "ENABLED",
                inspector: inspector !== undefined,
            };
            return { region, services: serviceKeys.filter((service) => isOn[service]) };
        }),
        heartbeats: regions.map(({ region }) => region),
        emails: alerts.emails,
        routes: alerts.routes,
        mute: alerts.mute,
        events: alerts.events,
        weeklyMail: alerts.weeklyMail,
        userNotifications: alerts.userNotifications,
        replica: archive.replica,
        members: membersIn(settings),
        isMember: organization.role === "member",
        endpoints: alerts.https.length > 0,
        notifier: alerts.notifier && { ...alerts.notifier, mute: alerts.mute, routes: mailRoutes(alerts) },
    };
}

/** The accounts that Macie and Inspector are told of; else those that people are told of. */
function membersIn({ organization, alerts: { notifier, routes } }: AlertingSettings): string[] | undefined {
    if (organization.role !== "administrator") return undefined;
    const named = organization.members.map(({ id }) => id);
    const known = [
        ...Object.keys(notifier ? notifier.accountNames : {}),
        ...routes.flatMap(({ accounts }) => accounts),
    ];
    return named.length > 0 ? named : [...new Set(known)];
}

/**
 * What is expected of a stack whose settings are not at hand: the default thresholds, and a notifier if it has one.
 *
 * @param heartbeats the Regions that have a schedule for them
 */
export function standardExpectations(home: string, hasNotifier: boolean, heartbeats: readonly string[]): Expectations {
    const alerts = JSON.stringify({ emails: ["nobody@example.com"], notifier: hasNotifier });
    const settings = parseSettings({ "aws:region": home, "vigil:alerts": alerts });
    if (!isAlerting(settings)) throw new Error("The standard settings tell nobody.");
    const standard = expectationsOf(settings);
    return { ...standard, regions: [], emails: [], heartbeats, weeklyMail: undefined };
}

/** The same, and the services that are on without being asked for: their findings must arrive, too. */
export function withRunning(expectations: Expectations, running: readonly WatchedRegion[]): Expectations {
    const all = [...expectations.regions, ...running];
    const regions = [...new Set(all.map(({ region }) => region))].map((region) => ({
        region,
        services: serviceKeys.filter((service) =>
            all.some((watched) => watched.region === region && watched.services.includes(service)),
        ),
    }));
    return { ...expectations, regions };
}
