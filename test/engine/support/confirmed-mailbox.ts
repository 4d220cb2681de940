import { GetSubscriptionAttributesCommand, ListSubscriptionsByTopicCommand } from "@aws-sdk/client-sns";
import { clientsIn } from "./clients";

/**
 * Where an emulator confirms all pending subscriptions when it is sent a POST, as people do by the link in their mail;
 * AWS has no such thing.
 */
const confirmUrl = process.env.CONFIRM_SUBSCRIPTIONS_URL;
export const canConfirm = confirmUrl !== undefined;

/** Confirms the mailboxes of all topics. */
export async function confirmMailboxes(): Promise<void> {
    if (confirmUrl === undefined) return;
    const { ok, status } = await fetch(confirmUrl, { method: "POST" });
    if (!ok) throw new Error(`${confirmUrl} answers ${status}.`);
}

/** For each mailbox of a topic, whether it waits for its confirmation: never asked for, or put back by too many mails. */
export async function pendingMailboxes(topicArn: string): Promise<boolean[]> {
    const { sns } = clientsIn(topicArn.split(":")[3] ?? "");
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
    return Promise.all(
        Subscriptions.filter(({ Protocol }) => Protocol === "email").map(async ({ SubscriptionArn = "" }) => {
            if (!SubscriptionArn.startsWith("arn:")) return true;
            const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
            return Attributes?.PendingConfirmation === "true";
        }),
    );
}
