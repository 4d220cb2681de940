import { GetSubscriptionAttributesCommand } from "@aws-sdk/client-sns";
import type { AlertSettings } from "../../settings";
import type { Clients } from "../aws/clients";
import { unlessMissing } from "../aws/permission";
import { plainTable } from "../cli/table";
import { visibleData } from "../cli/visible";
import { defaultRoute } from "../proof/audience";
import { listSubscriptions, subscriberName } from "./account/topic";
import type { DrillOrder } from "./order";
import { type DrilledTopic, drilledTopics } from "./topics";

/** Somebody who receives alerts, mails, messages or events, or should. */
export interface Receiver {
    /** The address; of an endpoint, whose URL is a secret, only the host. */
    readonly name: string;
    readonly protocol: string;
    /** What it is of, for people: "alerts", "mails of payments". */
    readonly topic: string;
    /**
     * `authenticated`: confirmed in such a way that only the account can unsubscribe it, not the link in a mail. `gone`: it
     * is in the settings, and not subscribed.
     */
    readonly state: "confirmed" | "authenticated" | "pending" | "gone";
    /** Whether the settings name it, and for this topic. */
    readonly isWanted: boolean;
}

type Asked = Pick<AlertSettings, "emails" | "https" | "routes" | "events">;

/** Asks SNS who is subscribed to the topics that anybody is told by. Nothing is sent. */
export async function readReceivers(
    { clientsIn, outputs }: Pick<DrillOrder, "clientsIn" | "outputs">,
    asked: Asked,
): Promise<Receiver[]> {
    const home = clientsIn(outputs.homeRegion);
    const ownQueue = outputs.notifier ? outputs.notifier.queueUrl.split("/").at(-1) : undefined;
    const all = drilledTopics(outputs).map(async (place) => {
        const wanted = wantedOn(place, asked, outputs.notifier !== false);
        const listed = (await listSubscriptions(home, place.topicArn))
            // SNS lists what was unsubscribed for a while. The notifier is no receiver.
            .filter(({ SubscriptionArn }) => SubscriptionArn !== "Deleted")
            .filter(({ Endpoint = "" }) => Endpoint.split(":").at(-1) !== ownQueue);
        const subscribed = listed.map(async ({ Protocol: protocol = "", Endpoint = "", SubscriptionArn }) => {
            const isNamed = wanted.names.some((name) => name.toLowerCase() === Endpoint.toLowerCase());
            const isWanted = protocol === "https" ? wanted.endpoints > 0 : isNamed;
            const name = subscriberName(protocol, Endpoint);
            return { name, protocol, topic: topicName(place), state: await stateOf(home, SubscriptionArn), isWanted };
        });
        return withGone(await Promise.all(subscribed), wanted, topicName(place));
    });
    const receivers = (await Promise.all(all)).flat();
    const isGone = ({ state }: Receiver) => state === "gone";
    return [...receivers.filter((one) => !isGone(one)), ...receivers.filter(isGone)];
}

/** Who should be subscribed to a topic. */
interface Wanted {
    /** Addresses and ARNs. */
    readonly names: readonly string[];
    /** How many endpoints: their URLs are secrets, or Amazon Q's, which has one for each channel. */
    readonly endpoints: number;
}

function wantedOn({ medium, route }: DrilledTopic, asked: Asked, hasNotifier: boolean): Wanted {
    const { emails, https, events } = asked;
    const own = asked.routes.find(({ name }) => name === route);
    switch (medium) {
        case "alerts":
            return { names: hasNotifier ? [] : emails, endpoints: https.length };
        case "mail":
            return { names: route === defaultRoute ? emails : (own?.emails ?? []), endpoints: 0 };
        case "chat":
            return { names: [], endpoints: (own?.slack.length ?? 0) + (own?.teams.length ?? 0) };
        case "events": {
            const { queues = [], functions = [], https: raw = [] } = events ?? {};
            return { names: [...queues, ...functions], endpoints: raw.length };
        }
    }
}

function topicName({ medium, route }: DrilledTopic): string {
    const what = medium === "mail" ? "mails" : medium;
    return route === undefined || route === defaultRoute ? what : `${what} of ${route}`;
}

/** Adds who should be subscribed, and is not. */
function withGone(subscribed: readonly Receiver[], { names, endpoints }: Wanted, topic: string): Receiver[] {
    const wanted = subscribed.filter(({ isWanted }) => isWanted);
    const has = (name: string) => wanted.some((one) => one.name.toLowerCase() === name.toLowerCase());
    const missing = endpoints - wanted.filter(({ protocol }) => protocol === "https").length;
    const gone = (name: string, protocol: string): Receiver => ({
        ...{ name, protocol, topic },
        state: "gone",
        isWanted: true,
    });
    return [
        ...subscribed,
        ...names.filter((name) => !has(name)).map((name) => gone(name, protocolOf(name))),
        ...Array.from({ length: Math.max(0, missing) }, () => gone("an https endpoint", "https")),
    ];
}

function protocolOf(name: string): string {
    return name.includes("@") ? "email" : (name.split(":")[2] ?? "");
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
        { heading: "Topic", width: Math.max(6, ...rows.map(([, , topic = ""]) => topic.length)) + 2 },
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
