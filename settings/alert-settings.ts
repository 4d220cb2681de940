import { coverageServices, type CoverageService } from "../findings/coverage";
import { serviceKeys, type Service } from "../findings/services";
import type { Threshold, Thresholds } from "../findings/severity";
import { weeklyDefaults } from "./alerts-schema";
import type { Configured } from "./schema";

/** Who is told of what. */
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

export type NotifierSettings = Exclude<Configured["alerts"]["notifier"], false> & Pick<Configured, "accountNames">;

type Alerts = Configured["alerts"];

/** What the alerts of a stack come to, from what the user wrote. */
export function alertSettings({ alerts, accountNames }: Pick<Configured, "alerts" | "accountNames">): AlertSettings {
    const { coverage, emails, https, mute, events, userNotifications, weeklyMail } = alerts;
    // Without a mailbox there is nobody to write to.
    const notifier = alerts.notifier === false || emails.length === 0 ? undefined : alerts.notifier;
    const minimumSeverity = thresholds((service) => wordOf(alerts.minimumSeverity, service));
    return {
        minimumSeverity,
        coverage: coverageServices.filter((service) =>
            typeof coverage === "boolean" ? coverage : coverage.includes(service),
        ),
        emails,
        https,
        mute,
        routes: Object.entries(alerts.routes).map(([name, route]) => routeSettings(name, route, minimumSeverity)),
        events: events && {
            ...events,
            minimumSeverity: thresholds((service) => wordOf(events.minimumSeverity, service)),
        },
        userNotifications,
        weeklyMail: weeklyMail === false || notifier === undefined ? undefined : (weeklyMail ?? weeklyDefaults),
        notifier: notifier && { ...notifier, accountNames },
    };
}

function routeSettings(name: string, route: Alerts["routes"][string], standard: Thresholds): RouteSettings {
    const { services = serviceKeys, regions = [], accounts = [], types = [], emails, slack, teams } = route;
    return {
        name,
        minimumSeverity: thresholds((service) =>
            services.includes(service) ? (wordOf(route.minimumSeverity ?? {}, service) ?? standard[service]) : "OFF",
        ),
        regions,
        accounts,
        types,
        emails,
        slack,
        // As Amazon Q takes them (its API reference, CreateMicrosoftTeamsChannelConfiguration), and as links to a channel have them.
        teams: teams.map((team) => ({ ...team, channel: encodeURIComponent(decodeURIComponent(team.channel)) })),
    };
}

function thresholds(word: (service: Service) => Threshold): Thresholds {
    return { guardDuty: word("guardDuty"), macie: word("macie"), inspector: word("inspector") };
}

function wordOf<Words extends Partial<Thresholds>>(
    words: Threshold | Words,
    service: Service,
): Threshold | Words[Service] {
    return typeof words === "string" ? words : words[service];
}
