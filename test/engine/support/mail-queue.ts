import { AlertQueue } from "./mailbox";

/** A mail as SNS wraps it for a queue. */
export interface ReceivedMail {
    readonly subject: string;
    readonly text: string;
    /** When it was published, in milliseconds. */
    readonly at: number;
}

/** A throw-away queue on the mail topic: it gets what a mailbox gets, subject and all. */
export class MailQueue {
    private constructor(private readonly queue: AlertQueue) {}

    static async on(topicArn: string): Promise<MailQueue> {
        return new MailQueue(await AlertQueue.on(topicArn, { raw: false }));
    }

    /** All mails so far, in the order of their publishing. */
    async mails(): Promise<ReceivedMail[]> {
        const envelopes = await this.queue.alerts();
        return envelopes
            .map(({ Subject, Message, Timestamp }) => ({
                subject: String(Subject),
                text: String(Message),
                at: Date.parse(String(Timestamp)),
            }))
            .sort((one, other) => one.at - other.at);
    }

    remove(): Promise<void> {
        return this.queue.remove();
    }
}
