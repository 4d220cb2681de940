import { resourceTypes } from "../recording/resource-types";
import type { RegistryRules } from "./facts";
import type { Finding } from "./finding";
import { administratorOf, findingsAbout, holding, present, type RegionCase } from "./region-case";

export function inspectorFindings(region: RegionCase): Finding[] {
    const { facts, settings, managed } = region;
    const say = findingsAbout(region, "Inspector");
    const own = managed.has(resourceTypes.inspector, facts.region);
    const on = present(facts.inspector)?.scan ?? [];
    const scans = `Inspector scans ${on.join(", ")}`;
    if (settings.inspector === undefined) {
        if (on.length === 0) return [];
        const loss = "Switches Inspector off: its findings and filters here are lost.";
        return own
            ? [say("loss", `${scans}, and the settings say off.`, loss)]
            : [say("note", `${scans}, and is not part of this stack.`, "Leaves it alone: the settings say off.")];
    }
    const administrator = administratorOf(region, "inspector");
    if (administrator !== undefined) {
        return [
            say(
                "blocked",
                `Account ${administrator} administers Inspector for the organization.`,
                `The administrator decides what is scanned. Set vigil:inspector to false, or deploy Vigil in ${administrator}.`,
            ),
        ];
    }
    if (on.length === 0) return registryFindings(region);
    const wanted: readonly string[] = settings.inspector.scan;
    const off = on.filter((type) => !wanted.includes(type));
    const more = wanted.filter((type) => !on.includes(type));
    return [
        ...holding(
            !own &&
                say(
                    "collision",
                    `${scans}, and is not part of this stack.`,
                    "Adopts it without asking. Import it, and the preview shows first what changes.",
                ),
            off.length > 0 &&
                say(
                    "loss",
                    `Inspector scans ${off.join(", ")}, which vigil:inspector.scan does not list.`,
                    "Switches that OFF: its findings are lost. List it to keep it.",
                ),
            more.length > 0 && say("change", `Inspector does not scan ${more.join(", ")}.`, "Switches that on."),
        ),
        ...registryFindings(region),
    ];
}

/** A registry has one scanning configuration, and whoever puts one replaces it without being asked. */
function registryFindings(region: RegionCase): Finding[] {
    const { facts, settings, managed } = region;
    const found = present(facts.registryRules);
    const frequency = settings.inspector?.registryScanning;
    const scansImages = settings.inspector?.scan.includes("ECR") ?? false;
    if (found === undefined || found.rules.length === 0) return [];
    const say = findingsAbout(region, "ECR");
    if (frequency !== undefined) {
        const same = found.scanType === "ENHANCED" && found.rules.join() === `${frequency} *`;
        return holding(
            !same &&
                !managed.has(resourceTypes.registryRules, facts.region) &&
                say(
                    "loss",
                    `The registry has somebody else's scanning rules: ${text(found)}.`,
                    `Overwrites them with ${frequency} for all repositories. Set vigil:inspector.registryScanning to false to keep them.`,
                ),
        );
    }
    return holding(
        found.scanType === "BASIC" &&
            scansImages &&
            say(
                "change",
                `The registry has rules for basic scanning: ${text(found)}.`,
                "Inspector switches it to ENHANCED.",
            ),
    );
}

function text({ scanType, rules }: RegistryRules): string {
    return `${scanType}, ${rules.join(", ")}`;
}
