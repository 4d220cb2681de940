import type { NotifierSettings } from "../findings/routes";

/** What mails say of the stack's settings. */
export interface Settings extends NotifierSettings {
    /** An IANA name, such as Europe/Berlin. */
    readonly timeZone: string;
}

/** How many mails may be sent. */
export interface Limits {
    /** Single mails out of a batch; the rest is in one digest. */
    readonly mailsPerBatch: number;
    /** Mails in an hour of the clock; above it there are digests only. */
    readonly mailsPerHour: number;
}

/** What the schedule of the weekly mail hands to the function: where to look. */
export interface WeeklyFacts {
    readonly stack: string;
    readonly home: string;
    /** Rules that make alerts of findings, on the findings bus. */
    readonly busName: string;
    readonly rules: readonly { readonly title: string; readonly ruleName: string }[];
    /** The relay rule of each Region, on its default bus. */
    readonly relays: readonly { readonly region: string; readonly ruleName: string }[];
    /** Dead-letter queues. */
    readonly queues: readonly { readonly label: string; readonly region: string; readonly url: string }[];
    /** Topics whose receivers may be unconfirmed. */
    readonly topics: readonly { readonly label: string; readonly arn: string }[];
}
