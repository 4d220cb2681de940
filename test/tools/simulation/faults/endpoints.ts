import { replace, set, without } from "../edits";
import type { Fault } from "./fault";

const queue = "alert-topic-dead-letters";

/** What becomes of alerts that an endpoint does not take. */
export const endpointFaults: readonly Fault[] = [
    {
        when: "an endpoint's subscription has no dead-letter queue",
        blames: ["dead-letter queue: TopicSubscription alert-topic-https-e0670485"],
        edit: set(["subscription", "https"], { redrivePolicy: undefined }),
    },
    {
        when: "the endpoints' dead-letter queue takes the alerts of another topic",
        blames: ["dead-letter queue: QueuePolicy alert-topic-dead-letters"],
        edit: replace(["queuePolicy", queue], '-alert-topic"', '-other-topic"'),
    },
    {
        when: "the endpoints' dead-letter queue lets EventBridge in, and not SNS",
        blames: ["dead-letter queue: QueuePolicy alert-topic-dead-letters"],
        edit: replace(["queuePolicy", queue], "sns.amazonaws.com", "events.amazonaws.com"),
    },
    {
        when: "the endpoints' dead-letter queue is missing",
        blames: ["dead-letter queue: TopicSubscription alert-topic-https-e0670485"],
        edit: without("queue", queue),
    },
    {
        when: "no alarm watches what endpoints did not take",
        blames: ["alarm action: Queue alert-topic-dead-letters"],
        edit: without("alarm", "alert-health-endpoint-dead-letters"),
    },
    {
        when: "no endpoint is subscribed",
        blames: ["subscription: Topic alert-topic"],
        edit: without("subscription", "https"),
    },
];
