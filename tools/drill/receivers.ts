import { GetSubscriptionAttributesCommand } from "@aws-sdk/client-sns";
import type { AlertSettings } from "../../settings";
import type { Clients } from "../aws/clients";
import { unlessMissing } from "../aws/permission";
import { plainTable } from "../cli/table";
import { visibleData } from "../cli/visible";
import { listSubscriptions, subscriberName } from "./account/topic";
import type { DrillOrder } from "./order";
import { topicsOf } from "./topics";

/** Somebody who receives alerts, or should. */
export interface Receiver {
    /** The address; of an endpoint, whose URL is a secret, only the host. */
    readonly name: string;
    readonly protocol: string;
    readonly topic: "alerts" | "mails";
    /**
     * `authenticated`: confirmed in such a way that only the account can unsubscribe it, not the link in a mail. `gone`: it
     * is in the settings, and not subscribed.
     */
    readonly state: "confirmed" | "authenticated" | "pending" | "gone";
    /** Whether the settings name it, and for this topic. */
    readonly isWanted: boolean;
}

/**
 * Asks SNS who is subscribed to the alert topic and the mail topic. Nothing is sent.
 *
 * @param alerts who should be; of secret endpoints only the number is known
 */
export async function readReceivers(
    { clientsIn, outputs }: Pick<DrillOrder, "clientsIn" | "outputs">,
    { emails, https }: Pick<AlertSettings, "emails" | "https">,
): Promise<Receiver[]> {
    const { homeRegion, alertTopicArn, notifier } = outputs;
    const home = clientsIn(homeRegion);
    const ofMailboxes = notifier ? "mails" : "alerts";
    const ownQueue = notifier ? notifier.queueUrl.split("/").at(-1) : undefined;
    const topics = topicsOf({ ...outputs, routeTopics: {}, eventsTopicArn: false }).map(async (topicArn) => {
        const topic = topicArn === alertTopicArn ? "alerts" : "mails";
        const listed = (await listSubscriptions(home, topicArn))
            // SNS lists what was unsubscribed for a while. The notifier is no receiver.
            .filter(({ SubscriptionArn }) => SubscriptionArn !== "Deleted")
            .filter(({ Endpoint = "" }) => Endpoint.split(":").at(-1) !== ownQueue);
        return listed.map(async ({ Protocol: protocol = "", Endpoint = "", SubscriptionArn }): Promise<Receiver> => {
            const isMailbox = emails.some((email) => email.toLowerCase() === Endpoint.toLowerCase());
            const isWanted =
                protocol === "https"
                    ? topic === "alerts" && https.length > 0
                    : protocol === "email" && isMailbox && topic === ofMailboxes;
            const name = subscriberName(protocol, Endpoint);
            return { name, protocol, topic, state: await stateOf(home, SubscriptionArn), isWanted };
        });
    });
    const subscribed = await Promise.all((await Promise.all(topics)).flat());
    const wanted = subscribed.filter(({ isWanted }) => isWanted);
    const has = (email: string) => wanted.some(({ name }) => name.toLowerCase() === email.toLowerCase());
    const endpoints = wanted.filter(({ protocol }) => protocol === "https").length;
    const gone: readonly Pick<Receiver, "name" | "protocol" | "topic">[] = [
        ...emails
            .filter((email) => !has(email))
            .map((name) => ({ name, protocol: "email", topic: ofMailboxes }) as const),
        ...https
            .slice(endpoints)
            .map(() => ({ name: "an https endpoint", protocol: "https", topic: "alerts" }) as const),
    ];
    return [...subscribed, ...gone.map((one): Receiver => ({ ...one, state: "gone", isWanted: true }))];
}

/** AWS: SNS API reference, GetSubscriptionAttributes; in place of the ARN of a pending one SNS lists a word. */
async function stateOf({ sns }: Clients, SubscriptionArn = ""): Promise<Receiver["state"]> {
    if (!SubscriptionArn.startsWith("arn:")) return "pending";
    const answer = await unlessMissing(sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn })));
    return answer?.Attributes?.ConfirmationWasAuthenticated === "true" ? "authenticated" : "confirmed";
}

/** A line for each receiver, and what to do about those that get nothing. */
export function receiversText(receivers: readonly Receiver[], stack: string): string {
    const rows = visibleData(receivers).map(({ name, protocol, topic, state, isWanted }) => [
        name,
        protocol,
        topic,
        isWanted ? state : `${state}, not in the settings`,
    ]);
    const widest = Math.max(8, ...rows.map(([name = ""]) => name.length));
    const columns = [
        { heading: "Receiver", width: widest + 2 },
        { heading: "Protocol", width: 10 },
        { heading: "Topic", width: 8 },
        { heading: "State", width: 32 },
    ];
    const has = (state: Receiver["state"]) => receivers.some((one) => one.state === state);
    return [
        plainTable(columns, rows),
        ...(has("pending") ? ["Pending: SNS waits until the link in its message is opened."] : []),
        ...(has("gone") ? [`Gone: \`pulumi up --refresh --stack ${stack}\` subscribes it again.`] : []),
        ...(has("confirmed")
            ? ["Confirmed: the link in any mail unsubscribes it; docs/drill.md says how to confirm so that it cannot."]
            : []),
    ].join("\n");
}
