import type { z } from "zod";
import {
    receiversAreInReach,
    routesMatchSomething,
    somebodyHears,
    theNotifierIsThere,
    theSecondWayIsOffered,
} from "./alert-rules";
import { theLockEndsInTime, theLockHasAReplica, theReplicaIsElsewhere } from "./archive-rules";
import { memberPlans } from "./organization-schema";
import {
    allHasMembers,
    memberPlansFit,
    settingsFitTheRole,
    suspendedIsStandalone,
    theAdministratorGoesFirst,
} from "./organization-rules";
import { inspectorWords, isOn, ownPlans } from "./organization-settings";
import { set } from "./pulumi-commands";
import { defaultRegions, isOptIn, offers, type Offer, source, watchedRegions } from "./regions";
import { schema, type Configured } from "./schema";
import { conflict } from "./value-types";
import { planNames, scanTypes } from "./vocabulary";

/** Something asked for that some of the Regions lack. */
export interface Gap {
    readonly offer: Offer;
    /** The setting that asks for it. */
    readonly path: readonly string[];
    readonly regions: readonly string[];
}

/** What is asked for and not offered. A region without Inspector at all is not reported again for each scan type. */
export function gaps(configured: Configured): Gap[] {
    const watched = watchedRegions(configured);
    const { macie, inspector } = configured;
    const plans = ownPlans(configured);
    const scanned = watched.filter((region) => offers(region, "Inspector"));
    const gap = (offer: Offer, path: readonly string[], among = watched): Gap => ({
        offer,
        path,
        regions: among.filter((region) => !offers(region, offer)),
    });
    return [
        ...planNames.filter((plan) => plans[plan]).map((plan) => gap(plan, ["guardDuty", "plans", plan])),
        ...(macie === false ? [] : [gap("Macie", ["macie"])]),
        ...(inspector === false ? [] : [gap("Inspector", ["inspector"])]),
        ...(inspector === false ? [] : inspector.scan.map((type) => gap(type, ["inspector", "scan"], scanned))),
        ...memberGaps(configured, gap, scanned),
    ].filter(({ regions }) => regions.length > 0);
}

/** The same for what the administrator switches on in other accounts. */
function memberGaps(
    configured: Configured,
    gap: (offer: Offer, path: readonly string[], among?: readonly string[]) => Gap,
    scanned: readonly string[],
): Gap[] {
    const { autoEnable } = configured.organization;
    const path = (...keys: string[]) => ["organization", "autoEnable", ...keys];
    const scans = typeof autoEnable?.inspector === "object" ? (inspectorWords(configured) ?? {}) : {};
    return [
        ...memberPlans.filter((plan) => isOn(autoEnable?.plans[plan])).map((plan) => gap(plan, path("plans", plan))),
        ...scanTypes.filter((type) => isOn(scans[type])).map((type) => gap(type, path("inspector", type), scanned)),
    ];
}

/** What is missing where. */
export function gapText({ offer, regions }: Gap): string {
    return `${offer} in ${regions.join(", ")}`;
}

type Context = z.core.$RefinementCtx<Configured>;

/** The schema, and what settings of different maps forbid each other. */
export const checkedSchema = schema
    .superRefine(homeTakesAllFindings)
    .superRefine(everythingIsOffered)
    .superRefine(inspectorSeesTheTargets)
    .superRefine(settingsFitTheRole)
    .superRefine(allHasMembers)
    .superRefine(theAdministratorGoesFirst)
    .superRefine(memberPlansFit)
    .superRefine(suspendedIsStandalone)
    .superRefine(somebodyHears)
    .superRefine(theNotifierIsThere)
    .superRefine(theSecondWayIsOffered)
    .superRefine(receiversAreInReach)
    .superRefine(routesMatchSomething)
    .superRefine(theReplicaIsElsewhere)
    .superRefine(theLockHasAReplica)
    .superRefine(theLockEndsInTime);

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
