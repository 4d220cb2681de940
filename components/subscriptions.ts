import { TopicSubscription, type TopicSubscriptionArgs } from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import type { DeadLetterQueue } from "./dead-letter-queue";
import { fingerprint } from "./names";

/** The topic to subscribe to, by its ARN, and its Region. */
type TopicPlace = Pick<TopicSubscriptionArgs, "region" | "topic">;

interface EndpointsArgs extends TopicPlace {
    /** URLs that confirm by themselves. Treated as secrets, because whoever knows such a URL can use it. */
    readonly https: readonly string[];
    /** Without SNS's envelope around it, and without its signature. */
    readonly raw?: true;
    /** Where a message lands that an endpoint does not take; undefined if there are no endpoints. */
    readonly queue: DeadLetterQueue | undefined;
}

export interface Subscribed {
    /** As it may be shown. */
    readonly receiver: string;
    readonly subscription: TopicSubscription;
}

/**
 * Subscribes mailboxes, each named after topic and mailbox. Each must confirm its subscription by the link that SNS mails
 * to it.
 */
export function subscribeMailboxes(
    name: string,
    { emails, ...place }: TopicPlace & { readonly emails: readonly string[] },
    parent: pulumi.Resource,
): Subscribed[] {
    return emails.map((endpoint) => ({
        receiver: endpoint,
        subscription: new TopicSubscription(
            `${name}-${endpoint}`,
            { ...place, protocol: "email", endpoint },
            { parent },
        ),
    }));
}

/** Subscribes HTTPS endpoints, each named after topic and fingerprint. */
export function subscribeEndpoints(name: string, args: EndpointsArgs, parent: pulumi.Resource): Subscribed[] {
    const { https, raw, queue, ...place } = args;
    return https.map((url) => ({
        receiver: `${new URL(url).hostname} (${fingerprint(url)})`,
        subscription: new TopicSubscription(
            `${name}-https-${fingerprint(url)}`,
            {
                ...place,
                protocol: "https",
                endpoint: pulumi.secret(url),
                rawMessageDelivery: raw,
                redrivePolicy: queue && redriveTo(queue),
            },
            {
                parent,
                additionalSecretOutputs: ["endpoint"],
                // SNS answers with the password masked, which looks like another endpoint after each refresh. A URL
                // that really is another one has another fingerprint, and so is another resource.
                ignoreChanges: ["endpoint"],
                dependsOn: queue && [queue],
            },
        ),
    }));
}

/** Redrive policy of a subscription. */
export function redriveTo({ arn }: DeadLetterQueue): pulumi.Output<string> {
    return pulumi.jsonStringify({ deadLetterTargetArn: arn });
}

/** Those that have not confirmed yet, as of the last run of the program. */
export function unconfirmed(all: readonly Subscribed[]): pulumi.Output<string[]> {
    return pulumi
        .all(all.map(({ subscription }) => subscription.pendingConfirmation))
        .apply((pending) => all.filter((_, i) => pending[i]).map(({ receiver }) => receiver));
}
