import type * as pulumi from "@pulumi/pulumi";
import { type AlarmTopics, alarmWhenAbove } from "./alarm";
import type { DeadLetterQueue } from "./dead-letter-queue";
import type { MailTopic } from "./mail-topic";
import { deliveries, functionMetric, type Metric, oldestMessage, pendingSubscriptions, queueDepth } from "./metrics";

export interface NotifierAlarmsArgs {
    readonly region: string;
    readonly notifier: {
        readonly queueName: pulumi.Input<string>;
        readonly functionName: pulumi.Input<string>;
        readonly mailTopic: MailTopic;
        readonly deadLetterQueue: DeadLetterQueue;
        readonly tells: AlarmTopics;
    };
    /** How long a run of the function may take, in seconds. */
    readonly timeout: number;
    readonly tags: Record<string, string>;
}

/**
 * Alarms on what stands between the alert topic and the mailboxes. With the one on the alert topic's dead letters they
 * are seven: going off together, they cannot suspend a mailbox.
 */
export function watchNotifier(name: string, args: NotifierAlarmsArgs, opts: pulumi.CustomResourceOptions): void {
    const { region, notifier, timeout, tags } = args;
    const { deadLetterQueue, functionName, mailTopic, queueName, tells } = notifier;
    // The alerts of a run count as waiting until it is over.
    const minutes = Math.ceil((5 * timeout) / 60);
    const alarms: [key: string, description: string, metric: Metric, threshold?: number][] = [
        [
            "dead-letters",
            "Alerts that were not mailed wait in the notifier's dead-letter queue.",
            queueDepth(deadLetterQueue.queueName),
        ],
        // Without its permissions a function is not run at all, which neither errors nor throttles show.
        [
            "waiting",
            `Alerts have waited for more than ${minutes} minutes to be mailed.`,
            oldestMessage(queueName),
            60 * minutes,
        ],
        ["errors", "The notifier failed; it tries again.", functionMetric("Errors", functionName)],
        ["throttles", "Lambda had no room for the notifier.", functionMetric("Throttles", functionName)],
        ["undelivered", "SNS could not deliver mails to a mailbox.", deliveries("Failed", mailTopic.topicName)],
        [
            "pending-subscriptions",
            "A subscription in this account and Region waits for confirmation. SNS also puts a mailbox back to that when " +
                "it gets too many mails.",
            pendingSubscriptions,
        ],
    ];
    for (const [key, description, metric, threshold] of alarms)
        alarmWhenAbove(`${name}-${key}`, { region, description, metric, threshold, tells, tags }, opts);
}
