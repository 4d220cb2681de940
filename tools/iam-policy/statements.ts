import { UserError } from "../cli/user-error";
import { actionsOfTypes } from "./actions";
import { type DeployedStack, regionsOf } from "./deployed-stack";
import type { Conditions, Statement } from "./policy";
import { scopes, scopesOf } from "./scopes";
import type { Scope } from "./scopes/scope";

/**
 * The statements that let somebody create, read, update and delete all that a stack registers.
 *
 * @throws UserError when nothing here says what a type takes
 */
export function deployerStatements(stack: DeployedStack): Statement[] {
    const typesByAction = neededActions(stack);
    return scopes.flatMap((scope) => {
        const actions = [...typesByAction.keys()].filter((action) => scopesOf(action).includes(scope)).sort();
        const types = new Set(actions.flatMap((action) => [...(typesByAction.get(action) ?? [])]));
        return statement(scope, actions, scope.resources(stack), stack, regionsOf(stack, types));
    });
}

/** The types that need an action, for every action that the stack needs. */
function neededActions({ resources }: DeployedStack): Map<string, Set<string>> {
    const unknown = resources.map(({ type }) => type).filter((type) => !(type in actionsOfTypes));
    if (unknown.length > 0) {
        throw unknownTypes([...new Set(unknown)]);
    }

    const typesByAction = new Map<string, Set<string>>();
    for (const { type, inputs, protect } of resources) {
        const { create, read, update, delete: remove, more } = actionsOfTypes[type] ?? nothing;
        // What Pulumi refuses to delete need not be deletable.
        const actions = [...create, ...read, ...update, ...(protect ? [] : remove), ...(more?.(inputs) ?? [])];
        for (const action of actions) {
            typesByAction.set(action, (typesByAction.get(action) ?? new Set()).add(type));
        }
    }
    return typesByAction;
}

const nothing = { create: [], read: [], update: [], delete: [], more: undefined };

function unknownTypes(types: readonly string[]): UserError {
    const count = types.length === 1 ? "a resource type" : `${types.length} resource types`;
    return new UserError(
        [
            `The program registers ${count} of which nothing here says what managing it takes:`,
            ...types.map((type) => `  ${type}`),
            "Add what the provider calls for it to tools/iam-policy/actions, and how far that may reach to tools/iam-policy/scopes.",
        ].join("\n"),
    );
}

function statement(
    { sid, conditions, global }: Scope,
    actions: readonly string[],
    resources: readonly string[],
    stack: DeployedStack,
    regions: readonly string[],
): Statement[] {
    if (actions.length === 0 || resources.length === 0) {
        return [];
    }
    const inRegions: Conditions = global === true ? {} : { StringEquals: { "aws:RequestedRegion": regions } };
    const condition = merged(conditions?.(stack) ?? {}, inRegions);
    return [
        {
            Sid: sid,
            Effect: "Allow",
            Action: actions,
            Resource: resources.length === 1 ? resources.join("") : resources,
            ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
        },
    ];
}

/** Both conditions at once; no key stands in both under one operator. */
export function merged(one: Conditions, other: Conditions): Conditions {
    const operators = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return Object.fromEntries(operators.map((operator) => [operator, { ...one[operator], ...other[operator] }]));
}
