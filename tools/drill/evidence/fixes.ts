import type { Hop, Step } from "../../proof/report";

const refresh = "`pulumi up --refresh` puts back what somebody changed beside Pulumi";

/** What to do about a broken hop. */
const fixes: Readonly<Record<Hop, string>> = {
    service: `${refresh}, and turns a suspended service on again.`,
    "relay rule": `${refresh}, so that the rule is there, enabled, and leads to the findings bus.`,
    "relay role": `${refresh}. If it does not, look for a permissions boundary or a service control policy on the role.`,
    "findings bus": `${refresh}. If it does not, look at the policy of the bus.`,
    "event archive": `${refresh}; events that passed meanwhile cannot be replayed.`,
    "alert rule": `${refresh}, so that the rule is there, enabled, and leads to the alert topic.`,
    message: `${refresh}. If it does not, the template does not fit the event: please report that.`,
    "alarm action": `${refresh}.`,
    "topic policy": `${refresh}: EventBridge needs sns:Publish, without a condition.`,
    "alert key": `${refresh}: EventBridge needs kms:GenerateDataKey* and kms:Decrypt, without a condition.`,
    subscription:
        'Confirm it by the link in SNS\'s mail ("Subscription Confirmation"); if it is gone, `pulumi up --refresh` has ' +
        "a new one sent. A filter policy goes by `aws sns set-subscription-attributes --attribute-name FilterPolicy " +
        "--attribute-value '{}' --subscription-arn ARN`.",
    "publishing destination": `${refresh}. GuardDuty looks at it again when it is saved.`,
    "findings key": `${refresh}: GuardDuty and Macie need kms:GenerateDataKey for their detectors and exports.`,
    "bucket policy": `${refresh}: GuardDuty and Macie need s3:GetBucketLocation and s3:PutObject.`,
    "dead-letter queue": `${refresh}: EventBridge needs sqs:SendMessage for the rules.`,
};

export function fixOf(hop: Hop): string {
    return fixes[hop];
}

/** A broken step with what else is known of it, and what to do. */
export function withFix(step: Step, evidence?: string): Step {
    const said = evidence === undefined ? step.reason : `${step.reason} ${evidence}.`;
    return { ...step, reason: said, fix: fixOf(step.hop) };
}
