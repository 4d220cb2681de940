import { addStatement, copy, inOrder, replace, set, statement, without } from "../edits";
import type { Blame, Fault } from "./fault";

const queue = ["queue", "=notifier"] as const;
const subscription = ["subscription", "notifier"] as const;
const mapping = ["eventSourceMapping", "notifier"] as const;
const lambda = ["function", "notifier"] as const;
const role = ["role", "notifier"] as const;
const permissions = ["rolePolicy", "notifier"] as const;
const key = ["key", "mail-topic"] as const;
const mailTopicPolicy = ["topicPolicy", "mail-topic"] as const;
const mailbox = ["subscription", "mail-topic-security@example.com"] as const;
const waiting = ["alarm", "notifier-waiting"] as const;
const letters = ["alarm", "notifier-dead-letters"] as const;

const rolePolicy: Blame = "notifier role: RolePolicy notifier";
const lambdaItself: Blame = "notifier: Function notifier";
const mappingItself: Blame = "event source mapping: EventSourceMapping notifier";
const alertTopic = "arn:aws:sns:eu-west-1:123456789012:vigil-test-alert-topic";
const elsewhere = "arn:aws:sns:eu-west-1:123456789012:elsewhere";

/** Takes an action from what a role may do. */
function not(action: string): Fault["edit"] {
    return replace(permissions, `"${action}"`, `"none:${action.split(":")[1] ?? ""}"`);
}

