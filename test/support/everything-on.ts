/** Settings that make the program register all that it can, save EKS_RUNTIME_MONITORING, which AWS refuses beside RUNTIME_MONITORING. */
export const everythingOn = {
    regions: ["eu-west-1", "us-east-1"],
    guardDuty: {
        plans: {
            ...{ S3_DATA_EVENTS: true, EKS_AUDIT_LOGS: true, EBS_MALWARE_PROTECTION: true, RDS_LOGIN_EVENTS: true },
            ...{ LAMBDA_NETWORK_LOGS: true, RUNTIME_MONITORING: true, AI_PROTECTION: true, AI_ANALYST: true },
        },
    },
    inspector: { scan: ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE", "CODE_REPOSITORY"], registryScanning: "SCAN_ON_PUSH" },
    alerts: { emails: ["security@example.com"], https: ["https://hooks.example.com/a"] },
    archive: {
        ...{ retain: false, replica: "eu-central-1", objectLock: { days: 30 }, accessLogs: "our-logs" },
        readers: [
            "999999999999",
            "arn:aws:iam::999999999999:role/theirs",
            "arn:aws:iam::123456789012:role/team/auditor",
        ],
    },
    scanTargets: true,
};

/** Alerts for everybody who can be told. */
export const everyReceiver = {
    ...everythingOn.alerts,
    routes: {
        payments: {
            services: ["guardDuty"],
            minimumSeverity: "MEDIUM",
            emails: ["payments@example.com"],
            slack: [{ workspace: "T0123ABCD", channel: "C0123ABCD" }],
            teams: [
                {
                    tenant: "11111111-2222-4333-8444-555555555555",
                    team: "66666666-7777-4888-8999-000000000000",
                    channel: "19:abc123@thread.tacv2",
                },
            ],
        },
    },
    events: {
        https: ["https://siem.example.com/b"],
        queues: ["arn:aws:sqs:eu-west-1:123456789012:siem"],
        functions: ["arn:aws:lambda:eu-west-1:123456789012:function:tickets"],
    },
    userNotifications: true,
};

/** Settings as the Pulumi CLI hands them over: every value is text. */
export function asConfig(settings: Readonly<Record<string, unknown>>): Record<string, string> {
    return Object.fromEntries(
        Object.entries(settings).map(([key, value]) => [
            `vigil:${key}`,
            typeof value === "string" ? value : JSON.stringify(value),
        ]),
    );
}
