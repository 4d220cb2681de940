import { resourceTypes } from "../recording/resource-types";
import { unknown } from "./facts";
import type { Finding } from "./finding";
import { exportFinding, findingsAbout, holding, present, type RegionCase, serviceFindings } from "./region-case";

export function macieFindings(region: RegionCase): Finding[] {
    const { facts, settings, organization, managed } = region;
    const found = present(facts.macie);
    const say = findingsAbout(facts.region, "Macie");
    if (found === undefined) {
        const isMissing = organization.role === "member" && settings.macie !== undefined && facts.macie !== unknown;
        const up = "Fails at its export. Have the administrator cover this account, or set vigil:macie to false.";
        return holding(isMissing && say("blocked", "Macie is off.", up));
    }
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
        ),
        holding(bucket !== undefined && exportFinding(results, say)),
    );
}
