import { UserError } from "../cli/user-error";
import { kindOf, type ResourceKind } from "../recording/resource-types";
import { alertPathActions, alertPathScopes } from "./alert-path";
import { archiveActions, archiveScopes } from "./archive";
import { type DeployedStack, regionsOf } from "./deployed-stack";
import { detectionActions, detectionScopes } from "./detection";
import { notifierActions, notifierScopes } from "./notifier";
import { organizationActions, organizationScopes } from "./organization";
import type { ResourceActions, Scope } from "./permissions";
import { allow, type Statement } from "./policy";
import { roleActions, roleScopes } from "./roles";
import { scanTargetActions, scanTargetScopes } from "./scan-target";
import { streamActions, streamScopes } from "./stream";
import { userNotificationsActions, userNotificationsScopes } from "./user-notifications";

/** The actions of all that the program registers and looks up. */
export const actionsOf: Readonly<Record<ResourceKind, ResourceActions>> = {
    ...detectionActions,
    ...organizationActions,
    ...archiveActions,
    ...streamActions,
    ...alertPathActions,
    ...notifierActions,
    ...userNotificationsActions,
    ...roleActions,
    ...scanTargetActions,
};

/** All scopes, in the order of their statements. */
export const scopes: readonly Scope[] = [
    ...detectionScopes,
    ...organizationScopes,
    ...archiveScopes,
    ...streamScopes,
    ...alertPathScopes,
    ...notifierScopes,
    ...userNotificationsScopes,
    ...roleScopes,
    ...scanTargetScopes,
];

/**
 * The statements that let somebody create, read, update and delete all that a stack registers, or only read it.
 *
 * @throws UserError when a type has no entry in the tables
 */
export function deployerStatements(stack: DeployedStack, purpose: "deploy" | "preview" = "deploy"): Statement[] {
    const kindsByAction = neededActions(stack, purpose === "preview");
    return scopes.flatMap((scope) => {
        const { sid, resources, conditions, global } = scope;
        const actions = [...kindsByAction.keys()].filter((action) => scopesOf(action).includes(scope));
        if (actions.length === 0) return [];
        const kinds = new Set(actions.flatMap((action) => [...(kindsByAction.get(action) ?? [])]));
        const regions = global === true ? undefined : regionsOf(stack, kinds);
        return allow({ sid, actions, resources: resources?.(stack), conditions: conditions?.(stack), regions });
    });
}

/** The scopes of an action: those that name it, or else that of its service. */
export function scopesOf(action: string): Scope[] {
    const naming = scopes.filter(({ covers }) => covers.includes(action));
    const service = `${action.split(":", 1).join("")}:*`;
    return naming.length > 0 ? naming : scopes.filter(({ covers }) => covers.includes(service));
}

/** Every action that the stack needs, with the types that need it. */
function neededActions({ resources }: DeployedStack, onlyRead: boolean): Map<string, Set<ResourceKind>> {
    const unknown = new Set(resources.map(({ type }) => type).filter((type) => kindOf(type) === undefined));
    if (unknown.size > 0) throw unknownTypes([...unknown]);
    const kindsByAction = new Map<string, Set<ResourceKind>>();
    for (const { type, inputs, protect, retainOnDelete } of resources) {
        const kind = kindOf(type);
        if (kind === undefined) continue;
        const { read, write, delete: remove, more } = actionsOf[kind];
        // What Pulumi refuses to delete, or leaves where it is, need not be deletable.
        const changing = [...write, ...(protect || retainOnDelete ? [] : remove), ...(more?.(inputs) ?? [])];
        const actions = onlyRead ? read : [...read, ...changing];
        for (const action of actions) kindsByAction.set(action, (kindsByAction.get(action) ?? new Set()).add(kind));
    }
    return kindsByAction;
}

function unknownTypes(types: readonly string[]): UserError {
    const what = types.length === 1 ? "a resource type" : `${types.length} resource types`;
    return new UserError(`The program registers ${what} for which the permissions are not known here:
  ${types.join("\n  ")}
Add each to tools/recording/resource-types.ts, and what the provider calls for it to tools/iam-policy.`);
}
