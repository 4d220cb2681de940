import type { EventTargetArgs } from "@pulumi/aws/cloudwatch";

/** How long EventBridge tries to deliver before an event goes to the dead letters: the longest it offers, 24 hours. */
export const retryPolicy = {
    maximumEventAgeInSeconds: 86_400,
    maximumRetryAttempts: 185,
} satisfies EventTargetArgs["retryPolicy"];
