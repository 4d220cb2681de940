import { resourceTypes } from "../../recording/resource-types";
import type { Finding } from "../finding";
import { exportFindings } from "./buckets";
import { administratorOf, findingsAbout, present, type RegionCase } from "./region-case";

export function macieFindings(region: RegionCase): Finding[] {
    const { facts, settings, managed } = region;
    const say = findingsAbout(region, "Macie");
    const found = present(facts.macie);
    if (found === undefined) return [];
    const own = managed.has(resourceTypes.macie, facts.region);
    if (settings.macie === undefined) {
        return own
            ? [
                  say(
                      "loss",
                      "Macie is on, and the settings say off.",
                      "Disables Macie: its findings and settings here are lost.",
                  ),
              ]
            : [say("note", "Macie is on, and not of this stack.", "Leaves it alone: the settings say off.")];
    }
    const administrator = administratorOf(region, "macie");
    if (administrator !== undefined) {
        return [
            say(
                "blocked",
                `Account ${administrator} administers Macie for the organization.`,
                `The administrator decides about Macie here. Set vigil:macie to false, or deploy Vigil in ${administrator}.`,
            ),
        ];
    }
    const wanted = settings.macie.publishEvery;
    return [
        ...(own
            ? []
            : [
                  say(
                      "collision",
                      "Macie is on, and not of this stack.",
                      "Fails: Macie is enabled once. Import it; its findings stay.",
                  ),
              ]),
        ...(found.enabled ? [] : [say("change", "Macie is paused.", "Resumes it, and its bill.")]),
        ...(found.publishEvery === wanted
            ? []
            : [say("change", `Updates are published every ${found.publishEvery}.`, `Sets ${wanted}.`)]),
        ...exported(region),
    ];
}

function exported(region: RegionCase): Finding[] {
    const { facts, managed } = region;
    const found = present(facts.macieExport);
    if (found === undefined) return [];
    const own = managed.has(resourceTypes.macieExport, facts.region);
    const ours = found.bucket === managed.bucket;
    const say = findingsAbout(region, "Macie");
    return exportFindings(`Discovery results are exported to ${found.bucket}`, { own, ours }).map((one) => say(...one));
}
