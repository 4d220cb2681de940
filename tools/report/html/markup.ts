/** Text that is already HTML or SVG. */
export class Markup {
    constructor(readonly text: string) {}
}

type Content = Markup | string | number | undefined | readonly Content[];

/** A template for HTML and SVG: escapes everything that is put in, except what is markup already. */
export function markup(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
    return new Markup(parts.reduce((text, part, index) => text + rendered(contents[index - 1]) + part));
}

/** The text as it stands between tags or in a quoted attribute. */
export function escaped(text: string): string {
    return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function rendered(content: Content): string {
    if (content === undefined) return "";
    if (content instanceof Markup) return content.text;
    if (typeof content === "object") return content.map(rendered).join("");
    return escaped(String(content));
}
