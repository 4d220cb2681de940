/** An EventBridge input transformer: where the variables come from, and the text they stand in. */
export interface Message {
    readonly inputPaths: Readonly<Record<string, string>>;
    readonly inputTemplate: string;
}

/**
 * What a message says. A text that is one variable and nothing else (`"<title>"`) becomes a bare variable; any other
 * text stays a quoted string, in which variables may stand.
 */
export type Content = string | readonly Content[] | { readonly [name: string]: Content };

/**
 * Writes a message as a JSON object on one line.
 *
 * EventBridge puts values into a quoted string as they are. A quote or newline in one makes the JSON invalid and the
 * event is dropped, and it is the attack sequences and the worst vulnerabilities that carry them (GuardDuty user guide,
 * guardduty_findings_eventbridge, warns of it). Into a bare position it writes a JSON value of its own, and `""` where
 * the event has none. So anything people can name, and anything that may be absent, is bare. A quoted string only holds
 * what every event has in safe characters: account, region, detail-type, and the IDs AWS makes.
 *
 * Source: EventBridge user guide, eb-transform-target-input.
 */
export function oneLineMessage(inputPaths: Message["inputPaths"], content: Content): Message {
    // Indented, then joined: a space behind each comma lets a mail reader break the line.
    const quoted = JSON.stringify(content, undefined, 1).replace(/\n */g, " ");
    return { inputPaths, inputTemplate: quoted.replace(/"(<[\w-]+>)"/g, "$1") };
}
