import type { PolicyStatement } from "@pulumi/aws/iam";

/**
 * Refuses every request that does not come over TLS, whoever makes it.
 *
 * @param service prefix of the service's actions, as IAM writes it
 * @param resources ARN or ARNs that the statement protects
 */
export function noPlainHttp(service: "s3" | "sqs", resources: string | string[]): PolicyStatement {
    return {
        Sid: "NobodyComesOverPlainHttp",
        Effect: "Deny",
        Principal: "*",
        Action: `${service}:*`,
        Resource: resources,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
}
