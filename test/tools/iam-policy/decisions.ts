import type { JsonObject } from "../../../tools/evaluators/json";
import { type AccessRequest, decide, type Decision } from "../../../tools/evaluators/policy";
import type { Policy } from "../../../tools/iam-policy/policy";
import { account } from "./stacks";

export interface Asked {
    readonly action: string;
    readonly resource: string;
    readonly context?: AccessRequest["context"];
}

/** A key's default policy leaves everything to IAM. */
const keyPolicy = {
    Version: "2012-10-17",
    Statement: [
        { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" },
    ],
};

/** Asks the project's own IAM evaluator, at home and in this account unless the context says otherwise. */
export function decisionsOf(policies: readonly Policy[]): (asked: Asked) => Decision {
    const identityPolicies = JSON.parse(JSON.stringify(policies)) as JsonObject[];
    return ({ action, resource, context = {} }) =>
        decide({
            identityPolicies,
            ...(action.startsWith("kms:") ? { resourcePolicy: keyPolicy } : {}),
            request: {
                ...{ principal: `arn:aws:iam::${account}:user/deployer`, action, resource, resourceAccount: account },
                context: { "aws:RequestedRegion": "eu-west-1", "aws:ResourceAccount": account, ...context },
            },
        });
}
