import { resourceTypes } from "../recording/resource-types";
import type { Finding } from "./finding";
import { administratorOf, exportFinding, findingsAbout, holding, present, type RegionCase } from "./region-case";

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
            : [say("note", "Macie is on, and not part of this stack.", "Leaves it alone: the settings say off.")];
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
    const { enabled, publishEvery } = found;
    const wanted = settings.macie.publishEvery;
    return holding(
        !own &&
            say(
                "collision",
                "Macie is on, and not part of this stack.",
                "Fails: Macie is enabled once. Import it; its findings stay.",
            ),
        !enabled && say("change", "Macie is paused.", "Resumes it, and its bill."),
        publishEvery !== wanted && say("change", `Updates are published every ${publishEvery}.`, `Sets ${wanted}.`),
        resultsExport(region),
    );
}

function resultsExport(region: RegionCase): Finding | undefined {
    const { facts, managed } = region;
    const found = present(facts.macieExport);
    if (found === undefined) return undefined;
    const { bucket } = found;
    return exportFinding(
        {
            is: `Discovery results are exported to ${bucket}`,
            managed: managed.has(resourceTypes.macieExport, facts.region),
            toArchive: bucket === managed.bucket,
        },
        findingsAbout(region, "Macie"),
    );
}
