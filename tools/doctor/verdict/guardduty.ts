import { resourceTypes } from "../../recording/resource-types";
import type { Detector } from "../facts";
import type { Finding } from "../finding";
import { bucketOf, exportFindings } from "./buckets";
import { planFindings } from "./plans";
import { administratorOf, findingsAbout, present, type RegionCase } from "./region-case";

export function guardDutyFindings(region: RegionCase): Finding[] {
    const say = findingsAbout(region, "GuardDuty");
    const detector = present(region.facts.detector);
    if (detector === undefined) return [];
    const administrator = administratorOf(region, "guardDuty");
    if (administrator !== undefined) {
        return [
            say(
                "blocked",
                `Account ${administrator} administers GuardDuty for the organization.`,
                `The administrator decides about detector and plans, and what is set here may be refused or set back. Deploy Vigil in ${administrator} instead.`,
            ),
        ];
    }
    return [
        ...collision(region, detector),
        ...settingsFindings(region, detector),
        ...planFindings(region, detector),
        ...destinationFindings(region),
    ];
}

function collision(region: RegionCase, detector: Detector): Finding[] {
    const { facts, managed } = region;
    if (managed.has(resourceTypes.detector, facts.region, detector.id)) return [];
    const is = detector.enabled
        ? "A detector exists that is not of this stack."
        : "A suspended detector exists that is not of this stack.";
    return [
        findingsAbout(region, "GuardDuty")(
            "collision",
            is,
            "Fails: a Region has one detector. Import it; its id and its findings stay.",
        ),
    ];
}

function settingsFindings(region: RegionCase, { enabled, publishEvery }: Detector): Finding[] {
    const say = findingsAbout(region, "GuardDuty");
    const wanted = region.settings.guardDuty.publishEvery;
    return [
        ...(enabled ? [] : [say("change", "The detector is suspended.", "Resumes it, and its bill.")]),
        ...(publishEvery === wanted
            ? []
            : [say("change", `Repeated findings are published every ${publishEvery}.`, `Sets ${wanted}.`)]),
    ];
}

/** AWS allows one destination a detector, so a foreign one is in the way of the archive. */
function destinationFindings(region: RegionCase): Finding[] {
    const { facts, managed } = region;
    const say = findingsAbout(region, "GuardDuty");
    const destination = present(facts.destination);
    if (destination === undefined) return [];
    const { id, arn, status } = destination;
    const detectorId = present(facts.detector)?.id ?? "";
    const own = managed.has(resourceTypes.destination, facts.region, `${detectorId}:${id}`);
    const ours = bucketOf(arn) === managed.bucket;
    return [
        ...exportFindings(`Findings are exported to ${bucketOf(arn)}`, { own, ours }).map((found) => say(...found)),
        ...(status === "PUBLISHING"
            ? []
            : [
                  say(
                      "note",
                      `The export to ${bucketOf(arn)} has the status ${status}.`,
                      "Does not mend that bucket or key.",
                  ),
              ]),
    ];
}
