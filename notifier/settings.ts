import type { Thresholds } from "../findings/severity";

/** What mails say of the stack's settings; all but the zone travel in the archive of the function, as `settings.json`. */
export interface Settings {
    /** Names of accounts, by ID. */
    readonly accountNames: Readonly<Record<string, string>>;
    /** Who is told of what; the default route is the first. */
    readonly routes: readonly Route[];
    /** Finding types, with * for any text, that nobody is told of. */
    readonly mute: readonly string[];
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

/** Which alerts go to which people. */
export interface Route {
    /** "default" for `vigil:alerts.emails`, which also hear of alarms, and of what cannot be read. */
    readonly name: string;
    /** OFF for services that the route does not have. */
    readonly minimumSeverity: Thresholds;
    /** Empty: all Regions. */
    readonly regions: readonly string[];
    /** Empty: all accounts. */
    readonly accounts: readonly string[];
    /** With * for any text. Empty: all types, and lost coverage. */
    readonly types: readonly string[];
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
