import type { z } from "zod";
import { set, setSecret, type Target } from "./pulumi-commands";
import { asOf, defaultRegions, isOn, isOptIn, offers, type Offer, planFacts } from "./regions";
import { schema, type Configured } from "./schema";
import { conflict } from "./value-types";
import { agentsOf, planNames } from "./vocabulary";

/** Something asked for that some of the Regions lack. */
export interface Gap {
    readonly offer: Offer;
    /** The setting that asks for it. */
    readonly path: readonly string[];
    readonly regions: readonly string[];
}

/** The Regions to watch, in the order configured. */
export function watchedRegions({ regions, "aws:region": home }: Pick<Configured, "regions" | "aws:region">) {
    return regions === "all-default" ? defaultRegions : (regions ?? [home]);
}

/** What is asked for and not offered. A region without Inspector at all is not reported again for each scan type. */
export function gaps(configured: Configured): Gap[] {
    const watched = watchedRegions(configured);
    const { guardDuty, macie, inspector } = configured;
    const scanned = watched.filter((region) => offers(region, "Inspector"));
    const gap = (offer: Offer, path: readonly string[], among = watched): Gap => ({
        offer,
        path,
        regions: among.filter((region) => !offers(region, offer)),
    });
    return [
        ...planNames
            .filter((plan) => isOn(guardDuty.plans[plan]))
            .map((plan) => gap(plan, ["guardDuty", "plans", plan])),
        ...(macie === false ? [] : [gap("Macie", ["macie"])]),
        ...(inspector === false ? [] : [gap("Inspector", ["inspector"])]),
        ...(inspector === false ? [] : inspector.scan.map((type) => gap(type, ["inspector", "scan"], scanned))),
    ].filter(({ regions }) => regions.length > 0);
}

/** What is missing where. */
export function gapText({ offer, regions }: Gap): string {
    return `${offer} in ${regions.join(", ")}`;
}

/** Who says so: the place to look when AWS has moved on. */
export const source = `(settings/regions.ts, as of ${asOf})`;

type Context = z.core.$RefinementCtx<Configured>;

/** The schema, and what settings of different maps forbid each other. */
export const checkedSchema = schema
    .superRefine(homeTakesAllFindings)
    .superRefine(everythingIsOffered)
    .superRefine(inspectorSeesTheTargets);

/** What says which Regions are watched. */
function watchedBy({ regions }: Configured) {
    return regions === undefined ? [["regions"], ["aws:region"]] : [["regions"]];
}

/**
 * GuardDuty cannot export from a default region to an opt-in one, nor from one opt-in region to another.
 * docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
 */
function homeTakesAllFindings(configured: Configured, context: Context) {
    const home = configured["aws:region"];
    const others = watchedRegions(configured).filter((region) => region !== home);
    if (isOptIn(home) && others.length > 0) {
        conflict(context, {
            message: `${home} is an opt-in Region: GuardDuty cannot bring it the findings of ${others.join(", ")}`,
            path: ["aws:region"],
            given: [["regions"]],
            allowed: `one of the 17 default Regions, or ${home} with vigil:regions of ${home} alone`,
            fix: set(["aws:region"], others.find((region) => !isOptIn(region)) ?? defaultRegions[0]),
        });
    }
}

function everythingIsOffered(configured: Configured, context: Context) {
    for (const gap of configured.skipUnavailable ? [] : gaps(configured)) {
        conflict(context, {
            message: `AWS has no ${gapText(gap)} ${source}`,
            path: gap.path,
            given: [["skipUnavailable"], ...watchedBy(configured)],
            allowed: "off, or Regions that have it, or leaving it out where it is missing with vigil:skipUnavailable",
            fix: set(["skipUnavailable"], "true"),
        });
    }
}

function inspectorSeesTheTargets(configured: Configured, context: Context) {
    const home = configured["aws:region"];
    const { inspector, scanTargets } = configured;
    if (
        scanTargets &&
        !(inspector !== false && offers(home, "Inspector") && watchedRegions(configured).includes(home))
    ) {
        conflict(context, {
            message: `the targets stand at home, in ${home}, which Inspector does not watch`,
            path: ["scanTargets"],
            given: [["aws:region"], ["inspector"]],
            givenAllOf: [["regions"]],
            fix: set(["scanTargets"], "false"),
        });
    }
}

/** What is allowed, but should be known before it surprises. */
export function warnings(configured: Configured, secretKeys: readonly string[], target: Target): string[] {
    return [
        ...nothingWatched(configured, target),
        ...homeUnwatched(configured),
        ...skipped(configured),
        ...undocumentedPlans(configured),
        ...blindPlans(configured),
        ...plainEndpoints(configured, secretKeys, target),
        ...floodedMailboxes(configured, target),
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

function undocumentedPlans({ guardDuty: { plans } }: Configured): string[] {
    return planNames
        .filter((plan) => plans[plan] !== undefined && planFacts[plan].offered === undefined)
        .map((plan) => `AWS documents no list of the Regions that have ${plan}: in one without it, pulumi up fails.`);
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

function plainEndpoints({ alerts: { https } }: Configured, secretKeys: readonly string[], target: Target): string[] {
    return https.length > 0 && !secretKeys.includes("vigil:alerts")
        ? [
              "vigil:alerts.https is stored in plain text, and whoever knows such a URL can mostly use it: set each anew, " +
                  `as with ${setSecret(["alerts", "https", 0])(target)}.`,
          ]
        : [];
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
