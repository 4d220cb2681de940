import type { Mark } from "./marks";

/** Where events are on their way, as the map shows it, and which lines lead on from there. */
export interface Place {
    readonly key: string;
    readonly column: "region" | "relay" | "bus" | "replay" | "rule" | "topic" | "mailbox" | "export" | "archive";
    readonly name: string;
    readonly note?: string;
    /** Shown on hovering, and to screen readers. */
    readonly title?: string;
    /** That are drawn as one. */
    readonly regions?: readonly string[];
    /** What makes it look broken, or cannot be judged. */
    readonly marks?: readonly Mark[];
    /** What broke the place itself, whichever way events come. */
    readonly own?: Mark;
    readonly lines?: readonly { readonly to: string; readonly mark: Mark }[];
}
