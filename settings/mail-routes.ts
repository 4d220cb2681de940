import type { AlertSettings, RouteSettings } from "./alert-settings";

/** What the notifier knows of a route: whom it goes to is said by its topics. */
type MailRoute = Pick<RouteSettings, "name" | "minimumSeverity" | "regions" | "accounts" | "types">;

/** Which alerts go to which people: the default route, then the others. */
export function mailRoutes(alerts: Pick<AlertSettings, "minimumSeverity" | "routes">): MailRoute[] {
    const standard = { name: "default", minimumSeverity: alerts.minimumSeverity, regions: [], accounts: [], types: [] };
    const others = alerts.routes.map(({ name, minimumSeverity, regions, accounts, types }) => {
        return { name, minimumSeverity, regions, accounts, types };
    });
    return [standard, ...others];
}
