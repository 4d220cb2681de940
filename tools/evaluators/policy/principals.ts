import { isJsonObject, type JsonObject, type JsonValue, kindOfJson } from "../json";
import { PolicyError, readElement, readStrings } from "./policy-json";

const principalTypes = ["AWS", "Service", "Federated", "CanonicalUser"] as const;

/** One principal of a statement; `"*"` alone is `{ type: "AWS", value: "*" }`, which means the same. */
export interface StatementPrincipal {
    readonly type: (typeof principalTypes)[number];
    readonly value: string;
}

/** The principals of a statement of a resource policy. */
export interface PrincipalElement {
    readonly negated: boolean;
    readonly principals: readonly StatementPrincipal[];
}

/**
 * How a statement names the principal of a request: `principal` directly or as everyone, `account` by its account,
 * which leaves the decision to that account's identity policies.
 */
export type PrincipalMatch = "principal" | "account" | "none";

/**
 * Reads Principal or NotPrincipal of a statement.
 *
 * AWS: IAM user guide, "AWS JSON policy elements: Principal" and "NotPrincipal".
 *
 * @throws PolicyError when a resource policy has not exactly one of them, or an identity policy has any
 */
export function readPrincipals(
    statement: JsonObject,
    kind: "resource" | "identity",
    path: string,
): PrincipalElement | undefined {
    const element = readElement(statement, "Principal", path);
    if (kind === "identity" && element !== undefined)
        throw new PolicyError(path, "must not have a principal, because it is in an identity policy");
    if (kind === "resource" && element === undefined)
        throw new PolicyError(path, "must have either Principal or NotPrincipal");
    return element && { negated: element.negated, principals: principalsIn(element.value, `${path}.${element.name}`) };
}

function principalsIn(value: JsonValue, path: string): StatementPrincipal[] {
    if (value === "*") return [{ type: "AWS", value }];
    if (!isJsonObject(value) || Object.keys(value).length === 0) {
        const found = typeof value === "string" ? JSON.stringify(value) : kindOfJson(value);
        const problem = `must be "*" or an object such as {"Service": "events.amazonaws.com"}, but is ${found}`;
        throw new PolicyError(path, problem);
    }
    return Object.entries(value).flatMap(([name, values]) => {
        const type = principalTypes.find((known) => known === name);
        if (type === undefined)
            throw new PolicyError(`${path}.${name}`, `is not a type of principal: ${principalTypes.join(", ")} are`);
        const texts = readStrings(values, `${path}.${type}`);
        const wrong = texts.find((text) => type === "AWS" && text !== "*" && /[*?]/.test(text));
        if (wrong !== undefined) {
            const problem = `must not have a wildcard in ${JSON.stringify(wrong)}: "*" stands alone or not at all`;
            throw new PolicyError(`${path}.${type}`, problem);
        }
        return texts.map((text) => ({ type, value: text }));
    });
}

/** The account of an IAM principal; undefined for a service. */
export function accountOf(principal: string): string | undefined {
    return principal.startsWith("arn:") ? principal.split(":")[4] : undefined;
}

/**
 * How a statement of a resource policy names the principal of a request.
 *
 * NotPrincipal names all but those in it, and an account in it spares only the account itself: each principal that is
 * to be spared has to be in it.
 */
export function matchPrincipal({ negated, principals }: PrincipalElement, principal: string): PrincipalMatch {
    const matches = principals.map((named) => matchOne(named, principal));
    if (negated) return matches.includes("principal") ? "none" : "principal";
    return matches.includes("principal") ? "principal" : matches.includes("account") ? "account" : "none";
}

function matchOne({ type, value }: StatementPrincipal, principal: string): PrincipalMatch {
    if (type === "AWS" && value === "*") return "principal";
    const isService = accountOf(principal) === undefined;
    if (type !== "AWS" || isService)
        return type === "Service" && isService && value === principal ? "principal" : "none";
    if (value === principal || isSessionOf(principal, value)) return "principal";
    if (!isInAccount(principal, value)) return "none";
    return principal.endsWith(":root") ? "principal" : "account";
}

/** Whether the value names an account, by its number or its root user, and the principal is in it. */
function isInAccount(principal: string, value: string): boolean {
    const [, partition, account] = /^arn:([^:]+):[^:]*:[^:]*:(\d+):/.exec(principal) ?? [];
    return account !== undefined && [account, `arn:${partition}:iam::${account}:root`].includes(value);
}

/** Whether the principal is a session of the role; the ARN of a session has the name of the role without its path. */
function isSessionOf(session: string, role: string): boolean {
    const [, partition, account, name] = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(session) ?? [];
    const [, rolePartition, roleAccount, roleName] = /^arn:([^:]+):iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(role) ?? [];
    return name !== undefined && name === roleName && account === roleAccount && partition === rolePartition;
}
