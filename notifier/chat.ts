import type { Mail } from "./compose";

/** What Amazon Q takes for a description (custom-notifs), in UTF-16 units: never fewer than characters. */
const longest = 8000;

/** What chat programs take for mentions, links and formatting, in characters that look alike. */
const harmless: Readonly<Record<string, string>> = {
    ...{ "<": "\u2039", ">": "\u203a", "`": "'", "@": "\uff20", "*": "\u2217", _: "\uff3f", "~": "\u223c" },
    "](": "] (",
};

function plain(text: string): string {
    return text.replace(/[<>`@*_~]|\]\(/g, (special) => harmless[special] ?? "");
}

/**
 * A mail as Amazon Q Developer in chat applications shows it: its custom schema (Amazon Q Developer in chat applications
 * administrator guide, custom-notifs). The text is one block of code; the link into the console is the only link.
 */
export function chatMessage({ subject, withoutLinks, link, news: { findings } }: Mail): string {
    const console = link === undefined ? "" : `\n${link.replace(/[^!#$%&+,\-./0-9:;=?A-Za-z]/g, encoded)}`;
    const [finding] = findings;
    return JSON.stringify({
        version: "1.0",
        source: "custom",
        content: {
            textType: "client-markdown",
            // A subject has 99 characters at most; 250 would fit.
            title: plain(subject),
            description: `\`\`\`\n${cut(plain(withoutLinks.trimEnd()), longest - 8 - console.length)}\n\`\`\`${console}`,
        },
        // What is said of one finding stays together.
        ...(finding !== undefined && findings.length === 1 && { metadata: { threadId: finding.hash } }),
    });
}

/** Whole lines only. */
function cut(text: string, limit: number): string {
    const end = "\n[...]";
    return text.length <= limit ? text : `${text.slice(0, text.lastIndexOf("\n", limit - end.length))}${end}`;
}

function encoded(character: string): string {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
