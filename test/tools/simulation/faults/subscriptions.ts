import { copy, set, without } from "../edits";
import type { Fault } from "./fault";

/** Mailboxes that get nothing. */
export const subscriptionFaults: readonly Fault[] = [
    {
        when: "the mailbox has not confirmed",
        blames: ["subscription: TopicSubscription alert-topic-security@example.com"],
        edit: set(["subscription"], { pendingConfirmation: true }),
    },
    {
        when: "a subscription filters by attributes, of which there are none",
        blames: ["subscription: TopicSubscription alert-topic-security@example.com"],
        edit: set(["subscription"], { filterPolicy: `{"severity":["HIGH","CRITICAL"]}` }),
    },
    {
        when: "a subscription filters some severities out",
        blames: ["subscription: TopicSubscription alert-topic-security@example.com"],
        edit: set(["subscription"], {
            filterPolicyScope: "MessageBody",
            filterPolicy: `{"severity":["CRITICAL"]}`,
        }),
    },
    {
        when: "a mailbox is subscribed twice, once for mails with JSON",
        blames: ["subscription: TopicSubscription alert-topic-security@example.com-again"],
        edit: copy(["subscription"], "again", { protocol: "email-json" }),
    },
    {
        when: "nobody is subscribed",
        blames: ["subscription: Topic alert-topic"],
        edit: without("subscription"),
    },
    {
        when: "another mailbox is subscribed than was asked for",
        blames: ["subscription: Topic alert-topic"],
        edit: set(["subscription"], { endpoint: "someone.else@example.com" }),
    },
    {
        when: "the subscription is to another topic",
        blames: ["subscription: Topic alert-topic"],
        edit: set(["subscription"], { topic: "arn:aws:sns:eu-west-1:123456789012:elsewhere" }),
    },
];
