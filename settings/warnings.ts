import { canBeCritical, typesLike } from "../findings/finding-types";
import { isOn, ownPlans } from "./organization-settings";
import { organizationWarnings } from "./organization-warnings";
import { pathText, set, setSecret, type Target } from "./pulumi-commands";
import { planFacts, source, watchedRegions } from "./regions";
import { gaps, gapText } from "./rules";
import type { Configured } from "./schema";
import { agentsOf, planNames } from "./vocabulary";

/** What is allowed, but should be known before it surprises. */
export function warnings(configured: Configured, secretKeys: readonly string[], target: Target): string[] {
    return [
        ...nothingWatched(configured, target),
        ...organizationWarnings(configured),
        ...homeUnwatched(configured),
        ...skipped(configured),
        ...undocumentedPlans(configured),
        ...blindPlans(configured),
        ...plainEndpoints(configured, secretKeys, target),
        ...floodedMailboxes(configured, target),
        ...mutedEmergencies(configured),
        ...nobodyHears(configured),
        ...locked(configured),
    ];
}

function nothingWatched({ suspended }: Configured, target: Target): string[] {
    return suspended
        ? [`Suspended: nothing is watched. To watch again: ${set(["suspended"], "false")(target)}, then pulumi up.`]
        : [];
}

/** Whoever wants the archive or the alerts gone works there. */
function homeUnwatched(configured: Configured): string[] {
    const home = configured["aws:region"];
    return watchedRegions(configured).includes(home)
        ? []
        : [
              `Nothing watches ${home}, the home Region with the archive and the alerts: it is not in vigil:regions. ` +
                  "Add it there, unless another stack or account watches it.",
          ];
}

function skipped(configured: Configured): string[] {
    const missing = gaps(configured).map(gapText);
    return missing.length > 0 ? [`Left out, because AWS does not offer it ${source}: ${missing.join("; ")}.`] : [];
}

function undocumentedPlans(configured: Configured): string[] {
    const plans = { ...configured.organization.autoEnable?.plans, ...ownPlans(configured) };
    return planNames
        .filter((plan) => plans[plan] !== undefined && planFacts[plan].offered === undefined)
        .map((plan) => `AWS documents no list of the Regions that have ${plan}: in one without it, pulumi up fails.`);
}

function blindPlans(configured: Configured): string[] {
    const names = Object.keys(agentsOf) as (keyof typeof agentsOf)[];
    const [own, others] = [ownPlans(configured), configured.organization.autoEnable?.plans ?? {}];
    const blind = (plan: string, at: string) =>
        `${plan} is on, but GuardDuty installs no agent, and where none runs it sees nothing: name the agents in ` +
        `${at}.${plan}.agents, or set that to [] if you install them all yourself.`;
    return names.flatMap((plan) => [
        ...(own[plan] === true ? [blind(plan, "vigil:guardDuty.plans")] : []),
        ...(typeof others[plan] === "string" && isOn(others[plan])
            ? [blind(plan, "vigil:organization.autoEnable.plans")]
            : []),
    ]);
}

function plainEndpoints({ alerts }: Configured, secretKeys: readonly string[], target: Target): string[] {
    const lists = [
        { path: ["alerts", "https"], urls: alerts.https },
        { path: ["alerts", "events", "https"], urls: alerts.events?.https ?? [] },
    ];
    return lists
        .filter(({ urls }) => urls.length > 0 && !secretKeys.includes("vigil:alerts"))
        .map(
            ({ path }) =>
                `${pathText(path)} is stored in plain text, and whoever knows such a URL can mostly use it: set each anew, ` +
                `as with ${setSecret([...path, 0])(target)}.`,
        );
}

function floodedMailboxes({ alerts: { notifier, emails } }: Configured, target: Target): string[] {
    return notifier === false && emails.length > 0
        ? [
              "Nothing bounds the mails, because vigil:alerts.notifier is false: SNS suspends a mailbox that gets more than " +
                  "ten in a second, and every later alert is lost to it. Each is a line of JSON, too. To have mails written: " +
                  `${set(["alerts", "notifier"], "true")(target)}.`,
          ]
        : [];
}

function mutedEmergencies({ alerts: { mute } }: Configured): string[] {
    return mute
        .filter((pattern) => typesLike(pattern).some(canBeCritical))
        .map(
            (pattern) =>
                `vigil:alerts.mute has ${pattern}: findings of that type can be CRITICAL, and no mail and no chat will tell of one.`,
        );
}

function nobodyHears({ alerts: { emails, https, events } }: Configured): string[] {
    return emails.length + https.length === 0 && events !== undefined
        ? [
              "Only the machines of vigil:alerts.events are told: no person hears of a finding, and nobody at all of alarms " +
                  "and lost coverage, unless vigil:alerts.emails has an address.",
          ]
        : [];
}

function locked({ archive: { objectLock, retain } }: Configured): string[] {
    if (objectLock === undefined) return [];
    const days = `${objectLock.days} days`;
    return [
        ...(objectLock.mode === "COMPLIANCE"
            ? [
                  `vigil:archive.objectLock is COMPLIANCE: for ${days} nobody can delete what is in the replica, nor shorten ` +
                      "that, not even the account's root user or AWS Support; only closing the account ends it and its cost.",
              ]
            : []),
        ...(retain
            ? []
            : [
                  "vigil:archive.retain is false, but vigil:archive.objectLock keeps what is in the replica: pulumi destroy " +
                      `deletes none of it, and fails until the replica is empty, at the earliest ${days} after the last finding.`,
              ]),
    ];
}
