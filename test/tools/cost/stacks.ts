import { type StackResources, stackResources } from "../../../tools/cost/stack-resources";
import { recordStack } from "../../support/stacks";

type Changes = Readonly<Record<string, unknown>>;

/** What a stack registers, with some of its settings changed. */
export async function resourcesOf(stack: string, changes: Changes = {}): Promise<StackResources> {
    const settings = Object.entries(changes).map(([key, value]) => [
        `vigil:${key}`,
        typeof value === "string" ? value : JSON.stringify(value),
    ]);
    const { resources, outputs } = await recordStack(stack, Object.fromEntries(settings) as Record<string, string>);
    return stackResources(stack, resources, outputs);
}

/** To a hundredth of a cent, as sums of prices are no round numbers for a computer. */
export function rounded(usd: number | undefined): number | undefined {
    return usd === undefined ? undefined : Math.round(usd * 10_000) / 10_000;
}
