import { type Step } from "../../proof/report";
import { ask } from "../access";
import type { EventBus, Policy, Role, StackModel, Target } from "../model/stack-model";
import { type Caller, callers } from "../callers";
import { failed, passed, unproven, walk } from "../steps";

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
    if (target.roleArn === undefined) {
        return [
            failed("relay role", target.resource, "The target has no role with which to put events on another bus."),
        ];
    }
    const role = stack.roles.find(({ arn }) => arn === target.roleArn);
    if (role === undefined)
        return [failed("relay role", target.resource, `The target's role ${target.roleArn} is not in the stack.`)];
    return walk(
        () => trust(stack, role, target),
        () => permission(stack, role, bus),
        () => admission(stack, role, bus),
        () => entry(stack, role, bus, target),
    );
}

function changesEvents({ message: { transformer, input, inputPath } }: Target): boolean {
    return transformer !== undefined || input !== undefined || inputPath !== undefined;
}

function trust(stack: StackModel, role: Role, { rule }: Target): Step {
    return ask(
        {
            hop: "relay role",
            document: "trust policy",
            resource: role.resource,
            policy: role.trust,
            request: { ...callers.eventBridgeToRole(stack, rule.arn), action: "sts:AssumeRole", resource: role.arn },
        },
        stack,
    );
}

function permission(stack: StackModel, role: Role, bus: EventBus): Step {
    return ask(
        {
            hop: "relay role",
            document: "permission",
            resource: role.resource,
            policy: undefined,
            identityPolicies: role.permissions,
            request: { ...callers.roleToBus(stack, role), action: "events:PutEvents", resource: bus.arn },
        },
        stack,
    );
}

/** Within an account the role's permission is enough, so the bus policy can only deny. */
function admission(stack: StackModel, role: Role, bus: EventBus): Step {
    if (bus.policy === undefined)
        return passed("findings bus", bus.resource, "The bus has no policy, so the role's own permission is enough.");
    return askBus(stack, bus, callers.roleToBus(stack, role), role.permissions);
}

/** When it is given a target in another Region, EventBridge was seen to ask whether the bus lets the account in. */
function entry(stack: StackModel, role: Role, bus: EventBus, { region }: Target): Step[] {
    const { context } = callers.roleToBus(stack, role);
    const principal = `arn:${stack.partition}:iam::${stack.account}:root`;
    if (region === bus.region || askBus(stack, bus, { principal, context }).passed) return [];
    const reason =
        `No statement lets the account itself put events on the bus. Without one, AWS refused such a target of ${region} ` +
        "in a public report (github.com/ministryofjustice/modernisation-platform-environments/pull/19002).";
    return [unproven("findings bus", bus.policy?.resource ?? bus.resource, reason)];
}

function askBus(stack: StackModel, bus: EventBus, caller: Caller, identityPolicies: readonly Policy[] = []): Step {
    return ask(
        {
            hop: "findings bus",
            document: "bus policy",
            resource: bus.resource,
            policy: bus.policy,
            identityPolicies,
            request: { ...caller, action: "events:PutEvents", resource: bus.arn },
        },
        stack,
    );
}
