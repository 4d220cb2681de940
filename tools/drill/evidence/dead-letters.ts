import { type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { Clients } from "../../aws/clients";
import type { Case } from "../../proof/case";
import type { Outputs } from "../../recording/outputs";

/** Where a dead-letter queue is. */
export interface DeadLetterQueue {
    readonly region: string;
    readonly url: string;
}

export interface DeadLetterQueues {
    /** The alert rules' queue. */
    readonly alerts: DeadLetterQueue;
    /** The notifier's, which holds alerts as they are. */
    readonly notifier: DeadLetterQueue | undefined;
    /** The relays' queues, one a Region. */
    readonly relays: readonly DeadLetterQueue[];
}

export function deadLetterQueuesOf(
    { homeRegion: region, deadLetterQueueUrls: urls }: Outputs,
    regions: readonly string[],
): DeadLetterQueues {
    return {
        alerts: { region, url: urls.alerts },
        notifier: urls.notifier === undefined ? undefined : { region, url: urls.notifier },
        relays: regions.map((each) => ({ region: each, url: urls.relays[each] ?? "" })),
    };
}

/** The queue in which the event of a case should end, if it should end in one. */
export function deadLetterQueueFor(
    { destination, region }: Case,
    { alerts, relays }: DeadLetterQueues,
): DeadLetterQueue | undefined {
    if (destination === "alert dead letters") return alerts;
    return destination === "relay dead letters" ? relays.find((relay) => relay.region === region) : undefined;
}

/** An event that a rule could not deliver. */
export interface DeadLetter {
    readonly queueUrl: string;
    readonly body: string;
    readonly ruleArn: string;
    readonly errorCode: string;
    readonly errorMessage: string;
}

/** How often to look, ten letters a time. */
const looks = 10;

/**
 * Reads what is in a dead-letter queue without removing it: everything is visible again after a moment.
 *
 * AWS: EventBridge user guide, "Using dead-letter queues to process undelivered events", message attributes.
 */
export async function peek({ sqs }: Clients, queueUrl: string): Promise<DeadLetter[]> {
    const seen = new Map<string, DeadLetter>();
    for (let look = 0; look < looks; look++) {
        const { Messages = [] } = await sqs.send(
            new ReceiveMessageCommand({
                QueueUrl: queueUrl,
                MaxNumberOfMessages: 10,
                VisibilityTimeout: 3,
                MessageAttributeNames: ["All"],
            }),
        );
        const before = seen.size;
        for (const message of Messages) seen.set(message.MessageId ?? "", letterOf(message, queueUrl));
        if (seen.size === before) break;
    }
    return [...seen.values()];
}

function letterOf({ Body = "", MessageAttributes = {} }: Message, queueUrl: string): DeadLetter {
    const attribute = (name: string) => MessageAttributes[name]?.StringValue ?? "";
    return {
        queueUrl,
        body: Body,
        ruleArn: attribute("RULE_ARN"),
        errorCode: attribute("ERROR_CODE"),
        errorMessage: attribute("ERROR_MESSAGE"),
    };
}
