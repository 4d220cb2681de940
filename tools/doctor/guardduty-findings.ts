import type { PlanName, PlanSettings } from "../../settings";
import { offers } from "../../settings/regions";
import { planNames } from "../../settings/vocabulary";
import { resourceTypes } from "../recording/resource-types";
import { type Detector, type Plan, unknown } from "./facts";
import type { Finding } from "./finding";
import {
    bucketOf,
    exportFinding,
    findingsAbout,
    holding,
    present,
    type RegionCase,
    serviceFindings,
} from "./region-case";

export function guardDutyFindings(region: RegionCase): Finding[] {
    const { facts, settings, organization, managed } = region;
    const detector = present(facts.detector);
    const say = findingsAbout(facts.region, "GuardDuty");
    if (detector === undefined) {
        const isMissing = organization.role === "member" && facts.detector !== unknown;
        const up = "Fails. Have the administrator cover this account, or leave the Region out of vigil:regions.";
        return holding(isMissing && say("blocked", "No detector exists.", up));
    }
    const { id, enabled, publishEvery } = detector;
    const wanted = settings.guardDuty.publishEvery;
    return serviceFindings(
        region,
        {
            ...{ subject: "GuardDuty", setting: "guardDuty", is: `A ${enabled ? "" : "suspended "}detector exists` },
            own: managed.has(resourceTypes.detector, facts.region, id),
            collision: "Fails: a Region has one detector. Import it; its id and its findings stay.",
        },
        [
            ...holding(
                !enabled && say("change", "The detector is suspended.", "Resumes it, and its bill."),
                wanted !== undefined &&
                    publishEvery !== wanted &&
                    say("change", `Repeated findings are published every ${publishEvery}.`, `Sets ${wanted}.`),
            ),
            ...(organization.role === "management" ? [] : planFindings(region, detector)),
        ],
        destinationFindings(region, id),
    );
}

/** AWS allows one destination a detector, so a foreign one is in the way of the archive. */
function destinationFindings(region: RegionCase, detectorId: string): Finding[] {
    const { facts, managed } = region;
    const say = findingsAbout(region.facts.region, "GuardDuty");
    const destination = present(facts.destination);
    if (destination === undefined) return [];
    const { id, arn, status } = destination;
    const bucket = bucketOf(arn);
    const found = {
        is: `Findings are exported to ${bucket}`,
        own: managed.has(resourceTypes.destination, facts.region, `${detectorId}:${id}`),
        toArchive: bucket === managed.bucket,
    };
    return holding(
        exportFinding(found, say),
        status !== "PUBLISHING" &&
            say("note", `The export to ${bucket} has the status ${status}.`, "Does not fix that bucket or key."),
    );
}

/** The detector's protection plans against the settings, those of a kind in one finding. */
function planFindings(region: RegionCase, { plans }: Detector): Finding[] {
    const say = findingsAbout(region.facts.region, "GuardDuty");
    const both = region.settings.guardDuty.plans.map((wanted) => ({
        wanted,
        found: plans.find(({ name }) => name === wanted.name),
    }));
    const named = (isOne: (wanted: PlanSettings, found: Plan | undefined) => boolean) =>
        both.flatMap(({ wanted, found }) => (isOne(wanted, found) ? [wanted.name] : [])).join(", ");
    const on = named((wanted, found) => wanted.enabled && found?.enabled === false);
    const off = named((wanted, found) => !wanted.enabled && found?.enabled === true);
    const missing = named((wanted, found) => wanted.enabled && found === undefined);
    const isOffered = ({ name }: Plan) => isPlan(name) && offers(region.facts.region, name);
    const left = plans.filter((plan) => !both.some(({ wanted }) => wanted.name === plan.name));
    const unnamed = left.filter((plan) => plan.enabled && isOffered(plan)).map(({ name }) => name);
    const strange = left
        .filter((plan) => !isPlan(plan.name) || (plan.enabled && !isOffered(plan)))
        .map(({ name, enabled }) => `${name} (${enabled ? "on" : "off"})`);
    return holding(
        on !== "" && say("change", `Plans that are off: ${on}.`, "Switches them on, as the settings say."),
        off !== "" && say("change", `Plans that are on: ${off}.`, "Switches them OFF, as the settings say."),
        ...both.map(
            ({ wanted, found }) =>
                found !== undefined &&
                hasOtherAgents(wanted, found) &&
                say("change", `${found.name} installs ${agentsOf(found)}.`, `Sets ${agentsOf(wanted)}.`),
        ),
        missing !== "" &&
            say("note", `AWS does not list ${missing} for this detector.`, "Requests it anyway, and may fail."),
        unnamed.length > 0 &&
            say(
                "note",
                `Plans that are on, and that the settings do not name: ${unnamed.join(", ")}.`,
                "Leaves them on, and on the bill. To switch one off, set it to false in vigil:guardDuty.plans.",
            ),
        strange.length > 0 &&
            say("note", `Plans that Vigil does not know here: ${strange.join(", ")}.`, "Leaves them as they are."),
    );
}

function isPlan(name: string): name is PlanName {
    return (planNames as readonly string[]).includes(name);
}

/** AWS lists agents in an order of its own, and newer ones that the settings do not know. */
function hasOtherAgents(wanted: PlanSettings, found: Plan): boolean {
    const isOn = (name: string) => found.agents.find((agent) => agent.name === name)?.enabled ?? false;
    return wanted.enabled && found.enabled && wanted.agents.some(({ name, enabled }) => isOn(name) !== enabled);
}

function agentsOf({ agents }: { readonly agents: Readonly<Plan["agents"]> }): string {
    const names = agents.filter(({ enabled }) => enabled).map(({ name }) => name);
    return names.length === 0 ? "no agents" : names.sort().join(", ");
}
