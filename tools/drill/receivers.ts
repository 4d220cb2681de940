import type { AlertSettings } from "../../settings/settings";
import { plainTable } from "../cli/table";
import { visibleData } from "../cli/visible";
import { listSubscriptions, subscriberName } from "./account/topic";
import type { DrillOrder } from "./order";

/** Somebody who receives alerts, or should. */
export interface Receiver {
    /** The address; of an endpoint, whose URL is a secret, only the host. */
    readonly name: string;
    readonly protocol: string;
    readonly state: "confirmed" | "pending" | "missing";
    /** Whether the settings name it. */
    readonly isWanted: boolean;
}

/**
 * Asks SNS who is subscribed to the alert topic. Nothing is sent.
 *
 * @param alerts who should be; of secret endpoints only the number is known
 */
export async function readReceivers(
    { clientsIn, outputs }: Pick<DrillOrder, "clientsIn" | "outputs">,
    { emails, https }: Pick<AlertSettings, "emails" | "https">,
): Promise<Receiver[]> {
    const listed = await listSubscriptions(clientsIn(outputs.homeRegion), outputs.alertTopicArn);
    const subscribed = listed
        // SNS lists what was unsubscribed for a while.
        .filter(({ SubscriptionArn }) => SubscriptionArn !== "Deleted")
        .map(({ Protocol: protocol = "", Endpoint = "", SubscriptionArn = "" }): Receiver => {
            const isMailbox = emails.some((email) => email.toLowerCase() === Endpoint.toLowerCase());
            return {
                name: subscriberName(protocol, Endpoint),
                protocol,
                state: SubscriptionArn.startsWith("arn:") ? "confirmed" : "pending",
                isWanted: protocol === "https" ? https.length > 0 : protocol === "email" && isMailbox,
            };
        });
    const has = (protocol: string, name: string) =>
        subscribed.some((one) => one.protocol === protocol && one.name.toLowerCase() === name.toLowerCase());
    const endpoints = subscribed.filter(({ protocol }) => protocol === "https").length;
    const missing = [
        ...emails.filter((email) => !has("email", email)).map((name) => ({ name, protocol: "email" })),
        ...https.slice(endpoints).map(() => ({ name: "an https endpoint", protocol: "https" })),
    ];
    return [...subscribed, ...missing.map((one): Receiver => ({ ...one, state: "missing", isWanted: true }))];
}

/** A line for each receiver, and what to do about those that get nothing. */
export function receiversText(receivers: readonly Receiver[], stack: string): string {
    const rows = visibleData(receivers).map(({ name, protocol, state, isWanted }) => [
        name,
        protocol,
        isWanted ? state : `${state}, not in the settings`,
    ]);
    const widest = Math.max(8, ...rows.map(([name = ""]) => name.length));
    const columns = [
        { heading: "Receiver", width: widest + 2 },
        { heading: "Protocol", width: 10 },
        { heading: "State", width: 32 },
    ];
    const has = (state: Receiver["state"]) => receivers.some((one) => one.state === state);
    return [
        plainTable(columns, rows),
        ...(has("pending") ? ["Pending: SNS waits until the link in its message is opened."] : []),
        ...(has("missing") ? [`Missing: \`pulumi up --stack ${stack}\` subscribes it.`] : []),
    ].join("\n");
}
