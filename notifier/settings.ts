import type { Service } from "../findings/services";
import type { Severity } from "../findings/severity";

/** What mails say of the stack's settings; all but the zone travel in the archive of the function, as `settings.json`. */
export interface Settings {
    /** Names of accounts, by ID. */
    readonly accountNames: Readonly<Record<string, string>>;
    readonly minimumSeverity: Readonly<Record<Service, Severity>>;
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
