import type { Thresholds } from "./severity";

/** Which alerts go to which people. */
export interface Route {
    /** "default" for `vigil:alerts.emails`, which also hear of alarms, and of what cannot be read. */
    readonly name: string;
    /** OFF for services that the route does not have. */
    readonly minimumSeverity: Thresholds;
    /** Empty: all Regions. */
    readonly regions: readonly string[];
    /** Account IDs. Empty: all accounts. */
    readonly accounts: readonly string[];
    /** With * for any text. Empty: all types, and lost coverage. */
    readonly types: readonly string[];
}

/** What the notifier reads from its archive, as `settings.json`; environment variables have room for 4 KB only. */
export interface NotifierSettings {
    /** Names of accounts, by ID. */
    readonly accountNames: Readonly<Record<string, string>>;
    /** Finding types, with * for any text, that nobody is told of. */
    readonly mute: readonly string[];
    /** Who is told of what; the default route is the first. */
    readonly routes: readonly Route[];
}

/** The default route, then the others, without their receivers: whom a route goes to is said by its topics. */
export function mailRoutes(alerts: Pick<Route, "minimumSeverity"> & { readonly routes: readonly Route[] }): Route[] {
    const standard = { name: "default", minimumSeverity: alerts.minimumSeverity, regions: [], accounts: [], types: [] };
    return [standard, ...alerts.routes].map(({ name, minimumSeverity, regions, accounts, types }) => {
        return { name, minimumSeverity, regions, accounts, types };
    });
}
