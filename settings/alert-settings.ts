import type { Service } from "../findings/services";
import type { Threshold, Thresholds } from "../findings/severity";
import { weeklyDefaults } from "./alerts-schema";
import type { Configured } from "./schema";

/** Who is told of what. What is not said here means what it means in `alerts-schema.ts`. */
export type AlertSettings = ReturnType<typeof alertSettings>;

/** People that are told beside the default route, and of which findings; `findings/routes.ts` says what empty lists mean. */
export type RouteSettings = AlertSettings["routes"][number];

/** Machines that get events as they are. */
export type EventReceivers = NonNullable<AlertSettings["events"]>;

/** Whether the stack names anybody who is told, a person or a machine. */
export function tellsSomebody({ alerts: { emails, https, events } }: Pick<Configured, "alerts">): boolean {
    return emails.length + https.length > 0 || events !== undefined;
}

/** What the alerts of a stack come to, from what the user wrote. */
export function alertSettings({ alerts, accountNames }: Pick<Configured, "alerts" | "accountNames">) {
    const { emails, minimumSeverity, weeklyMail } = alerts;
    // Without a mailbox there is nobody to write to.
    const notifier = alerts.notifier === false || emails.length === 0 ? undefined : alerts.notifier;
    return {
        ...alerts,
        /** In the order of the stack file. */
        routes: Object.entries(alerts.routes).map(([name, { services, minimumSeverity: own, ...route }]) => ({
            name,
            /** OFF for the services that the route does not name. */
            minimumSeverity: thresholds((service) =>
                services.includes(service) ? (own[service] ?? minimumSeverity[service]) : "OFF",
            ),
            ...route,
            teams: encoded(route.teams),
        })),
        /** `undefined`: none. */
        events: alerts.events,
        /** `undefined`: none. */
        weeklyMail: weeklyMail === false || notifier === undefined ? undefined : (weeklyMail ?? weeklyDefaults),
        /** `undefined`: mailboxes get every alert, as it is. */
        notifier: notifier && { ...notifier, accountNames },
    };
}

type Teams = Configured["alerts"]["routes"][string]["teams"];

/** As Amazon Q takes them (its API reference, CreateMicrosoftTeamsChannelConfiguration), and as links to a channel have them. */
function encoded(teams: Teams): Teams {
    return teams.map((team) => ({ ...team, channel: encodeURIComponent(decodeURIComponent(team.channel)) }));
}

function thresholds(word: (service: Service) => Threshold): Thresholds {
    return { guardDuty: word("guardDuty"), macie: word("macie"), inspector: word("inspector") };
}
