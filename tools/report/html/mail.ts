import { eventName, type Mailed } from "../results";
import { type Markup, markup } from "./markup";

/** An alert as it arrives: Amazon SNS mails the message under a subject of its own. */
export function mailCard(mail: Mailed): Markup {
    return markup`<article class="mail">
<h3>${eventName(mail)} <span class="aside">from ${mail.region}</span></h3>
${mailBody(mail.arrived)}
</article>
`;
}

/** The message of a mail, and its fields laid out for reading, if it is a JSON object. */
export function mailBody(message: string): Markup {
    const content = parsed(message);
    return markup`<p class="aside">Subject: AWS Notification Message</p>
<pre tabindex="0">${message}</pre>${
        content &&
        markup`
<details><summary>The same, field by field</summary>${fields(content)}</details>`
    }`;
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
