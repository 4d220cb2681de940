import {
    GetSubscriptionAttributesCommand,
    GetTopicAttributesCommand,
    ListSubscriptionsByTopicCommand,
    type Subscription as LiveSubscription,
} from "@aws-sdk/client-sns";
import { readPattern } from "../../simulation/model/read-events";
import type { Subscription, Topic } from "../../simulation/model/stack-model";
import type { Clients } from "../../aws/clients";
import { allPages } from "../../aws/pages";
import { permitted } from "../../aws/permission";
import { policyIn, unlessMissing } from "../../aws/policy-text";

/** The alert topic and everybody who subscribed to it; none when somebody deleted it. */
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

/** Everybody who subscribed to a topic, as SNS lists them. */
export function listSubscriptions({ sns }: Clients, topicArn: string): Promise<LiveSubscription[]> {
    return allPages(async (NextToken) => {
        const { Subscriptions, NextToken: next } = await permitted("sns:ListSubscriptionsByTopic", () =>
            sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn, NextToken })),
        );
        return { items: Subscriptions, next };
    });
}

async function readSubscriptions(clients: Clients, topicArn: string): Promise<Subscription[]> {
    const listed = await listSubscriptions(clients, topicArn);
    return Promise.all(
        listed.map(async ({ SubscriptionArn = "", Protocol: protocol = "", Endpoint: endpoint = "" }) => {
            // In place of the ARN SNS writes "PendingConfirmation", so of a pending one nothing more can be read.
            const pending = !SubscriptionArn.startsWith("arn:");
            const filter = pending ? undefined : await readFilter(clients, SubscriptionArn);
            return {
                resource: { type: "subscription", name: protocol.startsWith("http") ? protocol : endpoint },
                protocol,
                endpoint,
                pending,
                filter,
            };
        }),
    );
}

async function readFilter({ sns }: Clients, SubscriptionArn: string): Promise<Subscription["filter"]> {
    const answer = await unlessMissing(
        permitted("sns:GetSubscriptionAttributes", () =>
            sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn })),
        ),
    );
    const { FilterPolicy, FilterPolicyScope } = answer?.Attributes ?? {};
    if (FilterPolicy === undefined || FilterPolicy === "" || FilterPolicy === "{}") return undefined;
    const scope = FilterPolicyScope === "MessageBody" ? "MessageBody" : "MessageAttributes";
    return { scope, policy: readPattern(FilterPolicy) };
}
