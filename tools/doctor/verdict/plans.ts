import type { PlanSettings } from "../../../settings";
import { planNames } from "../../../settings/vocabulary";
import type { Detector, Plan } from "../facts";
import type { Finding } from "../finding";
import { findingsAbout, type RegionCase } from "./region-case";

/** The detector's protection plans against the settings, those of a kind in one finding. */
export function planFindings(region: RegionCase, { plans }: Detector): Finding[] {
    const say = findingsAbout(region, "GuardDuty");
    const both = region.settings.guardDuty.plans.map((wanted) => ({
        wanted,
        found: plans.find(({ name }) => name === wanted.name),
    }));
    const found = both.flatMap(({ wanted, found }) => (found === undefined ? [] : [{ wanted, found }]));
    const on = found.filter(({ wanted, found }) => wanted.enabled && !found.enabled);
    const off = found.filter(({ wanted, found }) => !wanted.enabled && found.enabled);
    const agents = found.filter(({ wanted, found }) => wanted.enabled && found.enabled && otherAgents(wanted, found));
    const missing = both.filter(({ wanted, found }) => wanted.enabled && found === undefined);
    const strange = plans.filter(({ name }) => !(planNames as readonly string[]).includes(name));
    return [
        ...listed(on, ({ wanted }) => wanted.name).map((names) =>
            say("change", `Plans that are off: ${names}.`, "Switches them on, as the settings say."),
        ),
        ...listed(off, ({ wanted }) => wanted.name).map((names) =>
            say("change", `Plans that are on: ${names}.`, "Switches them OFF, as the settings say."),
        ),
        ...agents.map(({ wanted, found }) =>
            say("change", `${found.name} installs ${agentsOf(found)}.`, `Sets ${agentsOf(wanted)}.`),
        ),
        ...listed(missing, ({ wanted }) => wanted.name).map((names) =>
            say("note", `AWS does not list ${names} for this detector.`, "Asks for it all the same, and may fail."),
        ),
        ...listed(strange, ({ name, enabled }) => `${name} (${enabled ? "on" : "off"})`).map((names) =>
            say("note", `Plans that Vigil does not know yet: ${names}.`, "Leaves them as they are."),
        ),
    ];
}

/** All names in one text; none, if there are none. */
function listed<Item>(items: readonly Item[], name: (item: Item) => string): string[] {
    return items.length === 0 ? [] : [items.map(name).join(", ")];
}

/** AWS lists agents in an order of its own, and newer ones that the settings do not know. */
function otherAgents(wanted: PlanSettings, found: Plan): boolean {
    return wanted.agents.some(
        ({ name, enabled }) => (found.agents.find((agent) => agent.name === name)?.enabled ?? false) !== enabled,
    );
}

function agentsOf({ agents }: Pick<Plan, "agents">): string {
    const names = agents.filter(({ enabled }) => enabled).map(({ name }) => name);
    return names.length === 0 ? "no agents" : names.sort().join(", ");
}
