import type { DeployedStack } from "../../../tools/iam-policy/deployed-stack";
import type { Policy, Statement } from "../../../tools/iam-policy/policy";
import { recordStack } from "../../support/stacks";

export const account = "123456789012";

/** A stack as the policy sees it, with some of its settings changed. */
export async function deployed(stack: string, changes: Readonly<Record<string, unknown>> = {}): Promise<DeployedStack> {
    const settings = Object.fromEntries(
        Object.entries(changes).map(([key, value]) => [
            `vigil:${key}`,
            typeof value === "string" ? value : JSON.stringify(value),
        ]),
    );
    const { resources, outputs } = await recordStack(stack, settings);
    return {
        ...{ account, project: "vigil", stack, home: String(outputs.homeRegion) },
        resources: resources.filter(({ custom }) => custom),
    };
}

/** Everything that the program can register. */
export function deployedWithEverything(): Promise<DeployedStack> {
    return deployed("dev", {
        guardDuty: { plans: { EBS_MALWARE_PROTECTION: true } },
        inspector: { scan: ["EC2", "ECR", "LAMBDA"], registryScanning: "SCAN_ON_PUSH" },
        scanTargets: true,
    });
}

export function statementsOf(policies: readonly Policy[]): Statement[] {
    return policies.flatMap(({ Statement }) => Statement);
}
