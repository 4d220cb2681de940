import type { PrincipalElement, StatementPrincipal } from "./policy-document";

/**
 * How a statement names who asks: `principal` by itself or as everyone, `account` by its account, which leaves the
 * decision to that account's identity policies.
 */
export type PrincipalMatch = "principal" | "account" | "none";

/** The account of an IAM principal; undefined for a service. */
export function accountOf(principal: string): string | undefined {
    return principal.startsWith("arn:") ? principal.split(":")[4] : undefined;
}

/**
 * How a statement of a resource policy names the principal of a request.
 *
 * NotPrincipal names all but those in it, and an account in it spares only the account itself: each principal that is
 * to be spared has to be in it.
 *
 * AWS: IAM user guide, "AWS JSON policy elements: Principal" and "NotPrincipal".
 */
export function matchPrincipal(element: PrincipalElement, principal: string): PrincipalMatch {
    const matches = element.principals.map((named) => matchOne(named, principal));
    if (element.negated) {
        return matches.includes("principal") ? "none" : "principal";
    }
    return matches.includes("principal") ? "principal" : matches.includes("account") ? "account" : "none";
}

function matchOne(named: StatementPrincipal, principal: string): PrincipalMatch {
    if (named.type === "AWS" && named.value === "*") {
        return "principal";
    }
    const account = accountOf(principal);
    if (named.type !== "AWS") {
        return account === undefined && named.type === "Service" && named.value === principal ? "principal" : "none";
    }
    if (account === undefined) {
        return "none";
    }
    const namedAccount = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(named.value)?.[1];
    if (namedAccount !== undefined) {
        return namedAccount !== account ? "none" : principal.endsWith(":root") ? "principal" : "account";
    }
    return named.value === principal || isSessionOf(principal, named.value) ? "principal" : "none";
}

/** Whether the principal is a session of the role; the ARN of a session has the name of the role without its path. */
function isSessionOf(session: string, role: string): boolean {
    const [, partition, account, name] = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(session) ?? [];
    const [, rolePartition, roleAccount, roleName] = /^arn:([^:]+):iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(role) ?? [];
    return name !== undefined && name === roleName && account === roleAccount && partition === rolePartition;
}
