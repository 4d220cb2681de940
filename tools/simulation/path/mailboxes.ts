import { explainMismatch } from "../../evaluators/event-pattern";
import { isJsonObject, type JsonObject, type JsonValue } from "../../evaluators/json";
import type { Trace } from "../../proof/prove";
import type { Step } from "../../proof/report";
import type { Subscription, Topic } from "../model/stack-model";
import { failed, passed } from "../steps";

/**
 * Sends a message to all subscribers of a topic.
 *
 * AWS: SNS developer guide, "Email notifications" (an unconfirmed subscription receives nothing) and "Message filtering".
 *
 * @param emails mailboxes that must be among the subscribers
 */
export function deliver({ resource, subscriptions }: Topic, text: string, emails: readonly string[]): Trace {
    const steps = subscriptions.map((subscription, index) => {
        const step = deliverTo(subscription, text);
        const isAgain = subscriptions.slice(0, index).some((other) => isSameMailbox(other, subscription));
        const reason = `${step.receiver} gets the alert twice: it is subscribed by ${subscription.protocol}, too.`;
        return step.passed && isAgain ? { ...step, duplicate: true as const, reason } : step;
    });
    const unsubscribed = emails.filter((email) => !subscriptions.some((one) => isMailbox(one, email)));
    const missing = unsubscribed.map((email) => ({
        ...failed("subscription", resource, `${email} is not subscribed to the topic.`),
        receiver: email,
    }));
    if (steps.length + missing.length === 0)
        return { steps: [failed("subscription", resource, "The topic has no subscribers.")] };
    return {
        steps: [...steps, ...missing],
        ...(steps.some((step) => step.passed) ? { arrived: text } : {}),
    };
}

function isMailbox({ protocol, endpoint }: Subscription, email: string): boolean {
    return /^email(-json)?$/.test(protocol) && endpoint.toLowerCase() === email.toLowerCase();
}

/** As mail and as JSON in a mail: SNS takes an address once for each. */
function isSameMailbox(one: Subscription, other: Subscription): boolean {
    return other.endpoint.includes("@") && isMailbox(one, other.endpoint);
}

function deliverTo(subscription: Subscription, text: string): Step & { readonly receiver: string } {
    const { protocol, endpoint } = subscription;
    // The URL of an endpoint can be a secret.
    const receiver = protocol.startsWith("http") ? `${protocol} endpoint` : endpoint;
    return { ...decisionOn(subscription, receiver, text), receiver };
}

function decisionOn(subscription: Subscription, receiver: string, text: string): Step {
    const { resource, protocol, pending } = subscription;
    const name = protocol.startsWith("http") ? `The ${receiver}` : receiver;
    if (pending) {
        return failed(
            "subscription",
            resource,
            `${name} has not confirmed the subscription, as of the last refresh of the state, so SNS sends nothing.`,
        );
    }
    const mismatch = filterMismatch(subscription, text);
    return mismatch === undefined
        ? passed("subscription", resource, `${name} receives the message by ${protocol}.`)
        : failed("subscription", resource, `${name} receives nothing: its filter policy does not match, ${mismatch}.`);
}

/** A filter policy reads like an event pattern; messages from EventBridge and CloudWatch have no attributes. */
function filterMismatch({ filter }: Subscription, text: string): string | undefined {
    if (filter === undefined) return undefined;
    if ("refusal" in filter.policy) return filter.policy.refusal;
    const subject = filter.scope === "MessageBody" ? bodyOf(text) : {};
    if (subject === undefined) return "the body is not a JSON object";
    return explainMismatch(filter.policy.pattern, subject);
}

function bodyOf(text: string): JsonObject | undefined {
    try {
        const body = JSON.parse(text) as JsonValue;
        return isJsonObject(body) ? body : undefined;
    } catch {
        return undefined;
    }
}
