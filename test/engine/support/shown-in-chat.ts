/**
 * Where an emulator says what chat channels showed, as `{ decision, reason, topic }` each; AWS has no such thing. Amazon Q
 * drops every message that is not of its own schema, and tells nobody.
 */
const url = process.env.CHAT_MESSAGES_URL;

interface ChatMessage {
    readonly decision: string;
    readonly reason: string;
    readonly topic: string;
}

/** What a channel made of each message of a topic: `delivered`, or the reason why it showed nothing; `undefined` if nobody can tell. */
export async function shownInChat(topicArn: string): Promise<string[] | undefined> {
    if (url === undefined) return undefined;
    const messages = (await (await fetch(url)).json()) as ChatMessage[];
    return messages
        .filter(({ topic }) => topic === topicArn)
        .map(({ decision, reason }) => (decision === "delivered" ? decision : reason));
}
