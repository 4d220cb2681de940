import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chatMessage } from "../../notifier/chat";
import type { Mail } from "../../notifier/compose";

/** Set it to write the files instead of comparing them: `VIGIL_GOLDEN=write npx mocha ...`; then read each of them. */
const isWriting = process.env.VIGIL_GOLDEN === "write";

/** Compares a mail with `mails/NAME.txt`. */
export function assertGolden(name: string, { subject, text }: Pick<Mail, "subject" | "text">): void {
    assertFile(join("mails", `${name}.txt`), `Subject: ${subject}\n\n${text}`);
}

/** Compares what chat is told with `chat/NAME.json`, in which the lines of a description are a list. */
export function assertGoldenChat(name: string, mails: readonly Mail[]): void {
    const messages = mails.map((mail) => {
        const message = JSON.parse(chatMessage(mail)) as { content: { description: string } };
        return { ...message, content: { ...message.content, description: message.content.description.split("\n") } };
    });
    assertFile(join("chat", `${name}.json`), `${JSON.stringify(messages, null, 4)}\n`);
}

function assertFile(name: string, text: string): void {
    const file = join(__dirname, name);
    if (isWriting) writeFileSync(file, text);
    assert.ok(existsSync(file), `there is no ${file}`);
    assert.equal(text, readFileSync(file, "utf8"));
}
