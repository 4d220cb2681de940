import { isJsonObject, type JsonObject, type JsonValue, kindOfJson, parseJson } from "../json";
import { parseConditions } from "./parse-conditions";
import { parsePrincipalElement } from "./parse-principals";
import { parseStringList, refuseUnknownNames } from "./parse-strings";
import {
    type PatternElement,
    type PolicyDocument,
    PolicyError,
    type PolicyKind,
    type Statement,
} from "./policy-document";

const STATEMENT_ELEMENTS = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/**
 * Reads a policy.
 *
 * AWS: IAM user guide, "IAM JSON policy element reference" and "Grammar of the IAM JSON policy language".
 *
 * @param source the text of the policy, or the JSON object in it
 * @throws PolicyError when the text is not JSON or AWS would refuse the policy
 */
export function parsePolicy(source: string | JsonObject, kind: PolicyKind): PolicyDocument {
    const policy = typeof source === "string" ? parseJson(source, (problem) => new PolicyError("", problem)) : source;
    if (!isJsonObject(policy)) {
        throw new PolicyError("", `must be a JSON object, but is ${kindOfJson(policy)}`);
    }
    refuseUnknownNames(policy, ["Version", "Id", "Statement"], "");
    const version = policy.Version;
    if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") {
        throw new PolicyError("Version", `must be "2012-10-17" or "2008-10-17", not ${JSON.stringify(version)}`);
    }
    const statements = Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement];
    if (statements.length === 0 || policy.Statement === undefined) {
        throw new PolicyError("", "must have a Statement");
    }
    return {
        hasVariables: version === "2012-10-17",
        statements: statements.map((statement, index) => parseStatement(statement, index, kind)),
    };
}

function parseStatement(statement: JsonValue | undefined, index: number, kind: PolicyKind): Statement {
    const path = `Statement[${index}]`;
    if (!isJsonObject(statement)) {
        throw new PolicyError(path, `must be an object, but is ${kindOfJson(statement)}`);
    }
    refuseUnknownNames(statement, STATEMENT_ELEMENTS, path);
    const { Sid: sid, Effect: effect } = statement;
    if (sid !== undefined && typeof sid !== "string") {
        throw new PolicyError(`${path}.Sid`, `must be a string, but is ${kindOfJson(sid)}`);
    }
    if (effect !== "Allow" && effect !== "Deny") {
        const found = effect === undefined ? "missing" : JSON.stringify(effect);
        throw new PolicyError(`${path}.Effect`, `must be "Allow" or "Deny", but is ${found}`);
    }
    const action = parseAction(statement, path);
    return {
        index,
        ...(sid === undefined ? {} : { sid }),
        effect,
        ...parsePrincipalElement(statement, kind, path),
        action,
        ...parseResource(statement, kind, action, path),
        conditions: parseConditions(statement.Condition, `${path}.Condition`),
    };
}

function parseAction(statement: JsonObject, path: string): PatternElement {
    const action = parsePatterns(statement, "Action", "NotAction", path);
    if (action === undefined) {
        throw new PolicyError(path, "must have either Action or NotAction");
    }
    const wrong = action.patterns.find((pattern) => pattern !== "*" && !/^[^:]+:.+$/.test(pattern));
    if (wrong !== undefined) {
        throw new PolicyError(`${path}.${action.name}`, `must be * or service:action, not ${JSON.stringify(wrong)}`);
    }
    return action;
}

function parseResource(
    statement: JsonObject,
    kind: PolicyKind,
    action: PatternElement,
    path: string,
): { resource?: PatternElement } {
    const resource = parsePatterns(statement, "Resource", "NotResource", path);
    if (resource === undefined) {
        const isTrustPolicy = kind === "resource" && action.patterns.every((pattern) => /^sts:/i.test(pattern));
        if (!isTrustPolicy) {
            throw new PolicyError(path, "must have either Resource or NotResource");
        }
        return {};
    }
    const wrong = resource.patterns.find((pattern) => pattern !== "*" && !pattern.startsWith("arn:"));
    if (wrong !== undefined) {
        throw new PolicyError(`${path}.${resource.name}`, `must be * or an ARN, not ${JSON.stringify(wrong)}`);
    }
    return { resource };
}

function parsePatterns(
    statement: JsonObject,
    name: "Action" | "Resource",
    notName: "NotAction" | "NotResource",
    path: string,
): PatternElement | undefined {
    const negated = statement[name] === undefined;
    const found = negated ? notName : name;
    const value = statement[found];
    if (value === undefined) {
        return undefined;
    }
    if (!negated && statement[notName] !== undefined) {
        throw new PolicyError(path, `must not have both ${name} and ${notName}`);
    }
    return { name: found, negated, patterns: parseStringList(value, `${path}.${found}`) };
}
