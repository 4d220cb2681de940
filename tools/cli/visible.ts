/** What a terminal obeys, what reorders a line, and what nobody sees; also half a character, which no encoding has. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The text with such characters written out, as in `\u{202e}`; line breaks and tabs stay. */
export function visible(text: string): string {
    return text.replace(unseen, (character) =>
        character === "\n" || character === "\t" ? character : writtenOut(character),
    );
}

/**
 * Plain data with every text in it made visible, line breaks too: a name must not look like a line of the report. Names
 * of AWS and of users go through here once, before any writer gets them.
 *
 * @param lines the keys of texts that have lines
 */
export function visibleData<Data>(data: Data, lines: readonly string[] = []): Data {
    const shown = (key: string, value: unknown) => {
        if (typeof value !== "string") return value;
        return lines.includes(key) ? visible(value) : value.replace(unseen, writtenOut);
    };
    return JSON.parse(JSON.stringify(data, shown)) as Data;
}

function writtenOut(character: string): string {
    return `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`;
}
