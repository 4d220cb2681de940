import { isJsonObject, type JsonObject, type JsonValue, kindOfJson } from "../json";
import { parseStringList } from "./parse-strings";
import { PolicyError, type PolicyKind, type PrincipalElement, type StatementPrincipal } from "./policy-document";

const TYPES = ["AWS", "Service", "Federated", "CanonicalUser"] as const;

/**
 * Reads Principal or NotPrincipal of a statement.
 *
 * AWS: IAM user guide, "AWS JSON policy elements: Principal" and "NotPrincipal".
 *
 * @throws PolicyError when a resource policy has not exactly one of them, or an identity policy has any
 */
export function parsePrincipalElement(
    statement: JsonObject,
    kind: PolicyKind,
    path: string,
): { principal?: PrincipalElement } {
    const { Principal: principal, NotPrincipal: notPrincipal } = statement;
    if (kind === "identity") {
        if (principal !== undefined || notPrincipal !== undefined) {
            throw new PolicyError(path, "must not have a principal, for it is in an identity policy");
        }
        return {};
    }
    if ((principal === undefined) === (notPrincipal === undefined)) {
        throw new PolicyError(path, "must have either Principal or NotPrincipal");
    }
    const negated = principal === undefined;
    const value = negated ? notPrincipal : principal;
    return {
        principal: { negated, principals: parsePrincipals(value, `${path}.${negated ? "NotPrincipal" : "Principal"}`) },
    };
}

function parsePrincipals(value: JsonValue | undefined, path: string): StatementPrincipal[] {
    if (value === "*") {
        return [{ type: "AWS", value }];
    }
    if (!isJsonObject(value) || Object.keys(value).length === 0) {
        const found = typeof value === "string" ? JSON.stringify(value) : kindOfJson(value);
        throw new PolicyError(
            path,
            `must be "*" or an object such as {"Service": "events.amazonaws.com"}, but is ${found}`,
        );
    }
    return Object.entries(value).flatMap(([name, values]) => {
        const type = TYPES.find((known) => known === name);
        if (type === undefined) {
            throw new PolicyError(`${path}.${name}`, `is not a type of principal: ${TYPES.join(", ")} are`);
        }
        return parseStringList(values, `${path}.${type}`).map((text) => parsePrincipal(type, text, `${path}.${type}`));
    });
}

function parsePrincipal(type: StatementPrincipal["type"], value: string, path: string): StatementPrincipal {
    if (type === "AWS" && value !== "*" && /[*?]/.test(value)) {
        throw new PolicyError(
            path,
            `must not have a wildcard in ${JSON.stringify(value)}: "*" stands alone or not at all`,
        );
    }
    return { type, value };
}
