import { type JsonObject, type JsonValue, kindOfJson, listOf, parseJson } from "../json";
import { type Condition, readConditions } from "./conditions";
import { PolicyError, readElement, readObject, readStrings, refuseUnknownNames } from "./policy-json";
import { type PrincipalElement, readPrincipals } from "./principals";

/** A resource policy names principals, an identity policy is attached to one. */
export type PolicyKind = "resource" | "identity";

/** A list of patterns of which one has to match, or none when it is negated. */
export interface PatternElement {
    /** As the policy writes it, such as `NotAction`. */
    readonly name: string;
    readonly negated: boolean;
    readonly patterns: readonly string[];
}

/** A statement of a policy. */
export interface Statement {
    readonly index: number;
    readonly sid?: string;
    readonly effect: "Allow" | "Deny";
    /** Undefined in identity policies, whose principal is the one they are attached to. */
    readonly principal?: PrincipalElement;
    readonly action: PatternElement;
    /** Undefined in the trust policy of a role, which is only about that role. */
    readonly resource?: PatternElement;
    /** All of them have to hold. */
    readonly conditions: readonly Condition[];
}

/** A policy that IAM accepts. */
export interface PolicyDocument {
    /** Policies have `${...}` variables only since this version. */
    readonly hasVariables: boolean;
    readonly statements: readonly Statement[];
}

const patternNames = ["Action", "NotAction", "Resource", "NotResource"];
const statementNames = ["Sid", "Effect", "Principal", "NotPrincipal", ...patternNames, "Condition"];

/**
 * Reads a policy.
 *
 * AWS: IAM user guide, "IAM JSON policy element reference" and "Grammar of the IAM JSON policy language".
 *
 * @param source the text of the policy, or the JSON object in it
 * @throws PolicyError when the text is not JSON or AWS would refuse the policy
 */
export function parsePolicy(source: string | JsonObject, kind: PolicyKind): PolicyDocument {
    const policy = readObject(
        typeof source === "string" ? parseJson(source, (problem) => new PolicyError("", problem)) : source,
        "",
    );
    refuseUnknownNames(policy, ["Version", "Id", "Statement"], "");
    const { Version: version, Statement: statement = [] } = policy;
    if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17")
        throw new PolicyError("Version", `must be "2012-10-17" or "2008-10-17", not ${JSON.stringify(version)}`);
    const statements = listOf(statement);
    if (statements.length === 0) throw new PolicyError("", "must have a Statement");
    return {
        hasVariables: version === "2012-10-17",
        statements: statements.map((value, index) => readStatement(value, index, kind)),
    };
}

function readStatement(value: JsonValue, index: number, kind: PolicyKind): Statement {
    const path = `Statement[${index}]`;
    const statement = readObject(value, path);
    refuseUnknownNames(statement, statementNames, path);
    const { Sid: sid, Effect: effect } = statement;
    if (sid !== undefined && typeof sid !== "string")
        throw new PolicyError(`${path}.Sid`, `must be a string, but is ${kindOfJson(sid)}`);
    if (effect !== "Allow" && effect !== "Deny") {
        const found = effect === undefined ? "missing" : JSON.stringify(effect);
        throw new PolicyError(`${path}.Effect`, `must be "Allow" or "Deny", but is ${found}`);
    }
    const action = readPatterns(statement, "Action", path);
    if (action === undefined) throw new PolicyError(path, "must have either Action or NotAction");
    const principal = readPrincipals(statement, kind, path);
    const resource = readPatterns(statement, "Resource", path);
    const isTrustPolicy = kind === "resource" && action.patterns.every((pattern) => /^sts:/i.test(pattern));
    if (resource === undefined && !isTrustPolicy)
        throw new PolicyError(path, "must have either Resource or NotResource");
    const conditions = readConditions(statement.Condition, `${path}.Condition`);
    return {
        index,
        ...(sid === undefined ? {} : { sid }),
        effect,
        ...(principal === undefined ? {} : { principal }),
        action,
        ...(resource === undefined ? {} : { resource }),
        conditions,
    };
}

const patternShapes = {
    Action: { shape: /^[^:]+:.+$/, words: "service:action" },
    Resource: { shape: /^arn:/, words: "an ARN" },
};

function readPatterns(statement: JsonObject, about: "Action" | "Resource", path: string): PatternElement | undefined {
    const element = readElement(statement, about, path);
    if (element === undefined) return undefined;
    const { name, negated, value } = element;
    const patterns = readStrings(value, `${path}.${name}`);
    const { shape, words } = patternShapes[about];
    const wrong = patterns.find((pattern) => pattern !== "*" && !shape.test(pattern));
    if (wrong !== undefined)
        throw new PolicyError(`${path}.${name}`, `must be * or ${words}, not ${JSON.stringify(wrong)}`);
    return { name, negated, patterns };
}
