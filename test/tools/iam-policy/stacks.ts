import type { DeployedStack } from "../../../tools/iam-policy/deployed-stack";
import type { Policy, Statement } from "../../../tools/iam-policy/policy";
import { asConfig, everyReceiver, everythingOn } from "../../support/everything-on";
import { recordStack } from "../../support/stacks";

export const account = "123456789012";

const alerts = { emails: ["security@example.com"], notifier: true };

/** A stack with a notifier as the policy sees it, with some of its settings changed. */
export async function deployed(stack: string, changes: Readonly<Record<string, unknown>> = {}): Promise<DeployedStack> {
    const { resources, outputs } = await recordStack(stack, asConfig({ alerts, ...changes }));
    return {
        ...{ partition: "aws", account, project: "vigil", stack, home: String(outputs.homeRegion) },
        resources: resources.filter(({ custom }) => custom),
    };
}

/** Everything that the program can register. */
export function deployedWithEverything(): Promise<DeployedStack> {
    return deployed("dev", { ...everythingOn, alerts: { ...everyReceiver, ...alerts } });
}

export function statementsOf(policies: readonly Policy[]): Statement[] {
    return policies.flatMap(({ Statement }) => Statement);
}
