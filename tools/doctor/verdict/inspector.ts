import { resourceTypes } from "../../recording/resource-types";
import type { Inspector, RegistryRules } from "../facts";
import type { Finding } from "../finding";
import { administratorOf, findingsAbout, present, type RegionCase } from "./region-case";

export function inspectorFindings(region: RegionCase): Finding[] {
    const { facts, settings, managed } = region;
    const say = findingsAbout(region, "Inspector");
    const found = present(facts.inspector);
    const own = managed.has(resourceTypes.inspector, facts.region);
    const on = found === undefined ? [] : found.scan;
    if (settings.inspector === undefined) {
        if (on.length === 0) return [];
        return own
            ? [
                  say(
                      "loss",
                      `Inspector scans ${on.join(", ")}, and the settings say off.`,
                      "Switches Inspector off: its findings and filters here are lost.",
                  ),
              ]
            : [
                  say(
                      "note",
                      `Inspector scans ${on.join(", ")}, and is not of this stack.`,
                      "Leaves it alone: the settings say off.",
                  ),
              ];
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
    return [...scanFindings(region, { scan: on }, settings.inspector.scan, own), ...registryFindings(region)];
}

function scanFindings(region: RegionCase, { scan: on }: Inspector, wanted: readonly string[], own: boolean): Finding[] {
    if (on.length === 0) return [];
    const say = findingsAbout(region, "Inspector");
    const off = on.filter((type) => !wanted.includes(type));
    const more = wanted.filter((type) => !on.includes(type));
    return [
        ...(own
            ? []
            : [
                  say(
                      "collision",
                      `Inspector scans ${on.join(", ")}, and is not of this stack.`,
                      "Takes it over unasked. Import it, and the preview shows first what changes.",
                  ),
              ]),
        ...(off.length === 0
            ? []
            : [
                  say(
                      "loss",
                      `Inspector scans ${off.join(", ")}, which vigil:inspector.scan does not list.`,
                      "Switches that OFF: its findings are lost. List it to keep it.",
                  ),
              ]),
        ...(more.length === 0
            ? []
            : [say("change", `Inspector does not scan ${more.join(", ")}.`, "Switches that on.")]),
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
        if (same || managed.has(resourceTypes.registryRules, facts.region)) return [];
        return [
            say(
                "loss",
                `The registry has scanning rules of somebody else: ${text(found)}.`,
                `Overwrites them with ${frequency} for all repositories. Set vigil:inspector.registryScanning to false to keep them.`,
            ),
        ];
    }
    return found.scanType === "BASIC" && scansImages
        ? [
              say(
                  "change",
                  `The registry has rules for basic scanning: ${text(found)}.`,
                  "Inspector switches it to ENHANCED.",
              ),
          ]
        : [];
}

function text({ scanType, rules }: RegistryRules): string {
    return `${scanType}, ${rules.join(", ")}`;
}
