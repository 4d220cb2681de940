import { resourceTypes } from "../recording/resource-types";
import type { Finding } from "./finding";
import { exportFinding, findingsAbout, holding, present, type RegionCase, serviceFindings } from "./region-case";

export function macieFindings(region: RegionCase): Finding[] {
    const { facts, settings, managed } = region;
    const found = present(facts.macie);
    if (found === undefined) return [];
    const say = findingsAbout(region.facts.region, "Macie");
    const wanted = settings.macie?.publishEvery ?? found.publishEvery;
    const bucket = present(facts.macieExport)?.bucket;
    const results = {
        is: `Discovery results are exported to ${bucket ?? ""}`,
        own: managed.has(resourceTypes.macieExport, facts.region),
        toArchive: bucket === managed.bucket,
    };
    return serviceFindings(
        region,
        {
            ...{ subject: "Macie", setting: "macie", is: "Macie is on" },
            own: managed.has(resourceTypes.macie, facts.region),
            collision: "Fails: Macie is enabled once. Import it; its findings stay.",
            loss: "Disables Macie: its findings and settings here are lost.",
        },
        holding(
            !found.enabled && say("change", "Macie is paused.", "Resumes it, and its bill."),
            found.publishEvery !== wanted &&
                say("change", `Updates are published every ${found.publishEvery}.`, `Sets ${wanted}.`),
            bucket !== undefined && exportFinding(results, say),
        ),
    );
}
