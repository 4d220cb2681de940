import { resourceTypes } from "../recording/resource-types";
import type { RegistryRules } from "./facts";
import type { Finding } from "./finding";
import { findingsAbout, holding, present, type RegionCase, serviceFindings } from "./region-case";

export function inspectorFindings(region: RegionCase): Finding[] {
    const { facts, settings, organization, managed } = region;
    const say = findingsAbout(region.facts.region, "Inspector");
    const on = present(facts.inspector)?.scan ?? [];
    const isOff = on.length === 0;
    if (isOff && settings.inspector === undefined) return [];
    const wanted: readonly string[] = isOff ? [] : (settings.inspector?.scan ?? []);
    const off = on.filter((type) => !wanted.includes(type)).join(", ");
    const more = wanted.filter((type) => !on.includes(type)).join(", ");
    const lost = "Switches that OFF: its findings are lost. List it to keep it.";
    return serviceFindings(
        region,
        {
            ...{ subject: "Inspector", setting: "inspector", is: `Inspector scans ${on.join(", ")}` },
            own: (isOff && organization.role !== "member") || managed.has(resourceTypes.inspector, facts.region),
            collision: "Adopts it without asking. Import it, and the preview shows first what changes.",
            loss: "Switches Inspector off: its findings and filters here are lost.",
        },
        holding(
            off !== "" && say("loss", `Inspector scans ${off}, which vigil:inspector.scan does not list.`, lost),
            more !== "" && say("change", `Inspector does not scan ${more}.`, "Switches that on."),
        ),
        registryFindings(region),
    );
}

/** A registry has one scanning configuration, and whoever puts one replaces it without being asked. */
function registryFindings(region: RegionCase): Finding[] {
    const { facts, settings, organization, managed } = region;
    const found = present(facts.registryRules);
    const frequency = settings.inspector?.registryScanning;
    const scansImages = settings.inspector?.scan.includes("ECR") ?? false;
    if (found === undefined || found.rules.length === 0) return [];
    const say = findingsAbout(region.facts.region, "ECR");
    if (frequency === undefined) {
        const basic = `The registry has rules for basic scanning: ${text(found)}.`;
        const isSwitched = found.scanType === "BASIC" && scansImages && organization.role !== "member";
        return holding(isSwitched && say("change", basic, "Inspector switches it to ENHANCED."));
    }
    const same = found.scanType === "ENHANCED" && found.rules.join() === `${frequency} *`;
    if (same || managed.has(resourceTypes.registryRules, facts.region)) return [];
    return [
        say(
            "loss",
            `The registry has somebody else's scanning rules: ${text(found)}.`,
            `Overwrites them with ${frequency} for all repositories. Set vigil:inspector.registryScanning to false to keep them.`,
        ),
    ];
}

function text({ scanType, rules }: RegistryRules): string {
    return `${scanType}, ${rules.join(", ")}`;
}
