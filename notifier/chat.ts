import type { Mail } from "./compose";

/** What Amazon Q takes for a description is 8,000 characters, and 250 for a title (custom-notifs). */
const longest = 7000;

/** What chat programs take for mentions, links and formatting, in characters that look alike. */
const harmless: Readonly<Record<string, string>> = {
    ...{ "<": "\u2039", ">": "\u203a", "`": "'", "@": "\uff20", "*": "\u2217", _: "\uff3f", "~": "\u223c" },
};

function plain(text: string): string {
    return text.replace(/[<>`@*_~]/g, (character) => harmless[character] ?? "");
}

/**
 * A mail as Amazon Q Developer in chat applications shows it: its custom schema (Amazon Q Developer in chat applications
 * administrator guide, custom-notifs). The text is one block of code; the link into the console is the only link.
 */
export function chatMessage({ subject, text, news: { findings } }: Mail): string {
    const [, link] = /\nCONSOLE\n(https:\S+)\n/.exec(text) ?? [];
    const shown = text.split("\n").filter((line) => !line.startsWith("https://"));
    const block = plain(withoutEmpty(shown).join("\n").trim());
    const body = block.length <= longest ? block : `${block.slice(0, block.lastIndexOf("\n", longest))}\n[...]`;
    const console = link === undefined ? "" : `\n${encodeURI(link).replace(/%25/g, "%").replace(/[*_~]/g, encoded)}`;
    const [finding] = findings;
    return JSON.stringify({
        version: "1.0",
        source: "custom",
        content: {
            textType: "client-markdown",
            title: plain(subject),
            description: `\`\`\`\n${body}\n\`\`\`${console}`,
        },
        // What is said of one finding stays together.
        ...(finding !== undefined && findings.length === 1 && { metadata: { threadId: finding.hash } }),
    });
}

/** Headings whose only line was a link. */
function withoutEmpty(lines: readonly string[]): string[] {
    return lines.filter((line, index) => !/^(CONSOLE|WHAT TO DO)$/.test(line) || lines[index + 1] !== "");
}

function encoded(character: string): string {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
