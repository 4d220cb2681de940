import type { Hop, Report, Step } from "./report";

/** What has to be so at each hop, for an event to pass. */
export const needs = {
    service: "The service has to be on in the Region, and not suspended.",
    schedule: "It has to be there and on, with the expression and the input that the program gives it.",
    "schedule role": "EventBridge Scheduler has to be trusted with the role, and the role has to allow what it is for.",
    "relay rule": "The rule has to exist, be enabled, match the event, and lead to the findings bus.",
    "relay role":
        "EventBridge has to be trusted with the role for the relay rules, and the role needs events:PutEvents on the " +
        "findings bus. If it has that, look for a permissions boundary or a service control policy on it.",
    "findings bus": "The policy of the bus has to let the relay role, and for other Regions the account, put events.",
    "event archive":
        "The archive has to be of the findings bus and keep every event; what passes without it cannot be replayed.",
    "stream rule": "The rule has to exist, be enabled, match the event as it is, and lead to the findings stream.",
    "stream role":
        "EventBridge has to be trusted with the role for this rule, and the role needs firehose:PutRecord and " +
        "firehose:PutRecordBatch on the stream.",
    "findings stream": "It has to be in the home Region, and write to the archive's bucket under a key of that Region.",
    "delivery role":
        "Firehose has to be trusted with the role, with the account's number as sts:ExternalId; the role has to write " +
        "below `findings/`, and needs kms:GenerateDataKey and kms:Decrypt on the findings key for S3.",
    "heartbeat rule": "A rule without a target has to match the heartbeats of this stack, and no other rule may.",
    "heartbeat alarm":
        "It has to count what the heartbeat rule matches, and go off when one Region is silent: `pulumi up` sets it so.",
    "alert rule":
        "The rule has to exist, be enabled, match the event, and lead to the alert topic; those for " +
        "routes alone to the notifier's queue, those for machines to the events topic.",
    message: "The template has to say of the event what Vigil's own says. If it is Vigil's, please report that.",
    "alarm action": "The alarm has to go off at the first loss, and its actions have to lead to a topic of its Region.",
    "topic policy": "EventBridge needs sns:Publish without a condition, CloudWatch for the alarms of this account.",
    "alert key":
        "EventBridge needs kms:GenerateDataKey* and kms:Decrypt without a condition, CloudWatch for the alarms.",
    subscription:
        'Confirm it by the link in SNS\'s mail ("Subscription Confirmation"); if it is gone, `pulumi up --refresh` has ' +
        "a new one sent. A filter policy is removed by `aws sns set-subscription-attributes --attribute-name FilterPolicy " +
        "--attribute-value '{}' --subscription-arn ARN`.",
    "receiver permission": "The function needs a permission for sns.amazonaws.com and this topic.",
    "notifier queue":
        "SNS needs sqs:SendMessage for the alert topic, EventBridge for the rules of routes; a key of the queue has to let SNS use it.",
    "event source mapping":
        "It has to be enabled, in the function's Region, with ReportBatchItemFailures, a window of some seconds and a " +
        "maximum concurrency of 2; the queue has to hide messages for longer than the function may run.",
    "notifier role":
        "Lambda has to be trusted with the role, and the role needs sqs:ReceiveMessage, sqs:DeleteMessage and " +
        "sqs:GetQueueAttributes on the queue, sns:Publish on the mail topic and those of routes, kms:GenerateDataKey and kms:Decrypt on their key.",
    notifier: "The function has to be Vigil's own code with its environment, and the subscription raw.",
    "mail topic": "The topic has to exist, and its policy must not refuse the notifier or the alarms of this account.",
    "mail key": "The key has to be enabled, leave its use to the account, and let CloudWatch use it for the alarms.",
    chat:
        "A channel's configuration has to name the topic, Amazon Q has to be trusted with its role, and the message has to " +
        "be in its custom schema.",
    "publishing destination":
        "It has to name a bucket and a key that exist. GuardDuty checks it again when it is saved.",
    "findings key":
        "GuardDuty and Macie need kms:GenerateDataKey for their detectors and exports; for the delivery role the account decides.",
    "bucket policy":
        "GuardDuty and Macie need s3:GetBucketLocation and s3:PutObject; it must not refuse the delivery role.",
    replication:
        "The rule has to be enabled and copy encrypted objects to a bucket with versions; S3 has to be trusted with the " +
        "role, which needs to read the archive, write to the replica, and use both keys.",
    line: "The stream has to write gzip objects with a line an event into a folder a day, where the table looks for them.",
    "notification rule": "One rule has to take the event: source, type, Region and pattern as the program gives them.",
    "notification channel": "There has to be a hub, and a contact for each of vigil:alerts.emails that is a channel.",
    "dead-letter queue": "EventBridge needs sqs:SendMessage for the rules, and SNS for the topic.",
} satisfies Record<Hop, string>;

const refresh = "`pulumi up --refresh` undoes changes that were made outside of Pulumi.";

/** What to do about a broken hop. */
export function fixFor(hop: Hop, cloud: Report["cloud"]): string {
    return cloud === "aws" && hop !== "subscription" ? `${refresh} ${needs[hop]}` : needs[hop];
}

/** Steps with what to do where one failed and does not say it itself. */
export function withFixes(steps: readonly Step[], cloud: Report["cloud"]): Step[] {
    return steps.map((step) => (step.passed ? step : { ...step, fix: step.fix ?? fixFor(step.hop, cloud) }));
}
