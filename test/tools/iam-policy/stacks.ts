import { type DeployedStack, resourcesOfRecording } from "../../../tools/iam-policy/deployed-stack";
import type { Policy, Statement } from "../../../tools/iam-policy/policy";
import { asConfig, everyReceiver, everythingOn } from "../../support/everything-on";
import { inOrganization } from "../../support/in-organization";
import { recordStack } from "../../support/stacks";

export const account = "123456789012";

const alerts = { emails: ["security@example.com"], notifier: true };

/** A stack with a notifier as the policy sees it, with some of its settings changed. */
export async function deployed(stack: string, changes: Readonly<Record<string, unknown>> = {}): Promise<DeployedStack> {
    const recorded = await recordStack(stack, asConfig({ alerts, ...changes }));
    return {
        ...{ partition: "aws", account, project: "vigil", stack, home: String(recorded.outputs.homeRegion) },
        resources: resourcesOfRecording(recorded),
    };
}

/** Everything that the program can register. */
export function deployedWithEverything(): Promise<DeployedStack> {
    return deployed("dev", { ...everythingOn, alerts: { ...everyReceiver, ...alerts } });
}

/** The stack with everything, and one of each role that an account has in its organization. */
export async function deployedInEachRole(): Promise<DeployedStack[]> {
    const stacks = [await deployedWithEverything()];
    for (const settings of Object.values(inOrganization)) stacks.push(await deployed("dev", settings));
    return stacks;
}

export function statementsOf(policies: readonly Policy[]): Statement[] {
    return policies.flatMap(({ Statement }) => Statement);
}
