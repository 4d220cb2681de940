import type { RecordedResource } from "../recording/recorder";

/** A stack as far as permissions go: what it registers, and where. */
export interface DeployedStack {
    /** Twelve digits. */
    readonly account: string;
    readonly project: string;
    readonly stack: string;
    readonly home: string;
    /** Without components. */
    readonly resources: readonly RecordedResource[];
}

/** The Regions in which there is anything of these types, sorted; of all types if none is named. */
export function regionsOf({ resources }: DeployedStack, types?: ReadonlySet<string>): string[] {
    const found = resources.filter(({ type }) => types?.has(type) ?? true).map(({ inputs }) => inputs.region);
    return [...new Set(found.filter((region) => typeof region === "string"))].sort();
}

/**
 * Patterns of the physical names of a type: the name that the program fixes, or the resource's own name with the suffix
 * that Pulumi adds. A Region in a name is left open, so that one pattern serves all Regions.
 */
export function namesOf({ resources }: DeployedStack, type: string, fixedBy = "name"): string[] {
    const names = resources
        .filter((resource) => resource.type === type)
        .map(({ name, inputs }) => {
            const fixed = inputs[fixedBy];
            if (typeof fixed === "string") {
                return fixed;
            }
            return `${name.replace(String(inputs.region), "*")}-*`;
        });
    return [...new Set(names)].sort();
}

/** An ARN in this account; Regions are restricted by a condition instead, which holds for more than names. */
export function arn({ account }: DeployedStack, service: string, resource: string): string {
    return `arn:aws:${service}:*:${account}:${resource}`;
}

/** The tags that the program gives to everything of this stack. */
export function ownTags({ project, stack }: DeployedStack, key: "aws:RequestTag" | "aws:ResourceTag") {
    return { StringEquals: { [`${key}/Project`]: project, [`${key}/Stack`]: stack } };
}
