import type { Hop, Step } from "../../proof/report";
import { ask } from "../access";
import type { EventBus, StackModel, Target } from "../model/stack-model";
import { type Caller, callers } from "../callers";
import { failed, passed, unproven, walk } from "../steps";
import { changesEvents } from "./message";
import { type ByRole, roleSteps } from "./role";

/** The bus that is a target, if it is of the stack. */
export function busOf(stack: StackModel, target: Target): EventBus | undefined {
    return stack.buses.find(({ arn }) => arn === target.arn);
}

/**
 * Whether a relay rule's target can put events on the findings bus.
 *
 * AWS: EventBridge user guide, "Sending and receiving events between AWS Regions" (the target's role must allow
 * `events:PutEvents` on the bus) and "Cross-service confused deputy prevention".
 */
export function relaySteps(stack: StackModel, target: Target): Step[] {
    const bus = busOf(stack, target);
    if (bus === undefined)
        return [failed("findings bus", target.resource, `The target ${target.arn} is not an event bus of the stack.`)];
    if (changesEvents(target))
        return [failed("relay rule", target.resource, "The target changes the event, so no alert rule matches it.")];
    const action = "events:PutEvents";
    return targetRoleSteps(stack, "relay role", target, [action], (byRole) =>
        walk(
            () =>
                bus.policy === undefined
                    ? passed(hop, bus.resource, "The bus has no policy, so the role's own permission is enough.")
                    : ask(stack, { ...question(bus), ...byRole, action }),
            () => entry(stack, bus, target, byRole.caller),
        ),
    );
}

/** Whether EventBridge may take on the role of a target, and do something to the target with it. */
export function targetRoleSteps(
    stack: StackModel,
    hop: Hop,
    { resource, roleArn, rule, arn }: Target,
    actions: readonly string[],
    beyond?: (byRole: ByRole) => Step[],
): Step[] {
    const trusted = callers.eventBridgeToRole(stack, rule.arn);
    const wanted = actions.map((action) => ({ action, target: arn }));
    return roleSteps(stack, { hop, user: resource, roleArn, trusted, session: "eventbridge", wanted }, beyond);
}

const hop = "findings bus";

function question(bus: EventBus) {
    return { hop, document: "bus policy", of: bus } as const;
}

/** When it is given a target in another Region, EventBridge was seen to ask whether the bus lets the account in. */
function entry(stack: StackModel, bus: EventBus, { region }: Target, { context }: Caller): Step[] {
    const caller = { principal: `arn:${stack.partition}:iam::${stack.account}:root`, context };
    if (region === bus.region || ask(stack, { ...question(bus), caller, action: "events:PutEvents" }).passed) return [];
    const reason =
        `No statement lets the account itself put events on the bus. Without one, AWS refused such a target of ${region} ` +
        "in a public report (github.com/ministryofjustice/modernisation-platform-environments/pull/19002).";
    return [unproven(hop, bus.policy?.resource ?? bus.resource, reason)];
}
