import { explainMismatch } from "../../evaluators/event-pattern";
import type { JsonObject } from "../../evaluators/json";
import type { Trace } from "../../proof/prove";
import type { Step } from "../../proof/report";
import type { NotificationRule, UserNotifications } from "../model/notification-model";
import { failed, passed, walk } from "../steps";

/**
 * Whether AWS User Notifications mails of an event to each mailbox, and once.
 *
 * AWS: User Notifications user guide, "Managed rules": the service has a rule in each Region, and applies patterns itself.
 */
export function userNotified(
    { hubs, configurations, rules, contacts, channels }: UserNotifications,
    region: string,
    event: JsonObject,
    emails: readonly string[],
): Trace {
    const [configuration] = configurations;
    const none = { type: "notification configuration", name: "of findings" };
    const own = rules.filter(({ source }) => source === event.source);
    const taking = own.filter((rule) => mismatchOf(rule, region, event) === undefined);
    const steps = walk(
        () => taken(taking) ?? failed("notification rule", (own[0] ?? configuration)?.resource ?? none, refusal(own)),
        () =>
            hubs.length > 0
                ? []
                : failed("notification channel", configuration?.resource ?? none, "No hub keeps notifications."),
        ...taking.map((rule) => () => emails.map((email) => mailed(rule, email))),
    );
    return { steps, ...(steps.some((step) => step.receiver && step.passed) ? { arrived: "a mail of AWS's own" } : {}) };

    function refusal(of: readonly NotificationRule[]): string {
        const reasons = of.map((rule) => mismatchOf(rule, region, event) ?? "");
        return `No rule takes it${reasons.length > 0 ? `: ${reasons.join("; ")}` : ""}.`;
    }

    /** A mailbox is a contact, which is one of the channels of the rule's configuration. */
    function mailed({ configurationArn, resource }: NotificationRule, email: string): Step {
        const hop = "notification channel";
        const of = configurations.find(({ arn }) => arn === configurationArn);
        const contact = contacts.find(({ address }) => address.toLowerCase() === email.toLowerCase());
        const channel = channels.find((one) => one.configurationArn === configurationArn && one.arn === contact?.arn);
        if (of === undefined) return failed("notification rule", resource, `Its configuration is not of the stack.`);
        if (contact === undefined) return failed(hop, of.resource, `No contact has the address ${email}.`);
        return channel === undefined
            ? failed(hop, contact.resource, `It is not a channel of ${of.resource.name}.`)
            : { ...passed(hop, channel.resource, `${email} is mailed, once it is activated.`), receiver: email };
    }
}

/** Every rule that takes an event makes a mail of it. */
function taken(rules: readonly NotificationRule[]): Step[] | undefined {
    const steps = rules.map(({ resource }, index) => ({
        ...passed("notification rule", resource, index === 0 ? "It takes the event." : "It takes the event, too."),
        ...(index === 0 ? {} : { duplicate: true as const }),
    }));
    return steps.length === 0 ? undefined : steps;
}

function mismatchOf(
    { detailType, regions, pattern }: NotificationRule,
    region: string,
    event: JsonObject,
): string | undefined {
    if (detailType !== event["detail-type"]) return `it takes ${detailType}`;
    if (!regions.includes(region)) return `its Regions are ${regions.join(", ")}`;
    if (pattern === undefined) return undefined;
    return "refusal" in pattern ? pattern.refusal : explainMismatch(pattern.pattern, event);
}