/** Everything between the alert topic and the mailboxes. */
export const notifierFaults: readonly Fault[] = [
    {
        when: "the notifier's queue is not subscribed",
        blames: ["subscription: Queue notifier"],
        edit: without(...subscription),
    },
    {
        when: "the notifier's queue is subscribed to another topic",
        blames: ["subscription: TopicSubscription notifier"],
        edit: set(subscription, { topic: "arn:aws:sns:eu-west-1:123456789012:vigil-test-mail-topic" }),
    },
    {
        when: "the subscription has a filter policy for attributes, which no alert has",
        blames: ["subscription: TopicSubscription notifier"],
        edit: set(subscription, { filterPolicy: '{"severity":["HIGH"]}' }),
    },
    {
        when: "the subscription takes only critical alerts",
        blames: ["subscription: TopicSubscription notifier"],
        edit: set(subscription, { filterPolicy: '{"severity":["CRITICAL"]}', filterPolicyScope: "MessageBody" }),
    },
    {
        when: "the messages come in the envelope of SNS, which the notifier cannot read",
        blames: ["notifier: TopicSubscription notifier"],
        edit: set(subscription, { rawMessageDelivery: false }),
    },
    {
        when: "the notifier's queue has no policy",
        blames: ["notifier queue: Queue notifier"],
        edit: without("queuePolicy", "=notifier"),
    },
    {
        when: "the notifier's queue takes messages of another topic",
        blames: ["notifier queue: QueuePolicy notifier"],
        edit: statement(["queuePolicy", "=notifier"], "TopicDelivers", (one) => ({
            ...one,
            Condition: { ArnEquals: { "aws:SourceArn": elsewhere } },
        })),
    },
    {
        when: "the notifier's queue is under the alert key, which SNS may not use",
        blames: ["notifier queue: Key alert-topic"],
        edit: set(queue, { kmsMasterKeyId: "alias/vigil-test-alerts" }),
    },
    {
        when: "there is no function",
        blames: ["notifier: Topic alert-topic"],
        edit: without("function"),
    },
    {
        when: "nothing gives the function the messages",
        blames: ["event source mapping: Function notifier"],
        edit: without("eventSourceMapping"),
    },
    { when: "the mapping is disabled", blames: [mappingItself], edit: set(mapping, { enabled: false }) },
    {
        when: "the mapping is of another queue",
        blames: [mappingItself],
        edit: set(mapping, { eventSourceArn: "arn:aws:sqs:eu-west-1:123456789012:other" }),
    },
    { when: "the mapping is in another Region", blames: [mappingItself], edit: set(mapping, { region: "eu-west-3" }) },
    {
        when: "the function's list of failed messages is not asked for",
        blames: [mappingItself],
        edit: set(mapping, { functionResponseTypes: [] }),
    },
    {
        when: "a batch of a thousand has no window",
        blames: [mappingItself],
        edit: set(mapping, { maximumBatchingWindowInSeconds: 0 }),
    },
    {
        when: "batches of ten have no window",
        blames: [mappingItself],
        edit: set(mapping, { maximumBatchingWindowInSeconds: 0, batchSize: 10 }),
    },
    { when: "batches are too big", blames: [mappingItself], edit: set(mapping, { batchSize: 10_001 }) },
    {
        when: "there is no maximum concurrency",
        blames: [mappingItself],
        edit: set(mapping, { scalingConfig: undefined }),
    },
    {
        when: "the maximum concurrency is too high for a mailbox",
        blames: [mappingItself],
        edit: set(mapping, { scalingConfig: { maximumConcurrency: 4 } }),
    },
    {
        when: "the queue hides messages for less time than the function may take",
        blames: ["event source mapping: Queue notifier"],
        edit: set(queue, { visibilityTimeoutSeconds: 59 }),
    },
    {
        when: "Lambda is not trusted with the role",
        blames: ["notifier role: Role notifier"],
        edit: statement(role, "Lambda", (one) => ({ ...one, Principal: { Service: "ec2.amazonaws.com" } })),
    },
    { when: "the role is gone", blames: ["notifier role: Function notifier"], edit: without(...role) },
    {
        when: "the role may do nothing",
        blames: ["notifier role: Role notifier"],
        edit: inOrder(without(...permissions), without("rolePolicy", "weekly-mail-reading")),
    },
    ...["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sns:Publish"].map((action) => ({
        when: `the role lacks ${action}`,
        blames: [rolePolicy],
        edit: not(action),
    })),
    ...["kms:GenerateDataKey", "kms:Decrypt"].map((action) => ({
        when: `the role lacks ${action}`,
        blames: [rolePolicy],
        edit: not(action),
    })),
    {
        when: "the role may use the key through another service only",
        blames: [rolePolicy],
        edit: replace(permissions, "sns.eu-west-1.amazonaws.com", "sqs.eu-west-1.amazonaws.com"),
    },
    {
        when: "the role may publish to another topic",
        blames: [rolePolicy],
        edit: replace(permissions, "vigil-test-mail-topic", "vigil-test-other-topic"),
    },
    {
        when: "the function is told of a topic that does not exist",
        blames: [lambdaItself],
        edit: replace(lambda, "vigil-test-mail-topic", "vigil-test-other-topic"),
    },
    {
        when: "the function publishes to the topic that its alerts come from",
        blames: [lambdaItself],
        edit: replace(lambda, "vigil-test-mail-topic", "vigil-test-alert-topic"),
    },
    { when: "the handler has another name", blames: [lambdaItself], edit: set(lambda, { handler: "index.main" }) },
    {
        when: "the runtime is too old for the code",
        blames: [lambdaItself],
        edit: set(lambda, { runtime: "nodejs20.x" }),
    },
    {
        when: "the function is switched off by its reserved concurrency",
        blames: [lambdaItself],
        edit: set(lambda, { reservedConcurrentExecutions: 0 }),
    },
    {
        when: "the function is stopped before its mails are out",
        blames: [lambdaItself],
        edit: set(lambda, { timeout: 5 }),
    },
    {
        when: "the policy of the mail topic refuses everybody but CloudWatch",
        blames: ["mail topic: TopicPolicy mail-topic"],
        edit: addStatement(mailTopicPolicy, {
            Effect: "Deny",
            NotPrincipal: { Service: "cloudwatch.amazonaws.com" },
            Action: "sns:Publish",
            Resource: "*",
        }),
    },
    {
        when: "the policy of the mail topic does not let alarms publish",
        blames: ["mail topic: TopicPolicy mail-topic"],
        edit: statement(mailTopicPolicy, "AlarmsPublish", () => undefined),
    },
    {
        when: "the policy of the mail key does not leave its use to the account",
        blames: ["mail key: Key mail-topic"],
        edit: statement(key, "AccountManagesTheKey", (one) => ({ ...one, Action: "kms:Describe*" })),
    },
    {
        when: "the policy of the mail key does not let alarms in",
        blames: ["mail key: Key mail-topic"],
        edit: statement(key, "AlarmsPublish", () => undefined),
    },
    { when: "the mail key is disabled", blames: ["mail key: Key mail-topic"], edit: set(key, { isEnabled: false }) },
    {
        when: "the mailbox is on the alert topic",
        blames: ["subscription: Topic mail-topic"],
        edit: set(mailbox, { topic: alertTopic }),
    },
    {
        when: "the mailbox is on the alert topic, too",
        blames: ["subscription: TopicSubscription mail-topic-security@example.com"],
        edit: copy(mailbox, "again", { topic: alertTopic }),
    },
    {
        when: "the mailbox has not confirmed",
        blames: ["subscription: TopicSubscription mail-topic-security@example.com"],
        edit: set(mailbox, { pendingConfirmation: true }),
    },
    {
        when: "no message is given up",
        blames: ["dead-letter queue: Queue notifier"],
        edit: set(queue, { redrivePolicy: undefined }),
    },
    {
        when: "a message is given up after its first receive",
        blames: ["dead-letter queue: Queue notifier"],
        edit: replace(queue, `"maxReceiveCount":5`, `"maxReceiveCount":1`),
    },
    {
        when: "the dead-letter queue takes nothing from the topic",
        blames: ["dead-letter queue: QueuePolicy notifier-dead-letters"],
        edit: statement(["queuePolicy", "notifier-dead-letters"], "TopicSends", () => undefined),
    },
    {
        when: "nothing keeps what the notifier's queue does not take",
        blames: ["dead-letter queue: TopicSubscription notifier"],
        edit: set(subscription, { redrivePolicy: undefined }),
    },
    {
        when: "no alarm watches the age of messages",
        blames: ["alarm action: Queue notifier"],
        edit: without(...waiting),
    },
    {
        when: "the alarm on their age waits for two hours",
        blames: ["alarm action: MetricAlarm notifier-waiting"],
        edit: set(waiting, { threshold: 7200 }),
    },
    {
        when: "no alarm watches the notifier's dead letters",
        blames: ["alarm action: Queue notifier-dead-letters"],
        edit: without(...letters),
    },
    ...["notifier-waiting", "notifier-errors", "alert-health-dead-letters", "notifier-pending"].map((name) => ({
        when: `the alarm ${name} goes the way of alerts`,
        blames: [
            `alarm action: MetricAlarm ${name === "notifier-pending" ? "notifier-pending-subscriptions" : name}` as Blame,
        ],
        edit: set(["alarm", name], { alarmActions: [alertTopic] }),
    })),
    {
        when: "alarms that are over are told to nobody",
        blames: ["alarm action: MetricAlarm notifier-pending-subscriptions"],
        edit: set(["alarm", "notifier-pending-subscriptions"], { okActions: [] }),
    },
    {
        when: "all alarms of home tell mailboxes directly when they are over",
        blames: ["event source mapping: Topic mail-topic"],
        edit: inOrder(
            replace(
                ["alarm", "alert-health"],
                `"okActions":["${alertTopic}"]`,
                `"okActions":["${alertTopic.replace("alert", "mail")}"]`,
            ),
        ),
    },
];
