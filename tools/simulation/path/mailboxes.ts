import { explainMismatch } from "../../evaluators/event-pattern";
import { jsonObject } from "../../proof/alert-check";
import { defaultRoute } from "../../proof/audience";
import type { Trace } from "../../proof/prove";
import { labelOf, type Step } from "../../proof/report";
import type { Subscription, Topic } from "../model/stack-model";
import { failed, passed } from "../steps";

/**
 * Sends a message to all subscribers of a topic.
 *
 * AWS: SNS developer guide, "Email notifications" (an unconfirmed subscription receives nothing) and "Message filtering".
 *
 * @param emails mailboxes that must be among the subscribers
 * @param route which these are of
 */
export function deliver(
    { resource, subscriptions }: Topic,
    text: string,
    emails: readonly string[],
    route: string = defaultRoute,
): Trace {
    const steps = withDuplicates(subscriptions.map((subscription) => deliverTo(subscription, text, route)));
    const unsubscribed = emails.filter((email) => !subscriptions.some((one) => isMailbox(one, email)));
    const missing = unsubscribed.map((email) => ({
        ...failed("subscription", resource, `${email} is not subscribed to the topic.`),
        receiver: email,
        route,
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

/**
 * Marks where a mailbox gets again what it has: SNS takes an address once as mail and once as JSON in a mail, and every
 * topic does.
 */
export function withDuplicates(steps: readonly Step[]): Step[] {
    // Who is on two routes is told by both.
    const isSame = (one: Step, other: Step) =>
        one.passed &&
        one.route === other.route &&
        one.receiver !== undefined &&
        one.receiver.toLowerCase() === other.receiver?.toLowerCase();
    return steps.map((step, index) => {
        const { passed, receiver = "", resource } = step;
        const isAgain = receiver.includes("@") && steps.slice(0, index).some((other) => isSame(other, step));
        const reason = `${receiver} gets the alert twice: it is subscribed by ${labelOf(resource)}, too.`;
        return passed && isAgain ? { ...step, duplicate: true as const, reason } : step;
    });
}

function deliverTo(subscription: Subscription, text: string, route: string): Step & { readonly receiver: string } {
    const { protocol, endpoint } = subscription;
    // The URL of an endpoint can be a secret.
    const receiver = protocol.startsWith("http") ? `${protocol} endpoint` : endpoint;
    const isMail = protocol.startsWith("email");
    return { ...decisionOn(subscription, receiver, text), receiver, ...(isMail && { route }) };
}

/** Whether SNS sends a message to a subscriber. */
export function decisionOn(subscription: Subscription, receiver: string, text: string): Step {
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
    const subject = filter.scope === "MessageBody" ? jsonObject(text) : {};
    if (subject === undefined) return "the body is not a JSON object";
    return explainMismatch(filter.policy.pattern, subject);
}
