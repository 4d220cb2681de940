import type { Driver } from "../driver";
import { deliveryPrices } from "../prices/delivery";

/** What carries and keeps the findings bills by: next to nothing, unless findings come in floods. */
export const deliveryDrivers: readonly Driver[] = [
    {
        key: "eventBridge.relayedEvents",
        service: "EventBridge",
        counts: "findings and alarms carried home",
        price: deliveryPrices.relayedEvents,
        scope: "everyRegion",
        billedFor: stands("aws:cloudwatch/eventTarget:EventTarget"),
    },
    {
        key: "sqs.deadLetterRequests",
        service: "SQS",
        counts: "requests, three for each dead letter",
        price: deliveryPrices.queueRequests,
        scope: "everyRegion",
        billedFor: stands("aws:sqs/queue:Queue"),
    },
    {
        key: "eventBridge.archivedGB",
        service: "EventBridge",
        counts: "GB taken into the event archive",
        price: deliveryPrices.archivedEventGigabytes,
        scope: "home",
        billedFor: stands("aws:cloudwatch/eventArchive:EventArchive"),
    },
    {
        key: "eventBridge.replayableGB",
        service: "EventBridge",
        counts: "GB that the event archive holds",
        price: deliveryPrices.replayableGigabytes,
        scope: "home",
        billedFor: stands("aws:cloudwatch/eventArchive:EventArchive"),
    },
    {
        key: "sns.alerts",
        service: "SNS",
        counts: "alerts sent to the topic",
        price: deliveryPrices.publishedAlerts,
        scope: "home",
        billedFor: stands("aws:sns/topic:Topic"),
    },
    {
        key: "sns.mails",
        service: "SNS",
        counts: "alerts times mailboxes",
        price: deliveryPrices.mails,
        scope: "home",
        billedFor: subscribed("email"),
    },
    {
        key: "sns.httpsCalls",
        service: "SNS",
        counts: "alerts times HTTPS endpoints, and retries",
        price: deliveryPrices.httpsCalls,
        scope: "home",
        billedFor: subscribed("https"),
    },
    {
        key: "s3.storedGB",
        service: "S3",
        counts: "GB of findings in S3 Standard",
        price: deliveryPrices.storedGigabytes,
        scope: "home",
        billedFor: stands("aws:s3/bucket:Bucket"),
    },
    {
        key: "s3.writes",
        service: "S3",
        counts: "objects written by GuardDuty and Macie",
        price: deliveryPrices.writes,
        scope: "home",
        billedFor: stands("aws:s3/bucket:Bucket"),
    },
    {
        key: "s3.coldGB",
        service: "S3",
        counts: "GB of findings in Glacier Instant Retrieval",
        price: deliveryPrices.coldGigabytes,
        scope: "home",
        billedFor: (resources) =>
            resources.some(({ inputs }) => JSON.stringify(inputs.rules ?? "").includes("GLACIER_IR")),
    },
    {
        key: "kms.requests",
        service: "KMS",
        counts: "uses of both keys, a few for each write and alert",
        price: deliveryPrices.keyRequests,
        scope: "home",
        billedFor: stands("aws:kms/key:Key"),
    },
    {
        key: "ecr.imageGB",
        service: "ECR",
        counts: "GB of images in the scan target's repository",
        price: deliveryPrices.imageGigabytes,
        scope: "home",
        billedFor: stands("aws:ecr/repository:Repository"),
    },
];

function stands(...types: readonly string[]): Driver["billedFor"] {
    return (resources) => resources.some(({ type }) => types.includes(type));
}

function subscribed(protocol: string): Driver["billedFor"] {
    return (resources) =>
        resources.some(
            ({ type, inputs }) =>
                type === "aws:sns/topicSubscription:TopicSubscription" && inputs.protocol === protocol,
        );
}
