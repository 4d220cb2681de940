import type { PolicyDocument, PolicyStatement } from "@pulumi/aws/iam";
import { type Account, accountRoot } from "./account";

/** A policy of these statements. */
export function policyOf(...statements: PolicyStatement[]): PolicyDocument {
    return { Version: "2012-10-17", Statement: statements };
}

/** Trust policy of a role that a service assumes. */
export function trustPolicy(sid: string, service: string, conditions?: PolicyStatement["Condition"]): PolicyDocument {
    return policyOf({
        Sid: sid,
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        ...(conditions && { Condition: conditions }),
    });
}

/** Conditions on a service: that it acts for this account, and for these resources of it (ARN patterns). */
export function actingFor({ id }: Account, sourceArns: string | string[]) {
    return { StringEquals: { "aws:SourceAccount": id }, ArnLike: { "aws:SourceArn": sourceArns } };
}

/**
 * Lets IAM policies of the account decide about a key; without it nobody could ever change its policy again. In a key
 * policy the resource "*" means this key alone (AWS KMS Developer Guide, "Key policies").
 */
export function accountManagesKey(account: Account): PolicyStatement {
    return {
        Sid: "AccountManagesTheKey",
        Effect: "Allow",
        Principal: { AWS: accountRoot(account) },
        Action: "kms:*",
        Resource: "*",
    };
}
