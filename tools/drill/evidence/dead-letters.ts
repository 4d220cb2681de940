import { type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { Clients } from "../../aws/clients";
import { permitted } from "../../aws/permission";

/** An event that a rule could not deliver. */
export interface DeadLetter {
    readonly queueUrl: string;
    readonly body: string;
    readonly ruleArn: string;
    readonly errorCode: string;
    readonly errorMessage: string;
}

/** How often to look, ten letters a time. */
const LOOKS = 10;

/**
 * Looks at what is in a dead-letter queue without taking it out: everything is back after a moment.
 *
 * AWS: EventBridge user guide, "Using dead-letter queues to process undelivered events", message attributes.
 */
export async function peek({ sqs }: Clients, queueUrl: string): Promise<DeadLetter[]> {
    const seen = new Map<string, DeadLetter>();
    for (let look = 0; look < LOOKS; look++) {
        const { Messages = [] } = await permitted("sqs:ReceiveMessage", () =>
            sqs.send(
                new ReceiveMessageCommand({
                    QueueUrl: queueUrl,
                    MaxNumberOfMessages: 10,
                    VisibilityTimeout: 3,
                    MessageAttributeNames: ["All"],
                }),
            ),
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
