import { readPattern } from "./read-events";
import type { Lookup } from "./read-model";
import { policyOf, regionOf, type Resource, textOf } from "./resource";
import { modelledTypes } from "./resource-types";
import type { Subscription, Topic } from "./stack-model";

export function readTopics(all: Lookup): Topic[] {
    const policies = all(modelledTypes.topicPolicy);
    const subscriptions = all(modelledTypes.subscription);
    return all(modelledTypes.topic).map((topic) => {
        const arn = textOf(topic, "arn") ?? topic.id;
        const own = policies.find((policy) => textOf(policy, "arn") === arn);
        return {
            resource: topic.resource,
            region: regionOf(topic),
            arn,
            policy: own === undefined ? policyOf(topic, "policy") : policyOf(own, "policy"),
            keyName: textOf(topic, "kmsMasterKeyId"),
            subscriptions: subscriptions.filter((one) => textOf(one, "topic") === arn).map(readSubscription),
        };
    });
}

function readSubscription(subscription: Resource): Subscription {
    const filterPolicy = textOf(subscription, "filterPolicy");
    const scope = textOf(subscription, "filterPolicyScope") === "MessageBody" ? "MessageBody" : "MessageAttributes";
    return {
        resource: subscription.resource,
        protocol: textOf(subscription, "protocol") ?? "",
        endpoint: textOf(subscription, "endpoint") ?? "",
        pending: subscription.properties.pendingConfirmation === true,
        filter: filterPolicy === undefined ? undefined : { scope, policy: readPattern(filterPolicy) },
    };
}
