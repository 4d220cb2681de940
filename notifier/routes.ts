import type { Route } from "../findings/routes";
import { severitiesFrom } from "../findings/severity";
import { matchesType } from "../findings/type-pattern";
import type { Alert } from "./alert";

/**
 * Whether an alert is for the people of a route.
 *
 * What is wrong with Vigil itself, and what it cannot read, is for the default route only. Lost coverage has no
 * severity and no type, so a route that asks for types has none of it.
 */
export function isFor(route: Route, { kind, service, level, type, region, account }: Alert): boolean {
    const isDefault = route.name === "default";
    if (service === undefined || (isDefault && kind === "coverage")) return isDefault;
    if (!allows(route.regions, region) || !allows(route.accounts, account)) return false;
    const minimum = route.minimumSeverity[service];
    if (kind === "coverage") return route.types.length === 0 && minimum !== "OFF";
    const isSevere = severitiesFrom(service, minimum).some((severity) => severity === level);
    return isSevere && (route.types.length === 0 || isOneOf(route.types, type));
}

/** Whether no mail and no chat tells of this finding. */
export function isMuted({ kind, type }: Alert, mute: readonly string[]): boolean {
    return kind === "finding" && isOneOf(mute, type);
}

function isOneOf(patterns: readonly string[], type: string): boolean {
    return patterns.some((pattern) => matchesType(pattern, type));
}

function allows(list: readonly string[], value = ""): boolean {
    return list.length === 0 || list.includes(value);
}
