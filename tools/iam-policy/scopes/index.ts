import { archiveScopes } from "./archive";
import { deliveryScopes } from "./delivery";
import { detectionScopes } from "./detection";
import { networkScopes } from "./network";
import { roleScopes } from "./roles";
import type { Scope } from "./scope";

/** All scopes, in the order of their statements. */
export const scopes: readonly Scope[] = [
    ...detectionScopes,
    ...archiveScopes,
    ...deliveryScopes,
    ...roleScopes,
    ...networkScopes,
];

/** The scopes of an action: those that name it, or else that of its service. */
export function scopesOf(action: string): Scope[] {
    const naming = scopes.filter(({ covers }) => covers.includes(action));
    const service = `${action.split(":", 1).join("")}:*`;
    return naming.length > 0 ? naming : scopes.filter(({ covers }) => covers.includes(service));
}
