import {
    DisableRuleCommand,
    EnableRuleCommand,
    ListRulesCommand,
    ListTargetsByRuleCommand,
    PutTargetsCommand,
    RemoveTargetsCommand,
    type Target,
} from "@aws-sdk/client-eventbridge";
import type { Outputs } from "../../../tools/recording/outputs";
import { clientsIn } from "./drilling";

// Each does something to a rule, and gives what undoes it.

const relayRule = "vigil-dev-relay";

export function disableRelayRule({ homeRegion }: Outputs) {
    return disable(homeRegion, { Name: relayRule });
}

export async function disableAlertRule(stack: Outputs) {
    return disable(stack.homeRegion, { Name: await highRuleOf(stack), EventBusName: busOf(stack) });
}

async function disable(region: string, rule: { readonly Name: string; readonly EventBusName?: string }) {
    const { eventBridge } = clientsIn(region);
    await eventBridge.send(new DisableRuleCommand(rule));
    return () => eventBridge.send(new EnableRuleCommand(rule));
}

export async function removeRelayTarget({ homeRegion }: Outputs) {
    const { eventBridge } = clientsIn(homeRegion);
    const Targets = await targetsOf(homeRegion, relayRule);
    await eventBridge.send(new RemoveTargetsCommand({ Rule: relayRule, Ids: Targets.map(({ Id }) => Id!) }));
    return () => eventBridge.send(new PutTargetsCommand({ Rule: relayRule, Targets }));
}

/** A template as EventBridge's console suggests it: a line of text. */
export async function changeTemplate(stack: Outputs) {
    const { eventBridge } = clientsIn(stack.homeRegion);
    const EventBusName = busOf(stack);
    const Rule = await highRuleOf(stack);
    const before = await targetsOf(stack.homeRegion, Rule, EventBusName);
    const put = (Targets: Target[]) => eventBridge.send(new PutTargetsCommand({ Rule, EventBusName, Targets }));
    const InputTransformer = { InputPathsMap: { id: "$.detail.id" }, InputTemplate: '"Finding <id>"' };
    await put(before.map((target) => ({ ...target, InputTransformer })));
    return () => put(before);
}

/** The role under which the relay of the home Region works. */
export async function relayRoleOf({ homeRegion }: Outputs): Promise<string> {
    const [target] = await targetsOf(homeRegion, relayRule);
    return target!.RoleArn!.split("/").at(-1)!;
}

async function targetsOf(region: string, Rule: string, EventBusName?: string): Promise<Target[]> {
    const { Targets = [] } = await clientsIn(region).eventBridge.send(
        new ListTargetsByRuleCommand({ Rule, EventBusName }),
    );
    return Targets;
}

function busOf({ findingsBusArn }: Outputs): string {
    return findingsBusArn.split("/").at(-1)!;
}

async function highRuleOf(stack: Outputs): Promise<string> {
    const { Rules = [] } = await clientsIn(stack.homeRegion).eventBridge.send(
        new ListRulesCommand({ NamePrefix: "vigil-dev-alerts-guardduty-high", EventBusName: busOf(stack) }),
    );
    return Rules[0]!.Name!;
}
