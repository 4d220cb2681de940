import { TopicSubscription } from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import type { DeadLetterQueue } from "./dead-letter-queue";
import type { Subscribed } from "./mailboxes";
import { fingerprint } from "./names";

export interface EndpointsArgs {
    readonly region: string;
    readonly topicArn: pulumi.Input<string>;
    /** URLs that confirm by themselves. Treated as secrets, because whoever knows such a URL can use it. */
    readonly https: readonly string[];
    /** Without SNS's envelope around it, and without its signature. */
    readonly raw?: true;
    /** Where a message lands that an endpoint does not take; undefined if there are no endpoints. */
    readonly queue: DeadLetterQueue | undefined;
}

/** Subscribes HTTPS endpoints to a topic, each named after topic and fingerprint. */
export function subscribeEndpoints(name: string, args: EndpointsArgs, parent: pulumi.Resource): Subscribed[] {
    const { region, topicArn, queue, raw } = args;
    return args.https.map((url) => ({
        receiver: `${new URL(url).hostname} (${fingerprint(url)})`,
        subscription: new TopicSubscription(
            `${name}-https-${fingerprint(url)}`,
            {
                region,
                topic: topicArn,
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
