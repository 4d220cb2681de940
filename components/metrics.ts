import type * as pulumi from "@pulumi/pulumi";

/** A CloudWatch metric, and how its data points of one period are put together. */
export interface Metric {
    readonly namespace: string;
    readonly metricName: string;
    readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
    readonly statistic: "Sum" | "Maximum" | "Minimum";
}

export interface RuleReference {
    readonly ruleName: pulumi.Input<string>;
    /** @default - the Region's default event bus, whose rules report without a bus name */
    readonly busName?: pulumi.Input<string>;
}

/** Events that matched the rule, also one without a target. */
export function matchedEvents(rule: RuleReference): Metric {
    return ruleMetric("MatchedEvents", rule);
}

/** Events that matched the rule and went to its target. */
export function invocations(rule: RuleReference): Metric {
    return ruleMetric("Invocations", rule);
}

/** Events that the rule's target refused for good. */
export function failedInvocations(rule: RuleReference): Metric {
    return ruleMetric("FailedInvocations", rule);
}

/** Events that went to the rule's dead-letter queue instead of its target. */
export function invocationsSentToDlq(rule: RuleReference): Metric {
    return ruleMetric("InvocationsSentToDlq", rule);
}

/** Messages that wait in a queue. */
export function queueDepth(queueName: pulumi.Input<string>): Metric {
    return queueMetric("ApproximateNumberOfMessagesVisible", queueName);
}

/** Seconds that the oldest message has waited in a queue. */
export function oldestMessage(queueName: pulumi.Input<string>): Metric {
    return queueMetric("ApproximateAgeOfOldestMessage", queueName);
}

function queueMetric(metricName: string, queueName: pulumi.Input<string>): Metric {
    return { namespace: "AWS/SQS", metricName, dimensions: { QueueName: queueName }, statistic: "Maximum" };
}

/** Runs of a function that failed, or that Lambda did not start for want of concurrency. */
export function functionMetric(metricName: "Errors" | "Throttles", functionName: pulumi.Input<string>): Metric {
    return { namespace: "AWS/Lambda", metricName, dimensions: { FunctionName: functionName }, statistic: "Sum" };
}

/**
 * Subscriptions that wait for their confirmation, in all topics of the Region (SNS Developer Guide, "Monitoring Amazon
 * SNS topics using CloudWatch"). A mailbox that got too many mails at once is among them.
 */
export const pendingSubscriptions: Metric = {
    namespace: "AWS/Usage",
    metricName: "ResourceCount",
    dimensions: {
        Service: "SNS",
        Type: "Resource",
        Resource: "ApproximateNumberOfPendingSubscriptions",
        Class: "None",
    },
    statistic: "Maximum",
};

/** Messages that a topic's subscribers took, or did not take. */
export function deliveries(outcome: "Delivered" | "Failed", topicName: pulumi.Input<string>): Metric {
    return {
        namespace: "AWS/SNS",
        metricName: `NumberOfNotifications${outcome}`,
        dimensions: { TopicName: topicName },
        statistic: "Sum",
    };
}

/** 0 for each object that Firehose could not write, else 1. */
export function putSuccess(streamName: pulumi.Input<string>): Metric {
    return streamMetric("DeliveryToS3.Success", "Minimum", streamName);
}

/** Seconds that the oldest record has waited in a stream. */
export function dataFreshness(streamName: pulumi.Input<string>): Metric {
    return streamMetric("DeliveryToS3.DataFreshness", "Maximum", streamName);
}

/** Data Firehose Developer Guide, "Monitor Amazon Data Firehose with CloudWatch metrics". */
function streamMetric(metricName: string, statistic: Metric["statistic"], streamName: pulumi.Input<string>): Metric {
    return { namespace: "AWS/Firehose", metricName, dimensions: { DeliveryStreamName: streamName }, statistic };
}

/** EventBridge User Guide, "Monitoring Amazon EventBridge": a custom bus reports under bus name and rule name together. */
function ruleMetric(metricName: string, { ruleName, busName }: RuleReference): Metric {
    const bus: Metric["dimensions"] = busName === undefined ? {} : { EventBusName: busName };
    return { namespace: "AWS/Events", metricName, dimensions: { ...bus, RuleName: ruleName }, statistic: "Sum" };
}
