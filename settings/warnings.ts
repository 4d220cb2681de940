import { gaps, gapText, source } from "./availability";
import { set, setSecret } from "./commands";
import type { Configured } from "./schema";
import { agentsOf } from "./vocabulary";

/** What is legal, but should be known before it surprises. */
export function warnings(configured: Configured, secretKeys: readonly string[]): string[] {
    return [
        ...nothingWatched(configured),
        ...skipped(configured),
        ...blindPlans(configured),
        ...plainEndpoints(configured, secretKeys),
    ];
}

function nothingWatched({ suspended }: Configured): string[] {
    return suspended
        ? [`Suspended: nothing is watched. To watch again: ${set(["suspended"], "false")}, then pulumi up.`]
        : [];
}

function skipped(configured: Configured): string[] {
    const missing = gaps(configured).map(gapText);
    return missing.length > 0 ? [`Left out, because AWS does not offer it ${source}: ${missing.join("; ")}.`] : [];
}

function blindPlans({ guardDuty: { plans } }: Configured): string[] {
    const names = Object.keys(agentsOf) as (keyof typeof agentsOf)[];
    return names
        .filter((plan) => plans[plan] === true)
        .map(
            (plan) =>
                `${plan} is on, but GuardDuty installs no agent, and where none runs it sees nothing: name the agents in ` +
                `vigil:guardDuty.plans.${plan}.agents, or set that to [] if you install them all yourself.`,
        );
}

function plainEndpoints({ alerts: { https } }: Configured, secretKeys: readonly string[]): string[] {
    return https.length > 0 && !secretKeys.includes("vigil:alerts")
        ? [
              "vigil:alerts.https is stored in plain text, and whoever knows such a URL can mostly use it: set each anew, " +
                  `as with ${setSecret(["alerts", "https", 0])}.`,
          ]
        : [];
}
