import type { NotifierSettings, Route } from "./routes";
import { serviceFacts, serviceKeys } from "./services";
import { severities, severitiesFrom } from "./severity";
import { fitsOneOf, isOneOf } from "./sql";

/** What decides whether people are told of a finding. */
export type MailRules = Pick<NotifierSettings, "routes" | "mute">;

/**
 * SQL for the reason why an event of a finding is in no mail and no chat, and NULL where it is in one. Its columns are
 * those of the saved queries' events. Of several reasons it is the first: the state, a muted type, no severity, the
 * threshold.
 */
export function whyNotMailed({ routes, mute }: MailRules): string {
    return [
        "CASE",
        "    WHEN state <> 'ACTIVE' THEN lower(state)",
        ...(mute.length > 0 ? [`    WHEN ${fitsOneOf("type", mute)} THEN 'muted'`] : []),
        `    WHEN severity IS NULL OR NOT ${isOneOf("severity", severities)} THEN 'no severity'`,
        ...routes.flatMap((route) => {
            const condition = isTold(route);
            return condition === undefined ? [] : [`    WHEN ${condition} THEN NULL`];
        }),
        "    ELSE 'below the threshold'",
        "END",
    ].join("\n");
}

/** Whether a route's people are told; `undefined`: of nothing. */
function isTold({ minimumSeverity, regions, accounts, types }: Route): string | undefined {
    const bands = serviceKeys.flatMap((service) => {
        const words = severitiesFrom(service, minimumSeverity[service]);
        return words.length > 0 ? [`service = '${serviceFacts[service].name}' AND ${isOneOf("severity", words)}`] : [];
    });
    if (bands.length === 0) return undefined;
    return [
        `(${bands.join(" OR ")})`,
        ...(regions.length > 0 ? [isOneOf("region", regions)] : []),
        ...(accounts.length > 0 ? [isOneOf("account", accounts)] : []),
        ...(types.length > 0 ? [fitsOneOf("type", types)] : []),
    ].join(" AND ");
}
