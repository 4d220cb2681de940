/** What a case is about. A severity finding is at the lower limit of its band, or, for `furtherScore`, further up in it. */
export type CaseKind =
    | "finding"
    | "furtherScore"
    /** A finding as the service sent it, for machines, and for AWS User Notifications. */
    | "event"
    | "notification"
    /** A finding of a type that no mail and no chat tells of. */
    | "muted"
    /** A finding made to fit the filters of a route. */
    | "routed"
    /** A finding of another account, whose administrator this one is. */
    | "member"
    /** A finding that is archived, closed or suppressed, or has no severity that is mailed. */
    | "inactive"
    | "coverageLost"
    | "coverageRestored"
    | "alarm"
    | "alarmOver"
    /** Something that the findings bus or the alert topic is made to refuse. */
    | "undeliverable"
    /** A thousand alerts at once. */
    | "burst"
    /** A finding of any severity and state, or lost coverage, for the archive. */
    | "kept"
    | "replay"
    | "export"
    /** What a Region sends to show that its way home is open, the alarm when it does not, and the mail of the week. */
    | "heartbeat"
    | "silence"
    | "weekly";
