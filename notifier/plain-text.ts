/** No line of a mail is longer, but for a link on its own: RFC 5322 asks for 78. */
export const width = 78;

/** SNS refuses a subject of 100 characters, a line break in one, or a control character (SNS API reference, Publish). */
const subjectLength = 99;

/** What shows nothing, or turns the text around it: format and bidirectional characters, fillers, half characters. */
const invisible = /[\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** The dot before what may be a top-level domain; browsers take the other three for dots too. */
const domainDot = /(?<=[\p{L}\p{N}])[.\u3002\uff0e\uff61](?=(?:\p{L}{2,}|xn--[a-z0-9-]+)(?![\p{L}\p{N}]))/giu;

/** A text that no mail program makes a link of: `https[:]//example[.]com`. The links of a mail are Vigil's own. */
function withoutLinks(text: string): string {
    return text.replaceAll("://", "[:]//").replace(domainDot, "[.]");
}

function cut(text: string, limit: number): string {
    if (text.length <= limit) return text;
    const characters = Array.from(text);
    return characters.length <= limit ? text : `${characters.slice(0, limit).join("").trimEnd()} [...]`;
}

/**
 * A text from outside as one line that is what it looks like. Names of buckets, users and tags are anybody's, so it
 * holds no line break, control, bidirectional or invisible character, no tower of accents, and nothing to click.
 *
 * @param limit in characters; a longer text ends in [...]
 */
export function oneLine(text: string, limit: number): string {
    const start = text.slice(0, 4 * limit + 100);
    const visible = /^[ -~]*$/.test(start)
        ? start.replace(/ {2,}/g, " ")
        : start
              .normalize("NFC")
              .replace(invisible, "")
              .replace(/(\p{M}{2})\p{M}+/gu, "$1")
              .replace(/[\p{Cc}\p{Z}]+/gu, " ");
    return cut(withoutLinks(visible.trim()), limit);
}

/** The same of a text that may have several lines, without the empty ones. The limits are characters and lines. */
export function lines(text: string, limit: number, most: number): string[] {
    const all = text
        .slice(0, limit)
        .split(/[\r\n\u0085\u2028\u2029]+/)
        .map((line) => oneLine(line, limit))
        .filter((line) => line !== "");
    const isCut = all.length > most || text.length > limit;
    return isCut ? [...all.slice(0, most), "[... the rest is cut off]"] : all;
}

/** East Asian characters and emoji take two columns. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{3fffd}]/u;

function columns(text: string): number {
    if (/^[ -~]*$/.test(text)) return text.length;
    return Array.from(text).reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
}

/** A word in pieces that fit, an ARN or a path after a slash. */
function pieces(word: string, room: number): string[] {
    if (columns(word) <= room) return [word];
    const all: string[] = [];
    let piece = "";
    for (const character of word) {
        if (columns(piece + character) > room) {
            const slash = piece.lastIndexOf("/") + 1;
            const end = slash > room / 2 ? slash : piece.length;
            all.push(piece.slice(0, end));
            piece = piece.slice(end);
        }
        piece += character;
    }
    return [...all, piece];
}

/** Wraps one line to the width of a mail: `first` leads the first line, and `rest`, as wide, every other. */
export function wrapped(text: string, first = "", rest = " ".repeat(first.length)): string[] {
    const room = width - first.length;
    const all: string[] = [];
    let line = "";
    for (const word of text.split(" ").flatMap((each) => pieces(each, room))) {
        if (line === "") {
            line = word;
        } else if (columns(line) + 1 + columns(word) <= room) {
            line += ` ${word}`;
        } else {
            all.push(line);
            line = word;
        }
    }
    return [...all, line].map((each, index) => `${index === 0 ? first : rest}${each}`.trimEnd());
}

/** Letters that Unicode does not take apart into an ASCII letter and its accent. */
const transliterations: Readonly<Record<string, string>> = {
    ...{ ß: "ss", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", ø: "o", Ø: "O", ł: "l", Ł: "L", đ: "d", Đ: "D", ð: "d", þ: "th" },
    ...{ ı: "i", "‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "−": "-", "×": "x", "→": "->" },
};

/** A text in printable ASCII; characters that have no likeness there are left out. */
export function ascii(text: string): string {
    return text
        .replace(/[^ -~]/gu, (character) => transliterations[character] ?? character.normalize("NFKD"))
        .replace(/[^ -~]/g, "")
        .replace(/ {2,}/g, " ")
        .trim();
}

/**
 * A subject that SNS takes: `head`, then as much of the title as there is room for, then `tail`. The title cannot fake
 * either: they stand outside of it and are never cut, and it has no square brackets.
 */
export function subject(head: string, title: string, tail = ""): string {
    const safe = ascii(title).replaceAll("[", "(").replaceAll("]", ")");
    const room = subjectLength - head.length - tail.length;
    return `${head}${safe.length <= room ? safe : `${safe.slice(0, room - 3).trimEnd()}...`}${tail}`;
}
