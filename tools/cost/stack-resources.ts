import type { RecordedResource } from "../recording/recorder";
import { recordStack } from "../recording/stack";
import { grouped } from "../cli/lists";

/** What a stack registers, as far as money goes. */
export interface StackResources {
    readonly stack: string;
    readonly home: string;
    /** Home first, then the others as the program makes them. IAM has no Region and no price. */
    readonly regions: ReadonlyMap<string, readonly RecordedResource[]>;
}

/**
 * Runs the program in this process for a stack's settings.
 *
 * @throws UserError when the settings are wrong
 */
export async function readStackResources(directory: string, stack: string): Promise<StackResources> {
    const { recording } = await recordStack(directory, stack);
    return stackResources(stack, recording.resources, recording.outputs);
}

/** Sorts a recording by Region. */
export function stackResources(
    stack: string,
    resources: readonly RecordedResource[],
    outputs: Readonly<Record<string, unknown>>,
): StackResources {
    const home = String(outputs.homeRegion);
    const regional = resources.filter(({ custom, inputs }) => custom && typeof inputs.region === "string");
    const byRegion = grouped(regional, ({ inputs }) => String(inputs.region));
    const others = [...byRegion.keys()].filter((region) => region !== home).sort();
    return { stack, home, regions: new Map([home, ...others].map((region) => [region, byRegion.get(region) ?? []])) };
}
