import type { PublishCommandInput } from "@aws-sdk/client-sns";
import { defaultRoute } from "../proof/audience";
import type { Outputs } from "../recording/outputs";

/** A topic on which the drill listens. */
export interface DrilledTopic {
    readonly topicArn: string;
    readonly medium: "alerts" | "mail" | "chat" | "events";
    /** Of mails and chat messages: whose they are. */
    readonly route?: string;
}

type TopicOutputs = Pick<Outputs, "alertTopicArn" | "notifier" | "routeTopics" | "eventsTopicArn">;

/** The topics that anybody is told by: of alerts, of mails and chat messages by route, and of events. */
export function drilledTopics({
    alertTopicArn,
    notifier,
    routeTopics,
    eventsTopicArn,
}: TopicOutputs): readonly DrilledTopic[] {
    const ofRoutes = Object.entries(routeTopics).flatMap(([route, { mailTopicArn, chatTopicArn }]) => [
        ...(mailTopicArn === undefined ? [] : [{ topicArn: mailTopicArn, medium: "mail", route } as const]),
        ...(chatTopicArn === undefined ? [] : [{ topicArn: chatTopicArn, medium: "chat", route } as const]),
    ]);
    return [
        { topicArn: alertTopicArn, medium: "alerts" },
        ...(notifier ? [{ topicArn: notifier.mailTopicArn, medium: "mail", route: defaultRoute } as const] : []),
        ...ofRoutes,
        ...(eventsTopicArn === false ? [] : [{ topicArn: eventsTopicArn, medium: "events" } as const]),
    ];
}

/** Their ARNs. */
export function topicsOf(outputs: TopicOutputs): string[] {
    return drilledTopics(outputs).map(({ topicArn }) => topicArn);
}

type Marker = Required<Pick<PublishCommandInput, "TopicArn" | "Message">> & Pick<PublishCommandInput, "Subject">;

/**
 * What announces the drill on a topic, in the form that its receivers know. The notifier mails nothing about it.
 *
 * AWS: Amazon Q Developer in chat applications administrator guide, "Custom notifications".
 */
export function markerOn({ topicArn: TopicArn, medium }: DrilledTopic, stack: string): Marker {
    const text = `Vigil drill of the stack "${stack}": the alerts about sample findings that follow are no emergency.`;
    const title = "[DRILL] Vigil: mails about sample findings follow, no emergency";
    const chat = { textType: "client-markdown", title: title.replace("mails", "messages"), description: text };
    const markers = {
        alerts: { Message: JSON.stringify({ drill: text }) },
        mail: { Subject: title, Message: text },
        chat: { Message: JSON.stringify({ version: "1.0", source: "custom", content: chat }) },
        events: {
            Message: JSON.stringify({ source: "vigil.drill", "detail-type": "Vigil Drill", detail: { drill: text } }),
        },
    };
    return { TopicArn, ...markers[medium] };
}
