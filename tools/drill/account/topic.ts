import {
    GetSubscriptionAttributesCommand,
    GetTopicAttributesCommand,
    paginateListSubscriptionsByTopic,
    type Subscription,
} from "@aws-sdk/client-sns";
import type { Clients } from "../../aws/clients";
import { itemsOf } from "../../aws/pages";
import { unlessMissing } from "../../aws/permission";
import type { Resource } from "../../simulation/model/resource";
import { camelCased, live } from "./live";

/** A topic with its subscriptions; none when somebody deleted it. */
export async function readTopic(clients: Clients, arn: string): Promise<Resource[]> {
    const answer = await unlessMissing(clients.sns.send(new GetTopicAttributesCommand({ TopicArn: arn })));
    if (answer === undefined) return [];
    const { policy, ...attributes } = camelCased(answer.Attributes ?? {});
    const place = { name: arn.split(":").at(-1) ?? "", region: clients.region };
    const listed = await listSubscriptions(clients, arn);
    return [
        live("topic", place, { ...attributes, arn }),
        live("topicPolicy", place, { arn, policy }),
        ...(await Promise.all(listed.map((one) => readSubscription(clients, arn, one)))),
    ];
}

/** The subscriptions of a topic, as SNS lists them. */
export function listSubscriptions({ sns: client }: Clients, TopicArn: string): Promise<Subscription[]> {
    return itemsOf(paginateListSubscriptionsByTopic({ client }, { TopicArn }), ({ Subscriptions }) => Subscriptions);
}

/** How a subscriber is named: the URL of an endpoint is a secret, so only its host is. */
export function subscriberName(protocol: string, endpoint: string): string {
    if (!protocol.startsWith("http")) return endpoint;
    return URL.canParse(endpoint) ? new URL(endpoint).host : `an ${protocol} endpoint`;
}

async function readSubscription(
    { sns, region }: Clients,
    topic: string,
    { SubscriptionArn = "", Protocol: protocol = "", Endpoint: endpoint = "" }: Subscription,
): Promise<Resource> {
    // SNS writes "PendingConfirmation" in place of the ARN of a pending one, so nothing more of it can be read.
    const pendingConfirmation = !SubscriptionArn.startsWith("arn:");
    const { Attributes = {} } =
        (pendingConfirmation
            ? undefined
            : await unlessMissing(sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn })))) ?? {};
    const { filterPolicy, ...attributes } = camelCased(Attributes);
    return live(
        "subscription",
        { name: protocol.startsWith("http") ? protocol : endpoint, region },
        {
            ...attributes,
            // An empty one filters nothing.
            ...(filterPolicy !== "{}" && { filterPolicy }),
            ...{ topic, protocol, endpoint, pendingConfirmation },
        },
    );
}
