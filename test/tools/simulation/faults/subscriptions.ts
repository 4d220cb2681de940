import { set, without } from "../edits";
import type { Fault } from "./fault";

/** Mailboxes that get nothing. */
export const subscriptionFaults: readonly Fault[] = [
    {
        when: "the mailbox has not confirmed",
        blames: ["subscription"],
        edit: set(["subscription"], { pendingConfirmation: true }),
    },
    {
        when: "a subscription filters by attributes, of which there are none",
        blames: ["subscription"],
        edit: set(["subscription"], { filterPolicy: `{"severity":["HIGH","CRITICAL"]}` }),
    },
    {
        when: "a subscription filters some severities out",
        blames: ["subscription"],
        edit: set(["subscription"], {
            filterPolicyScope: "MessageBody",
            filterPolicy: `{"severity":["CRITICAL"]}`,
        }),
    },
    {
        when: "nobody is subscribed",
        blames: ["subscription"],
        edit: without("subscription"),
    },
    {
        when: "another mailbox is subscribed than was asked for",
        blames: ["subscription"],
        edit: set(["subscription"], { endpoint: "someone.else@example.com" }),
    },
    {
        when: "the subscription is to another topic",
        blames: ["subscription"],
        edit: set(["subscription"], { topic: "arn:aws:sns:eu-west-1:123456789012:elsewhere" }),
    },
];
