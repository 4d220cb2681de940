import {
    GetSubscriptionAttributesCommand,
    GetTopicAttributesCommand,
    paginateListSubscriptionsByTopic,
    type Subscription as LiveSubscription,
} from "@aws-sdk/client-sns";
import { deadLetterArnIn } from "../../simulation/model/read-model";
import { readPattern } from "../../simulation/model/read-events";
import type { Subscription, Topic } from "../../simulation/model/stack-model";
import type { Clients } from "../../aws/clients";
import { itemsOf } from "../../aws/pages";
import { permitted, unlessMissing } from "../../aws/permission";
import { policyIn } from "./policy-text";

/** The alert topic with its subscriptions; none when somebody deleted it. */
export async function readTopic(clients: Clients, arn: string): Promise<Topic[]> {
    const answer = await unlessMissing(
        permitted("sns:GetTopicAttributes", () => clients.sns.send(new GetTopicAttributesCommand({ TopicArn: arn }))),
    );
    if (answer === undefined) return [];
    const { Policy, KmsMasterKeyId } = answer.Attributes ?? {};
    const name = arn.split(":").at(-1) ?? "";
    const keyName = KmsMasterKeyId === "" ? undefined : KmsMasterKeyId;
    const subscriptions = await readSubscriptions(clients, arn);
    return [
        {
            resource: { type: "topic", name },
            region: clients.region,
            arn,
            policy: policyIn(Policy, { type: "topic policy", name }),
            keyName,
            subscriptions,
        },
    ];
}

/** The subscriptions of a topic, as SNS lists them. */
export function listSubscriptions({ sns: client }: Clients, TopicArn: string): Promise<LiveSubscription[]> {
    return permitted("sns:ListSubscriptionsByTopic", () =>
        itemsOf(paginateListSubscriptionsByTopic({ client }, { TopicArn }), ({ Subscriptions }) => Subscriptions),
    );
}

/** How a subscriber is named: the URL of an endpoint is a secret, so only its host is. */
export function subscriberName(protocol: string, endpoint: string): string {
    if (!protocol.startsWith("http")) return endpoint;
    return URL.canParse(endpoint) ? new URL(endpoint).host : `an ${protocol} endpoint`;
}

async function readSubscriptions(clients: Clients, topicArn: string): Promise<Subscription[]> {
    const listed = await listSubscriptions(clients, topicArn);
    return Promise.all(
        listed.map(async ({ SubscriptionArn = "", Protocol: protocol = "", Endpoint: endpoint = "" }) => {
            // SNS writes "PendingConfirmation" in place of the ARN of a pending one, so nothing more of it can be read.
            const pending = !SubscriptionArn.startsWith("arn:");
            const attributes = pending ? {} : await readAttributes(clients, SubscriptionArn);
            return {
                resource: { type: "subscription", name: protocol.startsWith("http") ? protocol : endpoint },
                protocol,
                endpoint,
                pending,
                deadLetterArn: deadLetterArnIn(attributes.RedrivePolicy),
                filter: filterIn(attributes),
            };
        }),
    );
}

type Attributes = Readonly<Record<string, string>>;

async function readAttributes({ sns }: Clients, SubscriptionArn: string): Promise<Attributes> {
    const answer = await unlessMissing(
        permitted("sns:GetSubscriptionAttributes", () =>
            sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn })),
        ),
    );
    return answer?.Attributes ?? {};
}

function filterIn({ FilterPolicy, FilterPolicyScope }: Attributes): Subscription["filter"] {
    if (FilterPolicy === undefined || FilterPolicy === "" || FilterPolicy === "{}") return undefined;
    const scope = FilterPolicyScope === "MessageBody" ? "MessageBody" : "MessageAttributes";
    return { scope, policy: readPattern(FilterPolicy) };
}
