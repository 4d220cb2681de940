import type { z } from "zod";
import { canBeCritical, typesLike, type FindingType } from "../findings/finding-types";
import { serviceFacts, serviceKeys, type Service } from "../findings/services";
import { matchesType } from "../findings/type-pattern";
import { alertSettings, tellsSomebody, type RouteSettings } from "./alert-settings";
import { remove, set } from "./pulumi-commands";
import { isOptIn, offers, source, takesChat, watchedRegions } from "./regions";
import type { Configured } from "./schema";
import { conflict } from "./value-types";

type Context = z.core.$RefinementCtx<Configured>;

const somebody = set(["alerts", "emails", 0], "security@example.com");

/** The administrator's stack tells of its members, so that of a member need not, and that of the management account does not. */
export function somebodyHears(configured: Configured, context: Context) {
    const { role } = configured.organization;
    if (role === "management" || role === "member" || tellsSomebody(configured)) return;
    conflict(context, {
        message: "nobody would hear of a finding: name a mail address here or an endpoint in vigil:alerts.https",
        path: ["alerts", "emails"],
        given: [["organization", "role"]],
        givenAllOf: [
            ["alerts", "emails"],
            ["alerts", "https"],
            ["alerts", "events"],
        ],
        fix: somebody,
    });
}

/** What needs the notifier, and somebody who hears of Vigil's own alarms. */
export function theNotifierIsThere(configured: Configured, context: Context) {
    const { notifier, emails, routes, weeklyMail, userNotifications } = configured.alerts;
    const asked = [
        ["routes", Object.keys(routes).length > 0],
        ["weeklyMail", weeklyMail !== undefined && weeklyMail !== false],
    ] as const;
    for (const [key] of asked.filter(([, isAsked]) => isAsked)) {
        const path = ["alerts", key];
        if (notifier === false) {
            conflict(context, {
                ...{ message: "this is the notifier's work, and vigil:alerts.notifier is false", path },
                ...{ given: [["alerts", "notifier"]], allowed: "with the notifier only" },
                fix: set(["alerts", "notifier"], "true"),
            });
        }
    }
    const mailed = [...asked, ["userNotifications", userNotifications]] as const;
    for (const [key] of mailed.filter(([, isAsked]) => isAsked && emails.length === 0)) {
        conflict(context, {
            message:
                key === "routes"
                    ? "alarms about Vigil itself are mailed to vigil:alerts.emails alone, and there is none"
                    : "it is mailed to vigil:alerts.emails, and there is none",
            path: ["alerts", key],
            given: [],
            givenAllOf: [["alerts", "emails"]],
            allowed: "with an address in vigil:alerts.emails only",
            fix: somebody,
        });
    }
}

/**
 * An opt-in Region needs a further opt-in inside AWS User Notifications, for which there is no resource (AWS User
 * Notifications user guide, nhr-optin-out).
 */
export function theSecondWayIsOffered(configured: Configured, context: Context) {
    const home = configured["aws:region"];
    const lacking = [...new Set([home, ...watchedRegions(configured)])].filter(isOptIn);
    if (configured.alerts.userNotifications && lacking.length > 0) {
        conflict(context, {
            message: `AWS User Notifications takes ${lacking.join(", ")} by a step in its console only`,
            path: ["alerts", "userNotifications"],
            given: [["aws:region"]],
            givenAllOf: [["regions"]],
            allowed: "false, or true where all Regions are default Regions",
            fix: set(["alerts", "userNotifications"], "false"),
        });
    }
}

/** Amazon Q and SNS deliver from home: what they take must be there. */
export function receiversAreInReach(configured: Configured, context: Context) {
    const home = configured["aws:region"];
    const { routes, events } = configured.alerts;
    for (const [name, route] of Object.entries(routes)) {
        const used = (["slack", "teams"] as const).filter((chat) => !takesChat(home) && route[chat].length > 0);
        for (const chat of used) {
            conflict(context, {
                message: `Amazon Q Developer in chat applications takes no topics of ${home} ${source}`,
                path: ["alerts", "routes", name, chat],
                given: [["aws:region"]],
                fix: remove(["alerts", "routes", name, chat]),
            });
        }
    }
    for (const kind of ["queues", "functions"] as const) {
        events?.[kind].forEach((arn, position) => {
            if (arn.split(":")[3] === home) return;
            conflict(context, {
                message: `not at home, in ${home}`,
                path: ["alerts", "events", kind, position],
                given: [["aws:region"]],
                fix: set(["alerts", "events", kind, position], arn.replace(/^((?:\w+:){3})[^:]+/, `$1${home}`)),
            });
        });
    }
}

/** A route that nothing can match is a mistake that nobody would notice. */
export function routesMatchSomething(configured: Configured, context: Context) {
    const watched = watchedRegions(configured);
    for (const route of alertSettings(configured).routes) {
        const path = ["alerts", "routes", route.name];
        const strays = route.regions.filter((region) => !watched.includes(region));
        for (const region of strays) {
            conflict(context, {
                message: `${region} is not watched, so nothing comes from there`,
                path: [...path, "regions", route.regions.indexOf(region)],
                given: [["aws:region"]],
                givenAllOf: [["regions"]],
                allowed: watched.join(", "),
                fix: set([...path, "regions", route.regions.indexOf(region)], watched[0]),
            });
        }
        const why = strays.length === 0 ? whyNothing(route, configured) : undefined;
        if (why !== undefined) {
            conflict(context, {
                message: `no finding can ever match it: ${why}`,
                path,
                given: [["aws:region"]],
                givenAllOf: [["regions"], ["macie"], ["inspector"], ["alerts"]],
                allowed: "a route that some finding can match",
                fix: remove(path),
            });
        }
    }
}

function whyNothing({ minimumSeverity, regions, types }: RouteSettings, configured: Configured): string | undefined {
    const asked = serviceKeys.filter((service) => minimumSeverity[service] !== "OFF");
    if (asked.length === 0) return "every service is OFF for it";
    const among = regions.length > 0 ? regions : watchedRegions(configured);
    const running = asked.filter((service) => among.some((region) => runs(service, region, configured)));
    if (running.length === 0) return `none of its services runs in its Regions (${namesOf(asked)})`;
    // Without types a route also hears of lost coverage.
    if (types.length === 0) return undefined;
    const fitting = types.flatMap(typesLike);
    const ofServices = fitting.filter(({ service }) => running.includes(service));
    if (ofServices.length === 0)
        return `its types are not those of the services that it has there (${namesOf(running)})`;
    const severe = ofServices.filter((one) => minimumSeverity[one.service] !== "CRITICAL" || reachesTheTop(one));
    if (severe.length === 0) return "none of its types is ever CRITICAL";
    const { mute } = configured.alerts;
    const heard = severe.some(({ type }) => !mute.some((pattern) => matchesType(pattern, type)));
    return heard ? undefined : "all of its types are in vigil:alerts.mute";
}

function namesOf(services: readonly Service[]): string {
    return services.map((service) => serviceFacts[service].name).join(", ");
}

/** Macie's highest is HIGH, and CRITICAL asks it for that. */
function reachesTheTop(type: FindingType): boolean {
    return type.service === "macie" || canBeCritical(type);
}

function runs(service: Service, region: string, { macie, inspector }: Configured): boolean {
    if (service === "macie") return macie !== false && offers(region, "Macie");
    return service !== "inspector" || (inspector !== false && offers(region, "Inspector"));
}
