import { eventName, type Mailed } from "../results";
import { type Markup, markup } from "./markup";

/** An alert laid out for reading, and as it arrives. */
export function mailCard(mail: Mailed): Markup {
    return markup`<article class="mail">
<h3>${eventName(mail)} <span class="aside">from ${mail.region}</span></h3>
${mailBody(mail.arrived)}
</article>
`;
}

/** The message of a mail; one that is not a JSON object, as a service writes without a template, stays as it is. */
export function mailBody(message: string): Markup {
    const content = parsed(message);
    if (content === undefined) return markup`<pre tabindex="0">${message}</pre>`;
    return markup`${fields(content)}
<details><summary>Raw, as it arrives</summary><pre tabindex="0">${message}</pre></details>`;
}

function parsed(message: string): object | undefined {
    try {
        const content: unknown = JSON.parse(message);
        return typeof content === "object" && content !== null ? content : undefined;
    } catch {
        return undefined;
    }
}

/** What the event has no value for is an empty string in the message, and left out here. */
function fields(content: object): Markup {
    const filled = Object.entries(content).filter(([, value]) => !isEmpty(value));
    return markup`<dl>${filled.map(
        ([name, value]) => markup`<div><dt>${name}</dt><dd>${valueOf(value)}</dd></div>
`,
    )}</dl>`;
}

function valueOf(value: unknown): Markup | string {
    if (Array.isArray(value)) {
        return value
            .filter((item) => !isEmpty(item))
            .map(textOf)
            .join(", ");
    }
    return typeof value === "object" && value !== null ? fields(value) : textOf(value);
}

function textOf(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}

function isEmpty(value: unknown): boolean {
    if (typeof value === "object" && value !== null) return Object.values(value).every(isEmpty);
    return value === "" || value === null;
}
