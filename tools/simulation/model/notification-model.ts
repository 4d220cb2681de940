import type { EventPattern } from "../../evaluators/event-pattern";
import type { ResourceRef } from "../../proof/report";

/** An event pattern, or why EventBridge would refuse it. */
export type ReadPattern = { readonly pattern: EventPattern } | { readonly refusal: string };

/** AWS User Notifications, which has rules of its own and writes the mails. It has no Region. */
export interface UserNotifications {
    /** Where notifications are kept; without one there are none. */
    readonly hubs: readonly ResourceRef[];
    readonly configurations: readonly { readonly resource: ResourceRef; readonly arn: string }[];
    readonly rules: readonly NotificationRule[];
    readonly contacts: readonly { readonly resource: ResourceRef; readonly arn: string; readonly address: string }[];
    readonly channels: readonly {
        readonly resource: ResourceRef;
        readonly configurationArn: string;
        /** Of a contact, for example. */
        readonly arn: string;
    }[];
}

export interface NotificationRule {
    readonly resource: ResourceRef;
    readonly configurationArn: string;
    readonly source: string;
    readonly detailType: string;
    readonly regions: readonly string[];
    /** Undefined: every event of the source and the type. */
    readonly pattern: ReadPattern | undefined;
}
