import { chatTrustPolicy } from "../../policies/chat-role";
import type { JsonObject } from "../evaluators/json";
import type { Expectations } from "../proof/expectations";
import type { Role, StackModel, Subscription, Topic } from "../simulation/model/stack-model";
import { channelsOf } from "../simulation/path/chat";
import { drillQueue } from "./alert-queue";
import type { Outputs } from "../recording/outputs";

/**
 * What the account has, with the drill's own queue and without subscribers that have not confirmed. Neither Amazon Q nor the
 * functions that get events are asked: chat channels and permissions of functions are taken as the settings have them.
 */
export function asDrilled(model: StackModel, outputs: Outputs, { routes }: Expectations): StackModel {
    const { alertTopicArn, notifier, routeTopics } = outputs;
    const main = [alertTopicArn, notifier && notifier.mailTopicArn];
    const topicArns = Object.values(routeTopics).flatMap(({ chatTopicArn }) => chatTopicArn ?? []);
    const chats = routes.flatMap(channelsOf).map(({ place, channel }) => ({
        ...{ resource: { type: "chat channel of the settings", name: channel }, place, channel, topicArns },
        ...{ roleArn: chatRole.arn, guardrails: [] },
    }));
    const functions = model.topics.flatMap(({ subscriptions }) =>
        subscriptions.filter(({ protocol }) => protocol === "lambda"),
    );
    return {
        ...model,
        topics: model.topics.map((topic) => (main.includes(topic.arn) ? withQueue(topic) : asConfirmed(topic))),
        chats,
        roles: [...model.roles, chatRole],
        functionPermissions: functions.map(({ resource, endpoint: functionName }) => ({
            ...{ resource, functionName, principal: "sns.amazonaws.com" },
            ...{ action: "lambda:InvokeFunction", sourceArn: "" },
        })),
    };
}

const chatRole: Role = {
    resource: { type: "role", name: "of the chat channels" },
    name: "chat-channels",
    arn: "chat-channels",
    trust: { resource: { type: "role", name: "of the chat channels" }, document: asDocument(chatTrustPolicy()) },
    permissions: [],
};

function asDocument(policy: ReturnType<typeof chatTrustPolicy>): JsonObject {
    return JSON.parse(JSON.stringify(policy)) as JsonObject;
}

function withQueue(topic: Topic): Topic {
    const own: Subscription = {
        resource: drillQueue,
        protocol: "sqs",
        endpoint: drillQueue.name,
        pending: false,
        deadLetterArn: undefined,
        raw: false,
        filter: undefined,
    };
    return { ...topic, subscriptions: [own, ...topic.subscriptions.filter(({ pending }) => !pending)] };
}

/** Of what is pending SNS tells no attributes; the drill begins in spite of it only where that was asked for. */
function asConfirmed(topic: Topic): Topic {
    const confirmed = (one: Subscription) => (one.pending ? { ...one, pending: false, raw: true } : one);
    return { ...topic, subscriptions: topic.subscriptions.map(confirmed) };
}
